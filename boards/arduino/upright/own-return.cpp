#include "own-return.h"

static constexpr float HEAD_DOWN_DEG_PER_S = 5;
static constexpr float SLOW_DEG_PER_S = 2;
static constexpr float BACK_OFF_DEG_PER_S = 1;
static constexpr float BACK_OFF_DEG = 3;
/// The brake holds the table off the obstacle's load before anything pushes again.
static constexpr uint8_t BRAKED_MS = 200;
static constexpr uint16_t BACK_OFF_BLIND_MS = BRAKED_MS + 1000;
static constexpr float ARRIVED_DEG = 0.3f;
/// Lag that is no longer load: with current, something is in the way; without, the angle does not follow.
static constexpr float LAG_DEG = 3;
static constexpr float LAG_WITHOUT_LOAD_DEG = 2.2f;
/// A table that is this far ahead of its reference for so long runs away.
static constexpr float AHEAD_DEG = 2;
static constexpr uint8_t AHEAD_MS = 80;
static constexpr uint8_t OBSTRUCTED_MS = 50;
static constexpr uint16_t WAIT_MS = 2000;
static constexpr uint8_t TRIES = 3;
static constexpr uint16_t OBSTRUCTED_BOUND_MS = 25000;
static constexpr float BLIND_DUTY_PER_S = 0.1f;
/// From what the drive had to where the table begins to move, so that it does not begin with a jolt.
static constexpr float BLIND_FIRST_DUTY_PER_S = 0.4f;
static constexpr float BLIND_DEG_PER_S = 1;
static constexpr float BLIND_MARGIN_DEG = 10;
static constexpr float BLIND_BOUND_FACTOR = 1.5f;
static constexpr uint16_t AGAINST_STOP_MS = 1000;
/// The brake has closed, and what swung has come to rest.
static constexpr uint16_t STANDS_MS = 500;

void OwnReturn::begin(const Reading& reading, const Outputs& last) {
  phase_ = ReturnPhase::TRACKING;
  faults_ = 0;
  tries_ = 0;
  wasObstructed_ = false;
  currentIsHigh_ = false;
  isAhead_ = false;
  tiltDeg_ = table_.hasAngle(reading) ? table_.tiltOf(reading) : table_.invertedDeg();
  follower_.begin(tiltDeg_, last);
}

void OwnReturn::cut() {
  follower_.standStill(tiltDeg_);
  blindDuty_ = 0;
  isAhead_ = false;
}

void OwnReturn::step(uint32_t nowMs, const Reading& reading, Permit permit) {
  const bool hasAngle = table_.hasAngle(reading);
  if (hasAngle) tiltDeg_ = table_.tiltOf(reading);
  if (permit == Permit::OFF || phase_ == ReturnPhase::UPRIGHT) {
    cut();
    return;
  }
  if (!hasAngle && phase_ == ReturnPhase::TRACKING) goBlind(reading);
  if (permit == Permit::STOP) {
    if (phase_ == ReturnPhase::TRACKING || phase_ == ReturnPhase::BACKING_OFF) follower_.slowDown(tiltDeg_);
    else cut();
    return;
  }
  watchCurrent(nowMs, reading);
  stepPhase(nowMs, reading, permit == Permit::SLOW ? SLOW_DEG_PER_S : HEAD_DOWN_DEG_PER_S);
}

void OwnReturn::stepPhase(uint32_t nowMs, const Reading& reading, float mostDegPerSec) {
  switch (phase_) {
    case ReturnPhase::TRACKING:
      climb(nowMs, reading, mostDegPerSec);
      break;
    case ReturnPhase::BACKING_OFF:
      backOff(nowMs, reading);
      break;
    case ReturnPhase::BLIND:
      blind(nowMs, reading);
      break;
    case ReturnPhase::WAITING:
      if (sinceMs(nowMs, waitSinceMs_) >= WAIT_MS) phase_ = ReturnPhase::TRACKING;
      cut();
      break;
    case ReturnPhase::GIVEN_UP:
    case ReturnPhase::UPRIGHT:
      cut();
      break;
  }
}

