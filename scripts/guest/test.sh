#!/usr/bin/env bash
# The tests that need a kernel: npm run test:kernel. Arguments name tests by a part of their file. Without one all are run, in
# two guests at a time: sessions in the one, everything else in the other, and then the watchdog that resets a guest.
# UPRIGHT_ALL_HAZARDS=1 shows every fault that a session at the lines can show, which takes ten minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${UPRIGHT_ALL_HAZARDS:-}" = 1 ]; then export GUEST_SECONDS="${GUEST_SECONDS:-1200}"; fi
npm run --silent build
if [ $# -gt 0 ]; then exec scripts/guest/run.sh node scripts/guest/run-tests.mjs "$@"; fi
# Once, before two ask for it.
if command -v qemu-system-x86_64 >/dev/null; then scripts/guest/build.sh >/dev/null; fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
scripts/guest/run.sh node scripts/guest/run-tests.mjs session hazards >"$said" 2>&1 &
sessions=$!
others=0
scripts/guest/run.sh node scripts/guest/run-tests.mjs +session +hazards || others=$?
watchdog=0
scripts/guest/watchdog.sh || watchdog=$?
ended=0
wait "$sessions" || ended=$?
cat "$said"
failed=0
verdict() {
  [ "$2" -eq 0 ] && return
  failed=1
  echo "$1 failed (exit code $2)" >&2
}
verdict 'lines, chips and processes' "$others"
verdict 'the watchdog' "$watchdog"
verdict 'sessions and hazards' "$ended"
exit "$failed"
