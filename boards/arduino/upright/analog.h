#pragma once

#include <stdint.h>

// Analog inputs, converted without end by the ADC's interrupt: 9 conversions of 104 us for each of tilt, current and
// supply (the first after a change of channel is thrown away, the other 8 are summed), then one other channel that
// Firmata has asked for. All three are renewed every 3 ms.

namespace analog {

void begin();
/// The first sums since the start are there, 3 ms after `begin`.
bool hasBegun();
/// Called every 10 ms: starts a converter anew that has stood still.
void watch();
/// The sums are of the last 50 ms. Where they are not, nothing is known of the angle.
bool isAlive();
/// Sums of 8 conversions.
uint16_t tilt();
uint16_t current();
uint16_t supply();
/// One value of 10 bits of any channel, for Firmata.
uint16_t valueOf(uint8_t channel);
/// Channels that Firmata has asked for, one bit each.
void follow(uint16_t channels);

}  // namespace analog
