#!/bin/sh
# Installs support-mcp for the current user, upgrades it, or removes it. Needs no root.
#
#   sh install.sh [--version VERSION] [--dir DIR] [--from URL] [--force]
#   sh install.sh --uninstall [--dir DIR] [--force]
#
# Everything is in functions that the last line calls, so that a script that was cut off while it was downloaded does nothing.
set -eu

REPOSITORY='@REPOSITORY@'
# The program contains these words before its version, so that it is recognized without being run.
MARK='support-mcp program'
# Seconds that a downloaded program has to print its version.
START_LIMIT=30

usage() {
  cat <<'END'
Install support-mcp for the current user, upgrade it, or remove it.

  --version VERSION  Install this version (default: the latest)
  --dir DIR          Install into this folder (default: ~/.local/bin)
  --from URL         Download from this folder on a server
  --uninstall        Remove the program and keep the desk
  --force            Replace or remove another program of this name
  --help             Print this help
END
}

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  exit 1
}

# Prints the platform in the form of the archives' names.
detect_platform() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail "no package for $(uname -s). To compile it, see $REPOSITORY." ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "no package for the processor $(uname -m). To compile it, see $REPOSITORY." ;;
  esac
  if [ "$os" = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then cpu=arm64; fi
  if [ "$os" = linux ] && ldd --version 2>&1 | grep -qi musl; then
    fail 'the binary needs glibc, and this system has musl. Use the image, or a system with glibc.'
  fi
  printf '%s-%s\n' "$os" "$cpu"
}

# download URL FILE
download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 2 --output "$2" "$1" || fail "$1 could not be downloaded."
  elif command -v wget >/dev/null; then
    wget --quiet --output-document "$2" "$1" || fail "$1 could not be downloaded."
  else
    fail 'curl or wget is needed.'
  fi
}

# Prints the SHA-256 sum of a file.
sum() {
  if command -v sha256sum >/dev/null; then sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null; then shasum -a 256 "$1" | cut -d ' ' -f 1
  else fail 'sha256sum or shasum is needed to verify the download.'
  fi
}

# verify FOLDER ARCHIVE
verify() {
  expected=$(tr -d '\r' <"$1/SHA256SUMS" | awk -v name="$2" '$2 == name || $2 == "*" name { print tolower($1) }' | sort -u)
  case $expected in
    '') fail "SHA256SUMS has no sum for $2. Nothing was changed." ;;
    *[!0-9a-f]*) fail "SHA256SUMS has several sums for $2, or an invalid one. Nothing was changed." ;;
  esac
  actual=$(sum "$1/$2")
  [ "$actual" = "$expected" ] || fail "$2 has the SHA-256 sum $actual instead of $expected. Nothing was changed. Try again."
}

# Prints the version of an installed program, or nothing if it is not ours. Does not run it.
installed_version() {
  LC_ALL=C grep -a -o "$MARK [0-9][0-9A-Za-z.+-]*" "$1" 2>/dev/null | head -n 1 | cut -d ' ' -f 3
}

# Prints the version of a downloaded program, or nothing if it does not start in time: started_version FOLDER
started_version() {
  (cd "$1" && exec ./support-mcp --version) </dev/null >"$1/version" 2>/dev/null &
  program=$!
  (trap 'kill "$!"; exit' TERM; sleep "$START_LIMIT" & wait; kill -9 "$program") </dev/null >/dev/null 2>&1 &
  watch=$!
  if wait "$program" 2>/dev/null; then cat "$1/version"; fi
  kill "$watch" 2>/dev/null || true
}

# Refuses what is not ours at the place of the program, unless --force is given: check_target DIR
check_target() {
  target=$1/support-mcp
  if [ ! -e "$target" ] && [ ! -L "$target" ]; then return; fi
  if [ -e "$target" ] && [ ! -f "$target" ]; then
    fail "$target is not a file. Nothing was changed. Move it away, or choose another folder with --dir."
  fi
  if [ "$force" = yes ] || [ -n "$(installed_version "$target")" ]; then return; fi
  fail "$target is another program, or was not installed by this script. Nothing was changed. To $action it anyway, add --force."
}

