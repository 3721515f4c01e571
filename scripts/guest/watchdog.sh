#!/usr/bin/env bash
# A controller that hangs in the middle of a session, on a computer whose watchdog it feeds: the kernel resets the guest, and
# the next guest, whose table stands where the first one's was left, brings it up (H-51). Ends 0 where it does.
set -euo pipefail
cd "$(dirname "$0")/../.."
GUEST_KEEP=$(mktemp -d)
export GUEST_KEEP
trap 'rm -rf "$GUEST_KEEP"' EXIT
session=dist/test/boards/raspberry-pi/interrupted-session.js
ended=0
GUEST_SECONDS=${GUEST_SECONDS:-150} scripts/guest/run.sh node $session begin || ended=$?
if [ "$ended" -eq 4 ]; then exit 4; fi
if [ "$ended" -ne 125 ]; then
  echo "the watchdog has not reset the guest: it ended with $ended" >&2
  exit 1
fi
echo 'the watchdog has reset the guest'
GUEST_SECONDS=${GUEST_SECONDS:-150} scripts/guest/run.sh node $session find
