#pragma once

#include <stdint.h>

// The board's own two devices on the I2C bus: the expander with buttons, lights and buzzer, and the accelerometer.

namespace devices {

/// Every 10 ms: the next readings are due.
void cycle();
/// Starts the most urgent transfer that is due, on a free bus. False where none is.
bool startNext(uint32_t nowMs);
/// The transfer that `startNext` began has ended; what it read is in the bus's buffer.
void ended(bool well, uint32_t nowMs);

/// Bits of INPUT of the expander; at rest where it is silent.
uint16_t expanderInputs(uint32_t nowMs);
bool expanderIsSilent(uint32_t nowMs);
/// The expander's outputs, GPB0 to GPB7.
void setPanel(uint8_t outputs);

int16_t accelAlong();
int16_t accelOut();
/// Since the accelerometer last answered, 255: that or more.
uint8_t accelAgeMs(uint32_t nowMs);

}  // namespace devices
