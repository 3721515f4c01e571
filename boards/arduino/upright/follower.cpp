#include "follower.h"

#include <math.h>

static constexpr float ACCEL_DEG_PER_S2 = 2;
static constexpr float HEAD_UP_DEG_PER_S = 3;
static constexpr float LEAST_DEG_PER_S = 0.2f;
static constexpr float MOST_OF_FULL_RATE = 0.6f;
static constexpr float PROPORTIONAL = 0.15f;
static constexpr float INTEGRAL_PER_S = 0.1f;
static constexpr float LAG_GAIN = 0.1f;
static constexpr float MOST_INTEGRAL = 0.25f;
static constexpr float FIRST_MARGIN = 0.2f;
static constexpr float FIRST_UP_DUTY = 0.0025f;
static constexpr float BEGUN_DEG_PER_S = 0.1f;
static constexpr float SLEW_PER_CYCLE = 0.45f * CYCLE_S;

static float lesser(float one, float other) { return one < other ? one : other; }
static float greater(float one, float other) { return one > other ? one : other; }

void Follower::begin(float tiltDeg, const Outputs& last) {
  margin_ = FIRST_MARGIN;
  loadDuty_ = 0;
  lagDeg_ = 0;
  referenceDeg_ = tiltDeg;
  outputs_ = last;
  if (!last.brakeReleased) outputs_.duty = 0;
  const float dutyRate = table_.fullRateDegPerSec() / table_.armRatioAt(tiltDeg);
  rateDegPerSec_ = last.brakeReleased ? last.duty * dutyRate : 0;
  brake_ = last.brakeReleased ? Brake::FREE : Brake::ON;
  startsUp_ = false;
}

float Follower::distanceDeg(float tiltDeg) const { return fabsf(referenceDeg_ - tiltDeg); }

void Follower::follow(uint32_t nowMs, float tiltDeg, float targetDeg, float mostDegPerSec) {
  const float wayDeg = targetDeg - referenceDeg_;
  if (!brakeFree(nowMs, wayDeg > 0)) return;
  const float ableDegPerSec = MOST_OF_FULL_RATE * table_.fullRateDegPerSec() / table_.armRatioAt(referenceDeg_);
  float most = lesser(lesser(mostDegPerSec, ableDegPerSec), sqrtf(2 * ACCEL_DEG_PER_S2 * fabsf(wayDeg)));
  if (wayDeg > 0) {
    const float belowDeg = greater(0, -referenceDeg_);
    const float headUp = HEAD_UP_DEG_PER_S * HEAD_UP_DEG_PER_S;
    most = lesser(most, sqrtf(headUp + 2 * ACCEL_DEG_PER_S2 * belowDeg));
  }
  const float rate = greater(most, LEAST_DEG_PER_S);
  moveReference(tiltDeg, wayDeg > 0 ? rate : wayDeg < 0 ? -rate : 0);
}

void Follower::moveReference(float tiltDeg, float wantedDegPerSec) {
  const float change = ACCEL_DEG_PER_S2 * CYCLE_S;
  rateDegPerSec_ += limited(wantedDegPerSec - rateDegPerSec_, -change, change);
  referenceDeg_ += rateDegPerSec_ * CYCLE_S;
  lagDeg_ += LAG_GAIN * (referenceDeg_ - tiltDeg - lagDeg_);
  loadDuty_ = limited(loadDuty_ + INTEGRAL_PER_S * CYCLE_S * lagDeg_, -MOST_INTEGRAL, MOST_INTEGRAL);
  const float correction = limited(PROPORTIONAL * lagDeg_, -margin_, margin_);
  const float ratio = table_.armRatioAt(referenceDeg_);
  const float nominal = rateDegPerSec_ / table_.fullRateDegPerSec() * ratio;
  if (rateDegPerSec_ >= BEGUN_DEG_PER_S) startsUp_ = false;
  putFromRest(nominal + loadDuty_ + correction * ratio);
}

/// Noise of the angle, and duties under a step of the PWM, keep no way up from beginning.
void Follower::putFromRest(float duty) { put(startsUp_ ? greater(duty, FIRST_UP_DUTY) : duty); }

void Follower::slowDown(float tiltDeg) {
  startsUp_ = false;
  if (fabsf(rateDegPerSec_) < ACCEL_DEG_PER_S2 * CYCLE_S) standStill(tiltDeg);
  else moveReference(tiltDeg, 0);
}

bool Follower::brakeFree(uint32_t nowMs, bool upward) {
  if (brake_ == Brake::FREE) return true;
  if (brake_ == Brake::ON) {
    brake_ = Brake::RELEASING;
    releasedAtMs_ = nowMs;
    startsUp_ = upward;
  }
  // In whole cycles: one that comes a little early, by a clock that is read a little late, is not waited out once more.
  if (sinceMs(nowMs, releasedAtMs_) + CYCLE_MS / 2 >= table_.calibration().brakeReleaseMs) {
    brake_ = Brake::FREE;
    return true;
  }
  put(loadDuty_);
  return false;
}

void Follower::put(float duty) {
  const float from = outputs_.duty;
  outputs_ = {limited(limited(duty, -1, 1), from - SLEW_PER_CYCLE, from + SLEW_PER_CYCLE), true, true};
}

void Follower::standStill(float tiltDeg) {
  outputs_ = {0, false, false};
  referenceDeg_ = tiltDeg;
  rateDegPerSec_ = 0;
  lagDeg_ = 0;
  brake_ = Brake::ON;
  startsUp_ = false;
}
