#!/usr/bin/env bash
# Runs a command in a guest with a real kernel, simulated GPIO, I2C and PWM, and this computer's files, read-only:
#   scripts/guest/run.sh COMMAND [ARGUMENT...]
# The command runs in the folder it was called from; it prints here, and its exit code is this script's. 124: it took
# longer than GUEST_SECONDS (420). 125: the guest went away without a word, which is what a watchdog does; its kernel's
# last lines are then shown. GUEST_WATCHDOG: the watchdog's time in seconds (60). GUEST_KEEP: a folder that the guest
# may write to, there /run/keep; it outlasts the guest.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { sed -n '2,7p' "$0" >&2; exit 2; }
if ! command -v qemu-system-x86_64 >/dev/null; then
  echo 'the tests against a kernel need QEMU, which is not installed: apt-get install qemu-system-x86. Nothing was run.' >&2
  exit 4
fi
guest=$("$here/build.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  printf 'cd %q || exit 4\n' "$PWD"
  # What the caller set for the command goes with it; nothing else of this computer's environment does.
  for name in $(compgen -e | grep '^UPRIGHT_' | grep -vx UPRIGHT_GUEST || true); do printf 'export %s=%q\n' "$name" "${!name}"; done
  printf 'stty -F /dev/ttyS1 -onlcr 2>/dev/null\n'
  printf 'exec'
  printf ' %q' "$@"
  printf '\n'
} >"$work/script"

cp -r "$guest/initramfs" "$work/initramfs"
install -m 755 "$here/init" "$work/initramfs/init"
(cd "$work/initramfs" && find . | busybox cpio -o -H newc 2>/dev/null) >"$work/initramfs.cpio"

boot=(
  -machine q35 -accel tcg,thread=multi -cpu max -smp 1 -m 1024 -nodefaults -vga none -display none -monitor none
  -no-reboot -serial "file:$work/console" -serial stdio
  -fsdev 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'
  -device 'virtio-9p-pci,fsdev=host,mount_tag=hostroot'
  -kernel "$guest/vmlinux" -initrd "$work/initramfs.cpio"
  -append "console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off tsc=reliable tsc_early_khz=$("$guest/tsc-khz") no_timer_check random.trust_cpu=on guest.script=$work/script guest.watchdog=${GUEST_WATCHDOG:-60}"
)
if [ -n "${GUEST_KEEP:-}" ]; then
  boot+=(-fsdev "local,id=keep,path=$GUEST_KEEP,security_model=none" -device 'virtio-9p-pci,fsdev=keep,mount_tag=keep')
fi
ended=0
timeout --foreground -k 5 "${GUEST_SECONDS:-420}" qemu-system-x86_64 "${boot[@]}" </dev/null || ended=$?
[ -n "${GUEST_CONSOLE:-}" ] && cp "$work/console" "$GUEST_CONSOLE"
if [ "$ended" -eq 124 ] || [ "$ended" -eq 137 ]; then
  echo "the guest did not end within ${GUEST_SECONDS:-420} s" >&2
  exit 124
fi
code=$(tr -d '\r' <"$work/console" | sed -n 's/^guest: exit \([0-9]*\)$/\1/p' | tail -1)
grep -a '^guest: [^e]' "$work/console" >&2 || true
if [ -z "$code" ]; then
  tail -n 5 "$work/console" >&2
  exit 125
fi
exit "$code"
