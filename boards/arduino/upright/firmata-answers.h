#pragma once

#include <stdint.h>

// Answers to queries. A long one goes out pin by pin as the line has room; a frame of telemetry is let through before
// the next begins.

namespace firmataAnswers {

enum Answer : uint8_t { VERSION = 1 << 0, FIRMWARE = 1 << 1, CAPABILITIES = 1 << 2, ANALOG_MAPPING = 1 << 3, PIN_STATE = 1 << 4 };

void ask(Answer answer);
void askPinState(uint8_t pin);
void serve();
/// One has begun and has not ended.
bool isInMid();
/// Telemetry has gone out: the next may begin.
void letThrough();

}  // namespace firmataAnswers
