#!/usr/bin/env bash
# Runs the benchmarks that `make bench` prints. Takes BINARY_DIR (the release binaries); corpora and indexes are kept
# in $BENCH_DATA (run/bench), articles are read from $SEARCHD_SHARED (../shared).
set -euo pipefail

cd "$(dirname "$0")/.."
shared=${SEARCHD_SHARED:-../shared}
export BENCH_DATA=${BENCH_DATA:-run/bench}
if [ ! -d "$shared/data/articles" ]; then
  echo "make bench: the shared corpora are not in $shared/data; set SEARCHD_SHARED" >&2
  exit 0
fi
mkdir -p "$BENCH_DATA"

corpus=$BENCH_DATA/simplewiki-100k.jsonl
if [ ! -f "$corpus" ]; then
  { xz --decompress --stdout "$shared/data/articles/simplewiki.jsonl.xz" || true; } | head --lines=100000 >"$corpus.part"
  mv "$corpus.part" "$corpus"
fi
python3 Benchmarks/common_words.py --binaries "$BINARY_DIR" --corpus "$corpus" --data "$BENCH_DATA"
Benchmarks/rivals.sh
