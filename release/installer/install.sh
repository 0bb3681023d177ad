#!/bin/sh
# Installs support-mcp for the current user, upgrades it, or removes it. Needs no root.
#
#   sh install.sh [--version VERSION] [--dir DIR] [--from URL]
#   sh install.sh --uninstall [--dir DIR]
#
# Everything is in functions that the last line calls, so that a script that was cut off while it was downloaded does nothing.
set -eu

REPOSITORY='@REPOSITORY@'

usage() {
  cat <<'END'
Install support-mcp for the current user, upgrade it, or remove it.

  --version VERSION  Install this version (default: the latest)
  --dir DIR          Install into this folder (default: ~/.local/bin)
  --from URL         Download from this folder on a server
  --uninstall        Remove the program and keep the desk
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
  expected=$(awk -v name="$2" '$2 == name { print $1 }' "$1/SHA256SUMS")
  [ -n "$expected" ] || fail "SHA256SUMS has no sum for $2. Nothing was changed."
  actual=$(sum "$1/$2")
  [ "$actual" = "$expected" ] || fail "$2 has the SHA-256 sum $actual instead of $expected. Nothing was changed. Try again."
}

# Prints the version of a program, or nothing.
version_of() {
  "$1" --version </dev/null 2>/dev/null || true
}

# install_program URL DIR
install_program() {
  archive=support-mcp-$(detect_platform).tar.gz
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  download "$1/SHA256SUMS" "$folder/SHA256SUMS"
  download "$1/$archive" "$folder/$archive"
  verify "$folder" "$archive"
  tar -xzf "$folder/$archive" -C "$folder" || fail "$archive could not be unpacked. Nothing was changed."
  new=$(version_of "$folder/support-mcp")
  [ -n "$new" ] || fail "the program does not run on this system. Nothing was changed."
  old=$(version_of "$2/support-mcp")
  mkdir -p "$2" || fail "$2 could not be created. Choose another folder with --dir."
  # A rename replaces a program that is running; servers keep the old one until they are restarted.
  if ! cp "$folder/support-mcp" "$2/.support-mcp.$$" || ! mv -f "$2/.support-mcp.$$" "$2/support-mcp"; then
    rm -f "$2/.support-mcp.$$"
    fail "$2 is not writable. Choose another folder with --dir."
  fi
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
  [ -e "$1/support-mcp" ] || fail "$1 has no support-mcp. If it is elsewhere, name the folder with --dir."
  rm "$1/support-mcp" || fail "$1/support-mcp could not be removed."
  printf 'Removed %s/support-mcp. The desk is kept.\n' "$1"
  printf 'If a host still lists it, remove the entry from the configuration of the host.\n'
}

main() {
  version=latest directory=${HOME:+$HOME/.local/bin} from='' action=install
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --dir | --from) [ $# -gt 1 ] || fail "$1 needs a value." ;;
    esac
    case $1 in
      --version) version=${2#v}; shift 2 ;;
      --dir) directory=$2; shift 2 ;;
      --from) from=${2%/}; shift 2 ;;
      --uninstall) action=uninstall; shift ;;
      --help | -h) usage; exit 0 ;;
      *) printf 'install.sh: unknown argument: %s\n' "$1" >&2; usage >&2; exit 2 ;;
    esac
  done
  [ -n "$directory" ] || fail 'HOME is not set. Name a folder with --dir.'
  if [ "$action" = uninstall ]; then uninstall_program "$directory"; return; fi
  if [ -z "$from" ]; then
    if [ "$version" = latest ]; then from=$REPOSITORY/releases/latest/download
    else from=$REPOSITORY/releases/download/v$version
    fi
  fi
  install_program "$from" "$directory"
}

main "$@"
