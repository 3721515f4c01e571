#include "last-gate.h"

/// The host's own: 4.5 deg/s2 of the usual drive, and 5.5 where friction grips a table that slows to rest.
static constexpr float SLEW_DUTY_PER_MS = 0.00045f;

void LastGate::pass(uint32_t nowMs, const Outputs& wanted, const Reading& reading, Way way) {
  const uint32_t sinceLastMs = sinceMs(nowMs, passedAtMs_);
  const float step = SLEW_DUTY_PER_MS * static_cast<float>(sinceLastMs < CYCLE_MS ? sinceLastMs : CYCLE_MS);
  passedAtMs_ = nowMs;
  const bool drives = wanted.driveEnabled && wanted.brakeReleased;
  float duty = wanted.driveEnabled ? wanted.duty : 0;
  if (way == Way::UP_ONLY && duty < 0) duty = 0;
  if (way != Way::REVERSED) duty = withinRange(duty, reading);
  // A stop on the brake, and a drive that is cut, do not wait.
  const float from = outputs_.duty;
  const float low = drives || from < 0 ? from : 0;
  const float high = drives || from > 0 ? from : 0;
  duty = limited(duty, low - step, high + step);
  outputs_ = {duty, wanted.driveEnabled, wanted.brakeReleased};
}

float LastGate::withinRange(float duty, const Reading& reading) {
  if (table_.readsBeyondUpright(reading)) wasBeyond_ = true;
  if (!table_.hasAngle(reading)) return duty;
  const float tiltDeg = table_.tiltOf(reading);
  const bool above = tiltDeg > table_.upperEndDeg() + BEYOND_RANGE_DEG && !isSet(reading.inputs, INPUT_BIT_UP);
  const bool below = tiltDeg < table_.invertedDeg() - BEYOND_RANGE_DEG;
  if (below) wasBeyond_ = true;
  return (above && duty > 0) || (below && duty < 0) ? 0 : duty;
}
