#pragma once

#include <stdint.h>

// The Firmata board that johnny-five and firmata.js see. It answers from `serve`, piece by piece as the line has room,
// and can touch nothing that the lease link drives.

namespace firmata {

/// Version and firmware are reported unasked, as after a reset of any Firmata board.
void begin();
/// Everything that came over the line so far, up to a bound. True where a whole sysex of another number than Firmata's
/// waits in `sysex`; the rest of the line is read after it.
bool receive();
uint8_t* sysex();
uint8_t sysexLength();
/// Answers, reports that are due, and I2C.
void serve(uint32_t nowMs);
/// A long answer is under way: nothing else may be written to the line.
bool isInMidAnswer();
/// Sends `length` sevens as one sysex. False, and nothing sent, where the line has no room.
bool send(uint8_t sysex, const uint8_t* sevens, uint8_t length);

}  // namespace firmata
