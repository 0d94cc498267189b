#!/usr/bin/env bash
# Runs the side-by-side part of `make bench`: searchd beside the engines that can be had, on the shared articles.
# Takes BINARY_DIR (the release binaries) and $BENCH_DATA. The harness is $SEARCHD_SHARED/bench; what it needs is
# installed below $BENCH_DATA, and an engine that cannot be had is left out. ENGINES names the others to compare with.
set -euo pipefail

cd "$(dirname "$0")/.."
source Benchmarks/harness.sh bench

cd "$BENCH_DATA"
if [ ! -d java ]; then
  # Lucene's classes are in the source distribution of pyserini.
  { "$BENCH_DATA/venv/bin/pip" download --quiet --no-deps --no-binary :all: pyserini &&
    tar xzf pyserini-*.tar.gz --wildcards '*fatjar.jar' &&
    "$harness/java/build.sh" "$(find "$BENCH_DATA" -name 'anserini-*-fatjar.jar' | head -n 1)" "$BENCH_DATA/java"; } ||
    say "without Lucene"
fi
make_articles

built=
for engine in ${ENGINES:-tantivy lucene fts5 sphinx pisa}; do
  if [ -d "idx/articles/$engine" ] || "$python" "$harness/build.py" --corpus articles --engines "$engine" >&2; then
    built=$built$engine,
  else
    say "without $engine"
  fi
done
# Anew each time: it is what is measured.
"$python" "$harness/build.py" --corpus articles --engines searchd >&2

rm -f ./*-articles-engine.times.json
"$python" "$harness/run.py" --corpus articles --engines "${built}searchd" --type engine --passes 3 --save engine
"$python" "$root/Benchmarks/engine_times.py" "$BENCH_DATA"
"$python" "$harness/run.py" --corpus articles --engines "${built}searchd" --type end2end --passes 3