void OwnReturn::endBackOff(uint32_t nowMs) {
  if (phase_ == ReturnPhase::BACKING_OFF) wait(nowMs);
}

void OwnReturn::tryByHand() {
  if (phase_ != ReturnPhase::GIVEN_UP) return;
  phase_ = ReturnPhase::TRACKING;
  tries_ = TRIES - 1;
  wasObstructed_ = false;
  currentIsHigh_ = false;
}

void OwnReturn::climb(uint32_t nowMs, const Reading& reading, float mostDegPerSec) {
  if (tiltDeg_ >= table_.uprightDeg() - ARRIVED_DEG) {
    phase_ = ReturnPhase::UPRIGHT;
    cut();
    return;
  }
  follower_.follow(nowMs, tiltDeg_, table_.uprightDeg(), mostDegPerSec);
  if (runsAway(nowMs)) {
    ++tries_;
    if (tries_ >= TRIES) giveUp();
    else wait(nowMs);
    return;
  }
  const bool withoutLoad = table_.currentOf(reading) <= table_.calibration().lagSum;
  const bool lost = follower_.distanceDeg(tiltDeg_) >= LAG_DEG;
  const float lagDeg = -follower_.aheadDeg(tiltDeg_);
  if (withoutLoad && (lost || lagDeg >= LAG_WITHOUT_LOAD_DEG)) goBlind(reading);
  else if (lost) obstructed(nowMs);
}

/// Faster than it is told to, for longer than a sample leaps: the brake, and then as after something in the way.
bool OwnReturn::runsAway(uint32_t nowMs) {
  const bool ahead = follower_.aheadDeg(tiltDeg_) >= AHEAD_DEG;
  if (ahead && !isAhead_) aheadSinceMs_ = nowMs;
  isAhead_ = ahead;
  return ahead && sinceMs(nowMs, aheadSinceMs_) >= AHEAD_MS;
}

void OwnReturn::wait(uint32_t nowMs) {
  phase_ = ReturnPhase::WAITING;
  waitSinceMs_ = nowMs;
  cut();
}

void OwnReturn::giveUp() {
  phase_ = ReturnPhase::GIVEN_UP;
  faults_ |= BOARD_FAULT_GAVE_UP;
  cut();
}

void OwnReturn::backOff(uint32_t nowMs, const Reading& reading) {
  if (sinceMs(nowMs, backOffSinceMs_) < BRAKED_MS) {
    cut();
    return;
  }
  const bool hasAngle = table_.hasAngle(reading);
  const bool arrived = hasAngle ? tiltDeg_ <= backOffTargetDeg_ + ARRIVED_DEG || follower_.distanceDeg(tiltDeg_) > LAG_DEG
                                : sinceMs(nowMs, backOffSinceMs_) >= BACK_OFF_BLIND_MS;
  if (arrived || isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT)) {
    wait(nowMs);
  } else if (hasAngle) {
    follower_.follow(nowMs, tiltDeg_, backOffTargetDeg_, BACK_OFF_DEG_PER_S);
  } else if (follower_.brakeFree(nowMs, false)) {
    follower_.put(-table_.blindMinDuty());
  }
}

void OwnReturn::watchCurrent(uint32_t nowMs, const Reading& reading) {
  // Back from what was in the way takes no force; a brake that has not let go is not pulled through.
  const Calibration& calibration = table_.calibration();
  const bool backing = phase_ == ReturnPhase::BACKING_OFF;
  const bool isHigh = table_.currentOf(reading) >= (backing ? calibration.lagSum : calibration.obstructionSum);
  if (isHigh && !currentIsHigh_) currentSinceMs_ = nowMs;
  currentIsHigh_ = isHigh;
  if (!isHigh || sinceMs(nowMs, currentSinceMs_) < OBSTRUCTED_MS) return;
  if (phase_ == ReturnPhase::TRACKING) obstructed(nowMs);
  else if (backing) wait(nowMs);
}

