#!/usr/bin/env bash
# Measures indexing beside Tantivy with the shared harness: simplewiki and arxiv, the same fields stored and indexed with
# positions, one commit at the end. Takes BINARY_DIR; corpora and indexes are kept in $BENCH_DATA (run/bench).
set -euo pipefail

cd "$(dirname "$0")/.."
source Benchmarks/harness.sh bench-ingest

cd "$BENCH_DATA"
if [ ! -f ingest.tsv ]; then
  "$python" "$harness/make_articles.py" --name ingest "$shared"/data/articles/{simplewiki,arxiv-40k}.jsonl.xz
fi
"$python" "$harness/build.py" --corpus ingest --engines tantivy:1t,tantivy:mt,searchd >&2
"$python" "$root/Benchmarks/ingest_table.py" "$BENCH_DATA"
