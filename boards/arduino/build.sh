#!/usr/bin/env bash
# Builds the firmware from upright/ with Debian's gcc-avr, avr-libc and arduino-core-avr into firmware/upright-BOARD.hex
# and prints what it takes of flash and RAM. The same source gives the same bytes. With --check nothing is written, and
# a committed image that is not that of the source fails. BOARDS names the boards to build, all three unless given.
set -euo pipefail
cd "$(dirname "$0")"

avr=${ARDUINO_AVR:-/usr/share/arduino/hardware/arduino/avr}
core=$avr/cores/arduino
check=false
[ "${1:-}" = --check ] && check=true
work=${BUILD_DIR:-$(mktemp -d)}
[ -n "${BUILD_DIR:-}" ] || trap 'rm -rf "$work"' EXIT

# The flags of the core's platform.txt; our own files with every warning, as errors.
common=(-Os -DF_CPU=16000000L -DARDUINO=10819 -DARDUINO_ARCH_AVR -ffunction-sections -fdata-sections)
cpp=(-std=gnu++11 -fno-exceptions -fno-threadsafe-statics)
warnings=(-Wall -Wextra -Werror -Wshadow -Wlogical-op)

build() {
  case " ${BOARDS:-uno nano mega} " in *" $1 "*) ;; *) return 0 ;; esac
  local board=$1 mcu=$2 variant=$3 define=$4 flash=$5 ram=$6
  local out=$work/$board
  mkdir -p "$out"
  local target=(-mmcu="$mcu" -D"$define" -I"$core" -I "$avr/variants/$variant")
  for source in main.cpp wiring.c wiring_digital.c wiring_analog.c hooks.c; do
    case $source in
      *.c) avr-gcc -w -std=gnu11 "${common[@]}" "${target[@]}" -c "$core/$source" -o "$out/core-$source.o" ;;
      *) avr-g++ -w "${cpp[@]}" "${common[@]}" "${target[@]}" -c "$core/$source" -o "$out/core-$source.o" ;;
    esac
  done
  for source in upright/*.cpp; do
    avr-g++ "${cpp[@]}" "${common[@]}" "${warnings[@]}" "${target[@]}" -c "$source" -o "$out/$(basename "$source").o"
  done
  avr-g++ "${cpp[@]}" "${common[@]}" "${warnings[@]}" "${target[@]}" -include Arduino.h -x c++ -c upright/upright.ino -o "$out/upright.o"
  avr-gcc -Os -mmcu="$mcu" -Wl,--gc-sections,--relax "$out"/*.o -o "$out/upright.elf" -lm
  avr-objcopy -O ihex -R .eeprom "$out/upright.elf" "$out/upright.hex"
  avr-size -A "$out/upright.elf" | awk -v board="$board" -v flash="$flash" -v ram="$ram" '
    $1 == ".text" { text = $2 } $1 == ".data" { data = $2 } $1 == ".bss" { bss = $2 } $1 == ".noinit" { bss += $2 }
    END { printf "%-5s flash %d of %d bytes, RAM %d of %d before the stack\n", board, text + data, flash, data + bss, ram }'
  compare "$out/upright.hex" "firmware/upright-$board.hex"
}

compare() {
  local made=$1 committed=$2
  if ! $check; then
    mkdir -p firmware
    cp "$made" "$committed"
  elif ! cmp -s "$made" "$committed"; then
    echo "$committed is not what the source gives: boards/arduino/build.sh" >&2
    failed=true
  fi
}

failed=false
build uno atmega328p standard ARDUINO_AVR_UNO 32256 2048
build nano atmega328p eightanaloginputs ARDUINO_AVR_NANO 30720 2048
build mega atmega2560 mega ARDUINO_AVR_MEGA2560 253952 8192
! $failed
