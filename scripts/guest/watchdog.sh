#!/usr/bin/env bash
# Shows that a computer whose watchdog nobody feeds any more is reset: in the guest a process feeds it for twice its time, then
# no more; the guest must go away by itself. Ends 0 where it does.
set -euo pipefail
cd "$(dirname "$0")/../.."
feed='
const { openHardwareWatchdog } = await import(`${process.cwd()}/dist/boards/raspberry-pi/service/hardware-watchdog.js`);
const opened = openHardwareWatchdog("/dev/watchdog", 3);
if (!opened.ok) throw new Error(opened.errno);
const feeding = setInterval(() => opened.value.feed(), 500);
setTimeout(() => {
  clearInterval(feeding);
  console.log("fed for 6 s, and from now on no more");
  setTimeout(() => console.log("nothing has reset this computer"), 20_000);
}, 6000);
'
ended=0
said=$(GUEST_SECONDS=${GUEST_SECONDS:-120} scripts/guest/run.sh node --input-type=module -e "$feed" 2>&1) || ended=$?
echo "$said"
if [ "$ended" -eq 4 ]; then exit 4; fi
[ "$ended" -eq 125 ] && [[ $said == *'no more'* ]] && [[ $said != *'nothing has reset'* ]]
