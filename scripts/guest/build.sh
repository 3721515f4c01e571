#!/usr/bin/env bash
# Builds what the guest boots, once for each version of Debian's kernel: the kernel itself, the modules that Debian does
# not build (gpio-sim, irq-sim), an i2c-stub whose chips can be taken away, a PWM chip without hardware, and the files of an
# initramfs. Prints the folder that holds it all, outside of the working tree. Needs root only where apt has to fetch its lists.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

need() {
  local missing=()
  for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  [ ${#missing[@]} -eq 0 ] && return
  echo "the guest is built with ${missing[*]}, not found here: apt-get install build-essential python3 busybox-static libelf-dev" >&2
  exit 4
}
need apt-get apt-cache dpkg-deb gcc make python3 busybox

# The number in the kernel's name moves with every security update.
newest() { apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: linux-image-\([0-9][^ ]*\)$/\1/p' | head -1; }
version=$(newest)
if [ -z "$version" ]; then
  [ "$(id -u)" -eq 0 ] || { echo 'apt has no list of packages yet: apt-get update' >&2; exit 4; }
  apt-get update -qq >&2
  version=$(newest)
fi
[ -n "$version" ] || { echo 'no linux-image-amd64 is to be had here: the guest is Debian on amd64' >&2; exit 4; }

recipe=$(cat "$here/build.sh" "$here/tsc-khz.c" "$here"/modules/* | sha256sum | cut -c1-12)
cache=${UPRIGHT_GUEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/upright/guest}
out=$cache/$version-$recipe
if [ -e "$out/complete" ]; then
  echo "$out"
  exit
fi

series=$(echo "$version" | cut -d. -f1-2)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out" "$work/debs" "$work/root" "$work/modules"
echo "building the guest's kernel modules for $version into $out" >&2

cd "$work/debs"
apt-get download -qq "linux-image-$version" "linux-headers-$version" "linux-headers-${version%-*}-common" \
  "linux-kbuild-$series" "linux-source-$series" >&2
for package in *.deb; do dpkg-deb -x "$package" "$work/root"; done

headers=$work/root/usr/src/linux-headers-$version
# The one path in the headers that says where they are installed.
sed -i "s#include /usr/src/#include $work/root/usr/src/#" "$headers/Makefile"
tree=linux-source-$series
tar -xJf "$work/root/usr/src/$tree.tar.xz" -C "$work/modules" --strip-components=3 \
  "$tree/drivers/gpio/gpio-sim.c" "$tree/drivers/gpio/gpiolib.h" "$tree/drivers/i2c/i2c-stub.c" "$tree/kernel/irq/irq_sim.c"
cd "$work/modules"
# irq_to_desc is for the kernel's own; what is exported does the same.
sed 's/handle_simple_irq(irq_to_desc(irqnum));/generic_handle_irq(irqnum);/' irq_sim.c >irq-sim.c
printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >>irq-sim.c
# A contact is stronger than the bias that a line is asked for with; here the bias would undo what the contact says.
sed -i -e 's/^\tstruct irq_domain \*irq_sim;/&\n\tDECLARE_BITMAP(wired, 1024);/' \
  -e 's/return gpio_sim_apply_pull(chip, offset, \([01]\));/return test_bit(offset, chip->wired) ? 0 : gpio_sim_apply_pull(chip, offset, \1);/' \
  -e 's/^\tret = gpio_sim_apply_pull(chip, line_attr->offset, pull);/\tset_bit(line_attr->offset, chip->wired);\n&/' gpio-sim.c
[ "$(grep -c 'wired' gpio-sim.c)" -eq 4 ]
# A chip that has been taken off the bus: its address does not answer.
sed -e '/^static s32 stub_xfer/i static unsigned short gone;\nmodule_param(gone, ushort, 0644);\n' \
  -e '/\/\* Search for the right chip \*\//i \	if (addr == gone)\n\t\treturn -ENXIO;\n' i2c-stub.c >i2c-stub.patched
mv i2c-stub.patched i2c-stub.c
grep -q 'addr == gone' i2c-stub.c
cp "$here"/modules/*.c .
rm irq_sim.c
echo 'obj-m := irq-sim.o gpio-sim.o i2c-stub.o pwm-fake.o' >Makefile
make -s -C "$headers" M="$work/modules" modules 2>&1 | { grep -v BTF >&2 || true; }
strip --strip-debug ./*.ko

# Unpacked, QEMU boots it by its PVH note: the guest needs not unpack it under emulation.
python3 - "$work/root/boot/vmlinuz-$version" "$out/vmlinux" <<'PYTHON'
import lzma, struct, sys
image = open(sys.argv[1], "rb").read()
offset, length = struct.unpack_from("<II", image, 0x248)
start = ((image[0x1F1] or 4) + 1) * 512 + offset
open(sys.argv[2], "wb").write(lzma.LZMADecompressor().decompress(image[start:][: length - 4]))
PYTHON

gcc -O1 -o "$out/tsc-khz" "$here/tsc-khz.c"

disk=$out/initramfs
mkdir -p "$disk/bin" "$disk/modules"
cp "$(command -v busybox)" "$disk/bin/busybox"
for module in fs/configfs/configfs drivers/watchdog/watchdog drivers/i2c/i2c-dev drivers/watchdog/softdog \
  drivers/virtio/virtio_ring drivers/virtio/virtio drivers/virtio/virtio_pci_modern_dev \
  drivers/virtio/virtio_pci_legacy_dev drivers/virtio/virtio_pci fs/netfs/netfs fs/fscache/fscache net/9p/9pnet \
  net/9p/9pnet_virtio fs/9p/9p; do
  cp "$work/root/lib/modules/$version/kernel/$module.ko" "$disk/modules/"
done
cp "$work/modules"/*.ko "$disk/modules/"
touch "$out/complete"
echo "$out"
