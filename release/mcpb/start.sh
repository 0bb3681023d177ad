#!/bin/sh
# Starts the binary beside this file. Some hosts lose its execute bit when they unpack the bundle.
program=$(dirname "$0")/support-mcp
[ -x "$program" ] || chmod +x "$program" || exit 1
# The binary cannot start in a folder that was deleted. The pwd of some shells succeeds there, but prints nothing.
[ -n "$(pwd -P 2>/dev/null)" ] || cd / || exit 1
exec "$program" "$@"
