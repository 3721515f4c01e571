#pragma once

#include <stdint.h>

// One transfer at a time on the I2C bus, byte by byte in its interrupt. Nothing waits for the bus: a transfer that has
// not ended after TRANSFER_BOUND_MS is given up, the bus is freed by nine clocks, and the main loop has gone on
// meanwhile.

namespace i2cBus {

static constexpr uint8_t MOST_BYTES = 32;
/// 33 bytes at 100 kHz take 3 ms; a device may stretch the clock.
static constexpr uint8_t TRANSFER_BOUND_MS = 20;

enum class State : uint8_t { IDLE, BUSY, DONE, FAILED };

void begin();
/// No transfer, and the last one's stop condition is over: the buffer may be filled.
bool isFree();
/// Bytes to send before a start, and received after an end.
extern uint8_t buffer[MOST_BYTES];
/// Sends `outBytes` of the buffer, then, after a repeated start, reads `inBytes` into it. Only on a free bus.
void start(uint8_t address, uint8_t outBytes, uint8_t inBytes, uint32_t nowMs);
/// DONE and FAILED stay until `release`. Gives up what has taken too long.
State serve(uint32_t nowMs);
void release();

}  // namespace i2cBus
