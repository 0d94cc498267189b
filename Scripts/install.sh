#!/usr/bin/env bash
# Installs or removes binaries, units, manual pages and completions. `install.sh install|uninstall`, with PREFIX, DESTDIR,
# SYSCONFDIR, UNITDIR and, to install, BINARY_DIR.
set -euo pipefail

cd "$(dirname "$0")/.."
action=$1

# Runs for each file: its source, its target and its mode.
each_file() {
  local handle=$1 name
  for name in searchd search searchctl; do "$handle" "${BINARY_DIR:-}/$name" "$PREFIX/bin/$name" 0755; done
  for name in systemd/*.service systemd/*.socket systemd/*.path systemd/*.timer; do
    "$handle" "$name" "$UNITDIR/$(basename "$name")" 0644
  done
  "$handle" systemd/searchd.sysusers "$PREFIX/lib/sysusers.d/searchd.conf" 0644
  "$handle" systemd/searchd.tmpfiles "$PREFIX/lib/tmpfiles.d/searchd.conf" 0644
  for name in man/*.[1-8]; do
    "$handle" "$name" "$PREFIX/share/man/man${name##*.}/$(basename "$name")" 0644
  done
  for name in search searchctl searchd; do
    "$handle" "completions/$name.bash" "$PREFIX/share/bash-completion/completions/$name" 0644
    "$handle" "completions/_$name" "$PREFIX/share/zsh/site-functions/_$name" 0644
    "$handle" "completions/$name.fish" "$PREFIX/share/fish/vendor_completions.d/$name.fish" 0644
  done
}

install_file() {
  install -D --mode="$3" "$1" "$DESTDIR$2"
  case $1 in systemd/*.service) sed -i "s|/usr/local/bin|$PREFIX/bin|; s|/etc/searchd|$SYSCONFDIR/searchd|" "$DESTDIR$2" ;; esac
}

remove_file() { rm -f "$DESTDIR$2"; }

case $action in
  install) each_file install_file ;;
  uninstall) each_file remove_file ;;
  *) echo "install.sh: $action is neither install nor uninstall" >&2; exit 2 ;;
esac
