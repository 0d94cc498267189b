#!/usr/bin/env bash
# Installs the Debian packages of the named groups that are missing; does nothing when all are there.
set -euo pipefail

declare -A groups=(
  [build]="libarchive-dev libbrotli-dev libcld2-dev libicu-dev libsqlite3-dev libstemmer-dev pkg-config zlib1g-dev"
  [test]="curl gzip man-db poppler-utils python3 sqlite3 systemd xz-utils"
)

missing=()
for group in "$@"; do
  for package in ${groups[$group]}; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
