#!/usr/bin/env bash
# Ingests the sample articles, starts a daemon on them unless one runs, and asks it a question.
# Takes BINARY_DIR (the release binaries) and RUN_DIR (where index, socket and log live).
set -euo pipefail

cd "$(dirname "$0")/.."
mkdir -p "$RUN_DIR"
index=$RUN_DIR/index.sqlite
socket=$RUN_DIR/searchd.sock

"$BINARY_DIR/searchctl" ingest --index "$index" index/samples

if ! curl --silent --fail --unix-socket "$socket" http://localhost/healthz >/dev/null 2>&1; then
  setsid "$BINARY_DIR/searchd" --index "$index" --socket "$socket" </dev/null >"$RUN_DIR/searchd.log" 2>&1 &
  echo $! >"$RUN_DIR/searchd.pid"
  for _ in $(seq 100); do
    [ -S "$socket" ] && break
    sleep 0.1
  done
fi

echo
echo "\$ search \"Tajik helicopters\""
"$BINARY_DIR/search" --color always --socket "$socket" "Tajik helicopters"
echo
echo "The daemon goes on answering; ask it with"
echo "  $BINARY_DIR/search --socket $socket QUERY"
echo "and stop it with \`make stop\`."
