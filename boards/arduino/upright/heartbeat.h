#pragma once

#include <stdint.h>

// What only a living main loop does: feeds the watchdog (250 ms) and toggles the pin that holds the return relay.

namespace heartbeat {

void begin();
/// At the main loop's end, and nowhere else. `cycles` counts the policy's cycles: a loop that spins without them, its
/// clock dead, is not alive.
void beat(uint32_t nowMs, uint8_t cycles);

/// One of the first four bits of BOARD_FAULT: why the board has started.
uint16_t resetCause();

}  // namespace heartbeat
