#!/usr/bin/env bash
# Writes the completion scripts anew. Takes BINARY_DIR, the folder of the built commands.
set -euo pipefail

cd "$(dirname "$0")"
for command in search searchctl searchd; do
  "$BINARY_DIR/$command" --generate-completion-script bash >"$command.bash"
  "$BINARY_DIR/$command" --generate-completion-script zsh >"_$command"
  "$BINARY_DIR/$command" --generate-completion-script fish >"$command.fish"
done
