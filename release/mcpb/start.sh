#!/bin/sh
# Starts the binary beside this file. Some hosts lose its execute bit when they unpack the bundle.
program=$(dirname "$0")/support-mcp
[ -x "$program" ] || chmod +x "$program" || exit 1
pwd -P >/dev/null 2>&1 || cd / || exit 1 # the binary cannot start in a folder that was deleted
exec "$program" "$@"
