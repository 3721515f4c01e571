#include "eeprom.h"

#include <avr/io.h>
#include <util/atomic.h>

bool Eeprom::isReady() const { return (EECR & _BV(EEPE)) == 0; }

/// Only while it is ready, which it is at the start and in `Stores::serve`.
uint8_t Eeprom::read(uint16_t address) const {
  EEAR = address;
  EECR |= _BV(EERE);
  return EEDR;
}

void Eeprom::write(uint16_t address, uint8_t byte) {
  EEAR = address;
  EEDR = byte;
  // The second of the two must follow the first within four cycles.
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    EECR |= _BV(EEMPE);
    EECR |= _BV(EEPE);
  }
}
