#!/usr/bin/env bash
# Measures answers while articles are committed, and how soon a client that leaves frees its query thread, on the shared
# harness's `articles`. Takes BINARY_DIR; the corpus and its index are kept in $BENCH_DATA (run/bench), the copies are not.
set -euo pipefail

cd "$(dirname "$0")/.."
source Benchmarks/harness.sh bench-commits

cd "$BENCH_DATA"
make_articles
index=idx/articles/searchd/index.sqlite
[ -f "$index" ] || "$python" "$harness/build.py" --corpus articles --engines searchd >&2
copies=$(mktemp -d "$BENCH_DATA/commits.XXXXXX")
trap 'rm -rf "$copies"' EXIT
cp "$index" "$copies/served.sqlite"
cp "$index" "$copies/other.sqlite"

python3 "$root/Benchmarks/commits.py" --binaries "$BINARY_DIR" --index "$copies/served.sqlite" \
  --other "$copies/other.sqlite" --queries articles.queries.jsonl
echo
python3 "$root/Benchmarks/cancelled.py" --binaries "$BINARY_DIR" --index "$copies/served.sqlite"
