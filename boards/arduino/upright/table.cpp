#include "table.h"

static constexpr float CENTI = 0.01f;
static constexpr float DUTY_STEP = 1.0f / FULL_DUTY;
static constexpr uint16_t LEAST_SUM = 51 * CONVERSIONS;
static constexpr uint16_t MOST_SUM = 972 * CONVERSIONS;
static constexpr float UPRIGHT_WITHIN_DEG = 1;
static constexpr float HEAD_DOWN_BEGINS_DEG = -5;
/// Further below upright than this the upright limit says nothing while there is an angle.
static constexpr float LIMIT_COUNTS_WITHIN_DEG = 5;
/// At 8 deg/s, the fastest that anything moves; and what the last angle may have been wrong by.
static constexpr float SOONEST_MS_PER_DEG = 125;
static constexpr float SOONER_DEG = 10;
static constexpr float ARM_STEP = 1.0f / 64;
static constexpr uint8_t ARM_UNIT = 64;

float limited(float value, float low, float high) {
  if (!(value > low)) return low;
  return value > high ? high : value;
}

// The simulated table's drive and range: 10 % duty moves an empty table, 40 % lifts any rider, 11 A is an obstruction.
static const Calibration NONE = {CALIBRATION_VERSION, 0,   4096, 0,  7500, -6000, 1000,
                                 1000,                4000, 0,    1800, 655,  80,    217,
                                 {64, 64, 64, 64, 64, 64, 64, 64, 64}};

void Table::forget() {
  calibration_ = NONE;
  calibrated_ = false;
  derive();
}

void Table::take(const Calibration& calibration) {
  calibration_ = calibration;
  calibrated_ = true;
  derive();
}

void Table::derive() {
  degPerStep_ = static_cast<float>(calibration_.degPerStepE5) * 1e-5f;
  uprightDeg_ = static_cast<float>(calibration_.uprightCentiDeg) * CENTI;
  upperEndDeg_ = uprightDeg_;
  invertedDeg_ = static_cast<float>(calibration_.invertedCentiDeg) * CENTI;
  fullRateDegPerSec_ = static_cast<float>(calibration_.fullRateCentiDegPerSec) * CENTI;
  blindMinDuty_ = static_cast<float>(calibration_.blindMinDuty) * DUTY_STEP;
  blindMaxDuty_ = static_cast<float>(calibration_.blindMaxDuty) * DUTY_STEP;
}

bool Table::isInBand(const Reading& reading) const {
  return calibrated_ && reading.tiltSum >= LEAST_SUM && reading.tiltSum <= MOST_SUM;
}

bool Table::hasAngle(const Reading& reading) const {
  const bool closed = isSet(reading.inputs, INPUT_BIT_UPRIGHT_LIMIT) && !limitStuck_;
  return isInBand(reading) && (closed || !readsBeyondUpright(reading));
}

bool Table::readsBeyondUpright(const Reading& reading) const {
  return isInBand(reading) && tiltOf(reading) > uprightDeg_ + BEYOND_RANGE_DEG;
}

float Table::tiltOf(const Reading& reading) const {
  const int32_t steps = static_cast<int32_t>(reading.tiltSum) - calibration_.horizontalSum;
  return static_cast<float>(steps) * degPerStep_;
}

bool Table::isUpright(const Reading& reading) const {
  if (!hasAngle(reading)) return atUprightLimit(reading);
  return tiltOf(reading) >= uprightDeg_ - UPRIGHT_WITHIN_DEG;
}

bool Table::isHeadDown(const Reading& reading) const {
  if (!hasAngle(reading)) return !atUprightLimit(reading);
  return tiltOf(reading) < HEAD_DOWN_BEGINS_DEG;
}

void Table::watchLimit(uint32_t nowMs, const Reading& reading, bool followed) {
  const bool closed = isSet(reading.inputs, INPUT_BIT_UPRIGHT_LIMIT);
  const bool tooSoon = closed && sinceMs(nowMs, angleAtMs_) < limitAfterMs_;
  if (!closed) upperEndDeg_ = uprightDeg_;
  else if (!limitClosed_ && readsBeyondUpright(reading)) upperEndDeg_ = tiltOf(reading);
  limitClosed_ = closed;
  if (!closed) limitStuck_ = false;
  else if (tooSoon && readsBeyondUpright(reading)) limitStuck_ = true;
  const bool angle = hasAngle(reading);
  const float belowDeg = uprightDeg_ - tiltOf(reading);
  if (followed && angle) {
    angleAtMs_ = nowMs;
    limitAfterMs_ = static_cast<uint16_t>(limited((belowDeg - SOONER_DEG) * SOONEST_MS_PER_DEG, 0, 60000));
  }
  if (!closed) {
    limitRefuted_ = false;
  } else if (!angle) {
    limitRefuted_ = limitRefuted_ || tooSoon || (limitStuck_ && readsBeyondUpright(reading));
  } else if (followed) {
    limitRefuted_ = belowDeg > LIMIT_COUNTS_WITHIN_DEG;
    limitStuck_ = limitStuck_ || limitRefuted_;
  }
}

bool Table::atUprightLimit(const Reading& reading) const {
  return isSet(reading.inputs, INPUT_BIT_UPRIGHT_LIMIT) && !limitRefuted_;
}

uint16_t Table::currentOf(const Reading& reading) const {
  const uint16_t zero = calibration_.currentZeroSum;
  return reading.currentSum > zero ? static_cast<uint16_t>(reading.currentSum - zero) : 0;
}

float Table::armRatioAt(float tiltDeg) const {
  const float span = uprightDeg_ - invertedDeg_;
  const float place = limited((tiltDeg - invertedDeg_) / span, 0, 1) * (ARM_POINTS - 1);
  uint8_t point = static_cast<uint8_t>(place);
  if (point > ARM_POINTS - 2) point = ARM_POINTS - 2;
  const float low = calibration_.arm[point];
  const float high = calibration_.arm[point + 1];
  return (low + (high - low) * (place - static_cast<float>(point))) * ARM_STEP;
}

static bool within(int32_t value, int32_t low, int32_t high) { return value >= low && value <= high; }

bool isPlausible(const Calibration& c) {
  for (uint8_t point : c.arm) {
    if (point < ARM_UNIT) return false;
  }
  const bool angle = within(c.horizontalSum, LEAST_SUM, MOST_SUM) && !within(c.degPerStepE5, -99, 99) &&
                     within(c.uprightCentiDeg, 3000, 9000) && within(c.invertedCentiDeg, -9000, -500);
  const bool drive = within(c.fullRateCentiDegPerSec, 100, 10000) && within(c.blindMinDuty, 1, FULL_DUTY) &&
                     within(c.blindMaxDuty, c.blindMinDuty, FULL_DUTY) && c.brakeReleaseMs <= 1000 &&
                     within(c.blindBoundS, 10, 600);
  const bool current = within(c.currentZeroSum, 0, 4096) && within(c.obstructionSum, 1, 8184 - c.currentZeroSum) &&
                       within(c.lagSum, 1, c.obstructionSum);
  return c.version == CALIBRATION_VERSION && angle && drive && current;
}
