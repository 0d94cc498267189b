#!/usr/bin/env bash
# Runs the benchmark that `make bench-extract` prints. Takes BINARY_DIR (the release binaries); the other extractors are
# installed below $BENCH_DATA (run/bench) when they can be, the pages are read from $SEARCHD_SHARED (../shared).
set -euo pipefail

cd "$(dirname "$0")/.."
pages=${SEARCHD_SHARED:-../shared}/data/extract/wcxb-dev.tar
rivals=${BENCH_DATA:-run/bench}/extractors
if [ ! -f "$pages" ]; then
  echo "make bench-extract: $pages is not there; set SEARCHD_SHARED" >&2
  exit 0
fi
# An old pip stumbles over the extras of lxml.
if [ ! -x "$rivals/bin/python" ]; then
  mkdir -p "$(dirname "$rivals")"
  if ! python3 -m venv "$rivals" || ! "$rivals/bin/pip" install --quiet --upgrade pip ||
    ! "$rivals/bin/pip" install --quiet trafilatura readability-lxml resiliparse; then
    echo "make bench-extract: the other extractors could not be installed in $rivals; those missing are left out" >&2
  fi
fi
python=python3
if [ -x "$rivals/bin/python" ]; then python=$rivals/bin/python; fi
"$python" Benchmarks/extract.py --binaries "$BINARY_DIR" --pages "$pages" "$@"