# install_program URL DIR
install_program() {
  check_target "$2"
  archive=support-mcp-$(detect_platform).tar.gz
  folder=$(mktemp -d)
  copy=''
  trap 'rm -rf "$folder" ${copy:+"$copy"}' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  download "$1/SHA256SUMS" "$folder/SHA256SUMS"
  download "$1/$archive" "$folder/$archive"
  verify "$folder" "$archive"
  tar -xzf "$folder/$archive" -C "$folder" support-mcp || fail "$archive could not be unpacked. Nothing was changed."
  if [ ! -f "$folder/support-mcp" ] || [ -L "$folder/support-mcp" ]; then
    fail "$archive has no program, but something else of its name. Nothing was changed."
  fi
  new=$(started_version "$folder")
  [ -n "$new" ] || fail "the program does not run on this system. Nothing was changed."
  [ -n "$(installed_version "$folder/support-mcp")" ] || fail "$archive has another program. Nothing was changed."
  old=''
  if [ -f "$2/support-mcp" ]; then old=$(installed_version "$2/support-mcp"); fi
  mkdir -p "$2" || fail "$2 could not be created. Choose another folder with --dir."
  # A rename replaces a program that is running; servers keep the old one until they are restarted.
  if ! copy=$(mktemp "$2/.support-mcp.XXXXXX") || ! cp "$folder/support-mcp" "$copy" || ! chmod 755 "$copy" ||
    ! mv -f "$copy" "$2/support-mcp"; then
    fail "$2 is not writable. Choose another folder with --dir."
  fi
  copy=''
  report "$old" "$new" "$2"
}

# report OLD NEW DIR
report() {
  if [ -z "$1" ]; then printf 'Installed support-mcp %s in %s.\n' "$2" "$3"
  elif [ "$1" = "$2" ]; then printf 'Installed support-mcp %s in %s again.\n' "$2" "$3"
  else printf 'Upgraded support-mcp from %s to %s in %s. Restart your hosts.\n' "$1" "$2" "$3"
  fi
  case ":$PATH:" in
    *":$3:"*) printf 'Next: support-mcp install --help\n' ;;
    *)
      printf '%s is not in your PATH. Add this line to the profile of your shell:\n' "$3"
      # shellcheck disable=SC2016 # the profile expands it
      printf '  export PATH="%s:$PATH"\n' "$3"
      case $3 in
        *[!A-Za-z0-9._/-]*) printf 'Next: "%s/support-mcp" install --help\n' "$3" ;;
        *) printf 'Next: %s/support-mcp install --help\n' "$3" ;;
      esac
      ;;
  esac
}

# uninstall_program DIR
uninstall_program() {
  if [ ! -e "$1/support-mcp" ] && [ ! -L "$1/support-mcp" ]; then
    fail "$1 has no support-mcp. If it is elsewhere, name the folder with --dir."
  fi
  check_target "$1"
  rm "$1/support-mcp" || fail "$1/support-mcp could not be removed."
  printf 'Removed %s/support-mcp. The desk is kept.\n' "$1"
  printf 'If a host still lists it, remove the entry from the configuration of the host.\n'
}

# Prints an absolute path without a slash at its end.
absolute() {
  case $1 in
    /*) path=$1 ;;
    *) path=$PWD/${1#./} ;;
  esac
  while [ "$path" != / ] && [ "${path%/}" != "$path" ]; do path=${path%/}; done
  printf '%s\n' "$path"
}

main() {
  version=latest directory=${HOME:+$HOME/.local/bin} from='' action=replace force=no
  while [ $# -gt 0 ]; do
    case $1 in
      --version=* | --dir=* | --from=*)
        value=${1#*=} option=${1%%=*}
        shift
        set -- "$option" "$value" "$@"
        ;;
    esac
    case $1 in
      --version | --dir | --from) [ -n "${2:-}" ] || fail "$1 needs a value." ;;
    esac
    case $1 in
      --version) version=${2#v}; shift 2 ;;
      --dir) directory=$2; shift 2 ;;
      --from) from=${2%/}; shift 2 ;;
      --uninstall) action=remove; shift ;;
      --force) force=yes; shift ;;
      --help | -h) usage; exit 0 ;;
      *) printf 'install.sh: unknown argument: %s\n' "$1" >&2; usage >&2; exit 2 ;;
    esac
  done
  [ -n "$directory" ] || fail 'HOME is not set. Name a folder with --dir.'
  directory=$(absolute "$directory")
  if [ "$action" = remove ]; then uninstall_program "$directory"; return; fi
  if [ -z "$from" ]; then
    if [ "$version" = latest ]; then from=$REPOSITORY/releases/latest/download
    else from=$REPOSITORY/releases/download/v$version
    fi
  fi
  install_program "$from" "$directory"
}

main "$@"
