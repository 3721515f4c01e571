#pragma once

#include <stdint.h>

// What Firmata has asked the I2C bus for: displays, and whatever else a builder hangs on it. The board's own devices go
// before it, each transfer anew, so that a display cannot keep the buttons waiting for longer than one transfer.

namespace i2cQueue {

/// A transfer of Firmata's. `reg` -1: none is sent before reading.
struct Request {
  uint8_t address;
  int16_t reg;
  uint8_t outBytes;
  uint8_t inBytes;
};

/// False where the queue is full, and the request is dropped.
bool ask(const Request& request, const uint8_t* out);
/// Starts the oldest request on a free bus. False where there is none.
bool startNext(uint32_t nowMs);
/// The request that is on the bus.
const Request& current();
void clear();

}  // namespace i2cQueue
