#!/usr/bin/env bash
# What a newcomer does first, as the newcomer does it: the built command, a whole session, a session from a script.
set -eu
upright() { node dist/src/main.js "$@"; }

upright simulate kim-2013-60 --json | grep -q '"outcome":"completed"'
printf 'press START\nwait moving within 5s\nwait 30\npress RETURN\nwait locked within 60s\nstatus\n' >/tmp/upright-smoke.$$
trap 'rm -f /tmp/upright-smoke.$$' EXIT
code=0
npm --silent start -- --speed 20 </tmp/upright-smoke.$$ >/tmp/upright-smoke.$$.out || code=$?
grep -q 'RETURN was pressed' /tmp/upright-smoke.$$.out
rm -f /tmp/upright-smoke.$$.out
[ "$code" -eq 3 ]
