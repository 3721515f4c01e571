#include "clamp-latch.h"

static constexpr uint8_t OPEN_MS = 50;
/// From 5 deg/s at 2 deg/s2 a host has stopped in 2.5 s; from then on an open latch means brake on.
static constexpr uint16_t STOPPED_WITHIN_MS = 3000;

void ClampLatch::watch(uint32_t nowMs, const Reading& reading, bool person) {
  const bool open = clampsOpen(reading.inputs);
  if (open && !open_) openSinceMs_ = nowMs;
  open_ = open;
  person_ = person;
  if (!person || table_.isUpright(reading)) latched_ = false;
  else if (!open) latched_ = latched_ && !isSet(reading.inputs, INPUT_BIT_UP);
  else if (table_.isHeadDown(reading) && sinceMs(nowMs, openSinceMs_) >= OPEN_MS) latched_ = true;
}

bool ClampLatch::forbids(const Reading& reading) const {
  return latched_ || (person_ && open_ && table_.isHeadDown(reading));
}

bool ClampLatch::endsLeasedMotion(uint32_t nowMs, const Reading& reading) const {
  return forbids(reading) && open_ && sinceMs(nowMs, openSinceMs_) >= STOPPED_WITHIN_MS;
}
