#!/usr/bin/env bash
# The tests that need a kernel: npm run test:kernel. Arguments name tests by a part of their file; without one all are run,
# and then a second guest shows that an unfed watchdog resets the computer.
set -euo pipefail
cd "$(dirname "$0")/../.."
npm run --silent build
scripts/guest/run.sh node scripts/guest/run-tests.mjs "$@"
if [ $# -eq 0 ]; then
  scripts/guest/watchdog.sh
fi
