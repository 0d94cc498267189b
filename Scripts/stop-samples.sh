#!/usr/bin/env bash
# Stops the daemon that run-samples.sh started, if it still runs. Takes RUN_DIR.
set -euo pipefail

cd "$(dirname "$0")/.."
[ -f "$RUN_DIR/searchd.pid" ] || exit 0
pid=$(cat "$RUN_DIR/searchd.pid")
if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = searchd ]; then
  kill "$pid"
  for _ in $(seq 100); do
    [ -d "/proc/$pid" ] || break
    sleep 0.1
  done
fi
rm -f "$RUN_DIR/searchd.pid"
