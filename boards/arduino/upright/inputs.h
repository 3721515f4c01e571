#pragma once

#include <stdint.h>

// The digital inputs at the board's own pins.

namespace inputs {

void begin();
/// Bits of INPUT as they stand now.
uint16_t read();

}  // namespace inputs
