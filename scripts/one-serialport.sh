#!/usr/bin/env bash
# A second serialport in the tree would be an old native build: there must be one, and it must be version 13.
set -eu
found=$(find node_modules -path '*/serialport/package.json' -not -path '*/@serialport/*' -exec node -p 'require(process.argv[1]).version' "$PWD/{}" \;)
[ "$(printf '%s\n' "$found" | wc -l)" -eq 1 ] && case "$found" in 13.*) exit 0 ;; esac
echo "serialport in the tree: $found" >&2
exit 1
