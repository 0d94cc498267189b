#!/usr/bin/env bash
# Measures start, memory, growth and throughput on 100,000 and 1,000,000 articles made of the shared ones; takes a quarter
# of an hour and 7 GB of disk the first time. Takes BINARY_DIR; data is kept in $BENCH_DATA (run/bench).
set -euo pipefail

cd "$(dirname "$0")/.."
source Benchmarks/harness.sh bench-scale

cd "$BENCH_DATA"
make_articles
if [ ! -f million.jsonl ]; then
  python3 "$root/Benchmarks/million.py" 1000000 "${articles[@]}" >million.jsonl.part
  mv million.jsonl.part million.jsonl
fi
head --lines=100000 million.jsonl >hundred-thousand.jsonl
python3 "$root/Benchmarks/scale.py" --binaries "$BINARY_DIR" --data . --queries articles.queries.jsonl \
  hundred-thousand.jsonl million.jsonl
