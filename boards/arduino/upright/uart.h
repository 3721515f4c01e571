#pragma once

#include <stdint.h>

// The line to the host: 115200 8N1, a ring each way, neither ever waited for.

namespace uart {

void begin();
/// The next byte received, or -1.
int16_t read();
/// How many bytes can be sent without waiting.
uint8_t room();
/// The caller has asked for `room`; a byte more than that is dropped.
void write(uint8_t byte);
/// The line has sent everything.
bool isDrained();

}  // namespace uart
