#pragma once

#include <stdint.h>

// What Firmata sends without being asked each time: analog values every sampling interval, a port at every change.

namespace firmataReports {

void reset();
void setInterval(uint16_t intervalMs);
uint16_t intervalMs();
void setAnalog(uint8_t channel, bool wanted);
void setDigital(uint8_t port, bool wanted);
/// A pin that is no analog input any more is not reported as one.
void modeChanged(uint8_t pin);
void serve(uint32_t nowMs);

}  // namespace firmataReports
