#include "last-gate.h"

static constexpr float BEYOND_RANGE_DEG = 3;
/// From nothing to full in 500 ms, four times what the host allows itself.
static constexpr float SLEW_DUTY_PER_MS = 0.002f;

void LastGate::pass(uint32_t nowMs, const Outputs& wanted, const Reading& reading, bool mayGoDown) {
  float duty = wanted.driveEnabled ? wanted.duty : 0;
  if (duty < 0 && !mayGoDown) duty = 0;
  duty = withinRange(duty, reading);
  const uint32_t passedMs = sinceMs(nowMs, passedAtMs_);
  const float rise = SLEW_DUTY_PER_MS * static_cast<float>(passedMs < CYCLE_MS ? passedMs : CYCLE_MS);
  passedAtMs_ = nowMs;
  const float from = outputs_.duty;
  const float high = (from > 0 ? from : 0) + rise;
  const float low = (from < 0 ? from : 0) - rise;
  outputs_ = {limited(duty, low, high), wanted.driveEnabled, wanted.brakeReleased};
}

float LastGate::withinRange(float duty, const Reading& reading) {
  if (!table_.hasAngle(reading)) return duty;
  const float tiltDeg = table_.tiltOf(reading);
  const bool above = tiltDeg > table_.uprightDeg() + BEYOND_RANGE_DEG;
  const bool below = tiltDeg < table_.invertedDeg() - BEYOND_RANGE_DEG;
  if (above || below) wasBeyond_ = true;
  return (above && duty > 0) || (below && duty < 0) ? 0 : duty;
}
