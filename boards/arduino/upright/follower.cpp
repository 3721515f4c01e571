#include "follower.h"

#include <math.h>

static constexpr float ACCEL_DEG_PER_S2 = 2;
static constexpr float HEAD_UP_DEG_PER_S = 3;
static constexpr float LEAST_DEG_PER_S = 0.2f;
static constexpr float PROPORTIONAL = 0.15f;
static constexpr float INTEGRAL_PER_S = 0.1f;
static constexpr float LAG_GAIN = 0.1f;
static constexpr float MOST_INTEGRAL = 0.25f;
static constexpr float FIRST_MARGIN = 0.2f;
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
}

float Follower::distanceDeg(float tiltDeg) const { return fabsf(referenceDeg_ - tiltDeg); }

void Follower::follow(uint32_t nowMs, float tiltDeg, float targetDeg, float mostDegPerSec) {
  if (!brakeFree(nowMs)) return;
  const float wayDeg = targetDeg - referenceDeg_;
  float most = lesser(mostDegPerSec, sqrtf(2 * ACCEL_DEG_PER_S2 * fabsf(wayDeg)));
  if (wayDeg > 0) {
    const float belowDeg = greater(0, -referenceDeg_);
    const float headUp = HEAD_UP_DEG_PER_S * HEAD_UP_DEG_PER_S;
    most = lesser(most, sqrtf(headUp + 2 * ACCEL_DEG_PER_S2 * belowDeg));
  }
  const float rate = greater(most, LEAST_DEG_PER_S);
  moveReference(nowMs, tiltDeg, wayDeg > 0 ? rate : wayDeg < 0 ? -rate : 0);
}

void Follower::moveReference(uint32_t nowMs, float tiltDeg, float wantedDegPerSec) {
  if (!brakeFree(nowMs)) return;
  const float change = ACCEL_DEG_PER_S2 * CYCLE_S;
  rateDegPerSec_ += limited(wantedDegPerSec - rateDegPerSec_, -change, change);
  referenceDeg_ += rateDegPerSec_ * CYCLE_S;
  lagDeg_ += LAG_GAIN * (referenceDeg_ - tiltDeg - lagDeg_);
  loadDuty_ = limited(loadDuty_ + INTEGRAL_PER_S * CYCLE_S * lagDeg_, -MOST_INTEGRAL, MOST_INTEGRAL);
  const float correction = limited(PROPORTIONAL * lagDeg_, -margin_, margin_);
  const float ratio = table_.armRatioAt(referenceDeg_);
  const float nominal = rateDegPerSec_ / table_.fullRateDegPerSec() * ratio;
  put(nominal + loadDuty_ + correction * ratio);
}

void Follower::slowDown(uint32_t nowMs, float tiltDeg) {
  if (fabsf(rateDegPerSec_) < ACCEL_DEG_PER_S2 * CYCLE_S) standStill(tiltDeg);
  else moveReference(nowMs, tiltDeg, 0);
}

bool Follower::brakeFree(uint32_t nowMs) {
  if (brake_ == Brake::FREE) return true;
  if (brake_ == Brake::ON) {
    brake_ = Brake::RELEASING;
    releasedAtMs_ = nowMs;
  }
  if (sinceMs(nowMs, releasedAtMs_) >= table_.calibration().brakeReleaseMs) {
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
}
