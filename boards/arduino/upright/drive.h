#pragma once

#include "table.h"

// Drive, brake and their E-STOP. The pins of the drive are both low wherever the duty is 0: a bridge then holds both
// low-side switches on and the motor brakes itself. Two pins cannot say 'coast'; off is both low and the brake on.

namespace drive {

/// Pins low, before anything else; the timer and the E-STOP's interrupts from then on.
void begin();
/// One PWM and a direction (high: down) instead of a PWM for each direction; and a drive that holds by itself leaves
/// the brake's pin to Firmata.
void configure(bool pwmDirBridge, bool selfLockingBrake);
void put(const Outputs& outputs);
/// Pins low and brake on, now.
void cut();
/// Both channels of the E-STOP have been open since this was last asked.
bool takeTrip();
/// 1/10000 as it is at the pins.
int16_t appliedDuty();

}  // namespace drive
