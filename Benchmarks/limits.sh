#!/usr/bin/env bash
# Measures what has a limit of its own rather than a rival: passages, deadlines, and `search` from the shell; takes some
# minutes and a gigabyte of disk the first time. Takes BINARY_DIR; data is kept in $BENCH_DATA (run/bench).
set -euo pipefail

cd "$(dirname "$0")/.."
source Benchmarks/harness.sh bench-limits

cd "$BENCH_DATA"
make_articles
python3 "$root/Benchmarks/limits.py" --binaries "$BINARY_DIR" --articles articles.jsonl --queries articles.queries.jsonl
