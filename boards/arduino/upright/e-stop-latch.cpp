#include "e-stop-latch.h"

static constexpr uint16_t CHANNELS_DIFFER_MS = 50;
static constexpr uint16_t CHANNELS_WAIT_MS = 2000;

void EStopLatch::restore(bool latched) {
  latched_ = latched;
  asked_ = false;
  differ_ = false;
}

void EStopLatch::watch(uint32_t nowMs, uint16_t inputs, bool isUpright, bool tripped) {
  const bool open = eStopOpen(inputs);
  if (open || eStopClosed(inputs)) {
    differ_ = false;
  } else if (!differ_) {
    differ_ = true;
    differSinceMs_ = nowMs;
  }
  if (open || tripped) {
    latched_ = true;
    asked_ = false;
    return;
  }
  if (isUpright) latched_ = false;
}

void EStopLatch::askUp(uint32_t nowMs) {
  asked_ = true;
  askedAtMs_ = nowMs;
}

bool EStopLatch::isInDoubt(uint32_t nowMs) const {
  return differ_ && sinceMs(nowMs, differSinceMs_) > CHANNELS_DIFFER_MS;
}

Permit EStopLatch::inDoubt(uint32_t nowMs, bool handOnUp) const {
  const bool waited = sinceMs(nowMs, differSinceMs_) >= CHANNELS_WAIT_MS;
  const uint32_t untilAskedMs = askedAtMs_ - differSinceMs_;
  const bool askedSince = asked_ && sinceMs(nowMs, askedAtMs_) <= sinceMs(nowMs, differSinceMs_);
  const bool asked = askedSince && untilAskedMs >= CHANNELS_WAIT_MS;
  return waited && (asked || handOnUp) ? Permit::SLOW : Permit::OFF;
}
