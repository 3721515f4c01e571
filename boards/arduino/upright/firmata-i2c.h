#pragma once

#include <stdint.h>

// I2C as Firmata has it, on the bus that the board's own devices share: writes, single reads, and reads that repeat
// every sampling interval. The expander's outputs can be written; its inputs' settings, and those of the accelerometer,
// cannot.

namespace firmataI2c {

void reset();
/// A request, without its sysex number.
void request(const uint8_t* bytes, uint8_t length);
/// Asks every repeated read once.
void sampleAll();
/// Moves the bus on: ends what has ended and starts what is next.
void serve(uint32_t nowMs);
/// Sends what has been read, where the line has room.
void reply();

}  // namespace firmataI2c
