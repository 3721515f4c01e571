#include "heartbeat.h"

#include <avr/wdt.h>

#include "lease-frames.h"
#include "pins.h"

extern "C" {
/// MCUSR as it was, and r2, in which Optiboot hands it on after having cleared it.
uint8_t flagsAtStart __attribute__((section(".noinit"), used));
uint8_t flagsFromLoader __attribute__((section(".noinit"), used));

void keepLoaderFlags() __attribute__((naked, used, section(".init0")));
void quietWatchdog() __attribute__((naked, used, section(".init3")));
}

void keepLoaderFlags() { __asm__ __volatile__("sts flagsFromLoader, r2"); }

/// After its own reset the watchdog runs on at its shortest time: it is stopped before anything that takes long.
void quietWatchdog() {
  flagsAtStart = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

namespace heartbeat {

static uint32_t toggledAtMs = 0;
static uint8_t cyclesSeen = 0;

void begin() {
  pinMode(PIN_RELAY, OUTPUT);
  wdt_enable(WDTO_250MS);
}

void beat(uint32_t nowMs, uint8_t cycles) {
  if (nowMs == toggledAtMs) return;
  toggledAtMs = nowMs;
  // Writing a one to a PIN register toggles its output.
  *portInputRegister(digitalPinToPort(PIN_RELAY)) = digitalPinToBitMask(PIN_RELAY);
  if (cycles == cyclesSeen) return;
  cyclesSeen = cycles;
  wdt_reset();
}

/// Optiboot itself leaves by the watchdog after a reset at the pin, so WDRF together with EXTRF is the pin. A loader
/// that clears MCUSR and hands nothing on leaves the cause unknown: that counts as the pin, by which it was entered.
uint16_t resetCause() {
  constexpr uint8_t known = _BV(PORF) | _BV(EXTRF) | _BV(BORF) | _BV(WDRF);
  const bool handedOn = flagsAtStart == 0 && (flagsFromLoader & ~known) == 0;
  const uint8_t flags = handedOn ? flagsFromLoader : flagsAtStart;
  if ((flags & _BV(PORF)) != 0) return BOARD_FAULT_POWER_ON;
  if ((flags & _BV(EXTRF)) != 0) return BOARD_FAULT_RESET_BY_PIN;
  if ((flags & _BV(BORF)) != 0) return BOARD_FAULT_RESET_BY_BROWN_OUT;
  if ((flags & _BV(WDRF)) != 0) return BOARD_FAULT_RESET_BY_WATCHDOG;
  return BOARD_FAULT_RESET_BY_PIN;
}

}  // namespace heartbeat