/// Never push through: off, back a little, wait, and try again with less.
void OwnReturn::obstructed(uint32_t nowMs) {
  follower_.standStill(tiltDeg_);
  if (!wasObstructed_) obstructedAtMs_ = nowMs;
  wasObstructed_ = true;
  ++tries_;
  follower_.halveMargin();
  faults_ |= BOARD_FAULT_OBSTRUCTED;
  const bool tooLong = sinceMs(nowMs, obstructedAtMs_) > OBSTRUCTED_BOUND_MS;
  if (tries_ >= TRIES || tooLong) giveUp();
  else phase_ = ReturnPhase::BACKING_OFF;
  backOffSinceMs_ = nowMs;
  backOffTargetDeg_ = limited(tiltDeg_ - BACK_OFF_DEG, table_.invertedDeg(), table_.uprightDeg());
}

void OwnReturn::goBlind(const Reading& reading) {
  phase_ = ReturnPhase::BLIND;
  faults_ |= BOARD_FAULT_BLIND;
  blindDuty_ = outputs().duty;
  blindMs_ = 0;
  blindBoundMs_ = blindBoundMs();
  blindDown_ = false;
  stands_ = false;
  invertedWasOpen_ = !isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT);
  currentIsHigh_ = false;
}

/// Upward by duty alone, to the upright switch or the stop, for no longer than the way can take. The bound counts the
/// time in which it drives, so that an E-STOP in between does not use it up.
void OwnReturn::blind(uint32_t nowMs, const Reading& reading) {
  const bool atLimit = table_.atUprightLimit(reading);
  const bool againstStop = currentIsHigh_ && sinceMs(nowMs, currentSinceMs_) >= AGAINST_STOP_MS;
  blindMs_ += CYCLE_MS;
  if (atLimit) {
    phase_ = ReturnPhase::UPRIGHT;
    cut();
    return;
  }
  if (againstStop || blindMs_ > blindBoundMs_) {
    giveUp();
    return;
  }
  const bool inverted = isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT);
  // The motor turns the wrong way round. The stop is near: the brake, and from there the one reversal there is.
  if (inverted && invertedWasOpen_ && !blindDown_) {
    blindDown_ = true;
    stands_ = true;
    standsSinceMs_ = nowMs;
    tiltDeg_ = table_.invertedDeg();
    blindMs_ = 0;
    blindBoundMs_ = blindBoundMs();
  }
  if (stands_) {
    stands_ = sinceMs(nowMs, standsSinceMs_) < STANDS_MS;
    cut();
    return;
  }
  if (!inverted) invertedWasOpen_ = true;
  if (!follower_.brakeFree(nowMs, !blindDown_)) return;
  raiseBlindDuty();
  follower_.putFromRest(blindDown_ ? -blindDuty_ : blindDuty_);
}

/// From whatever the drive had to where the table begins to move, gently; then up, and never beyond the most.
void OwnReturn::raiseBlindDuty() {
  const float most = table_.blindMaxDuty();
  const float first = BLIND_FIRST_DUTY_PER_S * CYCLE_S;
  if (blindDuty_ > most + first) blindDuty_ -= first;
  else if (blindDuty_ < table_.blindMinDuty()) blindDuty_ += first;
  else if (!currentIsHigh_ && blindDuty_ < most) blindDuty_ += BLIND_DUTY_PER_S * CYCLE_S;
}

uint32_t OwnReturn::blindBoundMs() const {
  const float wayDeg = table_.uprightDeg() - tiltDeg_ + BLIND_MARGIN_DEG;
  const float boundMs = wayDeg / BLIND_DEG_PER_S * BLIND_BOUND_FACTOR * 1000;
  return static_cast<uint32_t>(limited(boundMs, 0, static_cast<float>(table_.calibration().blindBoundS) * 1000));
}
