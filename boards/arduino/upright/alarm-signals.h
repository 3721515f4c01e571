#pragma once

#include <stdint.h>

// Lights and buzzer of an alarm that the board shows by itself, the host being gone.

namespace alarmSignals {

/// The expander's outputs for a level of alarm, `elapsedMs` after it began.
uint8_t at(uint8_t level, uint32_t elapsedMs);

}  // namespace alarmSignals
