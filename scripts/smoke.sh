#!/usr/bin/env bash
# What a newcomer does first, as the newcomer does it: the built command, a whole session, a session from a script.
set -eu
upright() { node dist/src/main.js "$@"; }

upright simulate kim-2013-60 --json | grep -q '"outcome":"completed"'
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# Who does not read gets no stack trace.
upright simulate kim-2013-60 2>"$dir/err" | true
[ ! -s "$dir/err" ]
# A program written by hand, run and refused.
printf 'name: mine\nsummary: Mine\nsteps:\n  - hold: -10°\n    for: 20 s\n' >"$dir/mine.yaml"
upright simulate "$dir/mine.yaml" >/dev/null
sed 's/-10/-95/' "$dir/mine.yaml" >"$dir/deep.yaml"
code=0
upright run --program "$dir/deep.yaml" </dev/null 2>"$dir/told" || code=$?
[ "$code" -eq 2 ]
grep -q 'deep.yaml:4:11: steps\[0\].hold: -95° is below' "$dir/told"

printf 'press START\nwait moving within 5s\nwait 30\npress RETURN\nwait locked within 60s\nstatus\n' >"$dir/script"
code=0
npm --silent start -- --speed 20 <"$dir/script" >"$dir/out" || code=$?
grep -q 'RETURN was pressed' "$dir/out"
[ "$code" -eq 3 ]
