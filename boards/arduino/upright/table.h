#pragma once

#include "lease-frames.h"

/// The policy's own loop.
static constexpr uint8_t CYCLE_MS = 10;
static constexpr float CYCLE_S = 0.01f;

/// From here beyond an end of the range a duty toward it is taken back, so that none is left at 3 deg.
static constexpr float BEYOND_RANGE_DEG = 2.5f;

/// What the board sees at one moment.
struct Reading {
  uint16_t tiltSum;
  uint16_t currentSum;
  /// Bits of INPUT.
  uint16_t inputs;
};

/// What the drive is told. Duty is -1..+1, positive toward upright. On but at duty 0, and off, are the same two low
/// pins: a bridge holds both low-side switches on then, and the brake is what differs.
struct Outputs {
  float duty;
  bool driveEnabled;
  bool brakeReleased;
};

inline bool isSet(uint16_t inputs, uint16_t bit) { return (inputs & bit) != 0; }
inline bool eStopOpen(uint16_t inputs) { return (inputs & INPUT_BITS_E_STOP_CLOSED) == 0; }
inline bool eStopClosed(uint16_t inputs) { return (inputs & INPUT_BITS_E_STOP_CLOSED) == INPUT_BITS_E_STOP_CLOSED; }
inline bool clampsOpen(uint16_t inputs) { return (inputs & INPUT_BITS_CLAMPS_CLOSED) == 0; }
/// Either contact says so: a stuck one reads as a press, which brings the rider up.
inline bool returnPressed(uint16_t inputs) {
  return isSet(inputs, INPUT_BIT_RETURN_MADE) || !isSet(inputs, INPUT_BIT_RETURN_BREAK_CLOSED);
}

/// Time since `thenMs`, right across the clock's wrap after 49 days.
inline uint32_t sinceMs(uint32_t nowMs, uint32_t thenMs) { return nowMs - thenMs; }

float limited(float value, float low, float high);

/// The table as its calibration describes it. Without one it has no angle, and a way up is made without.
class Table {
 public:
  /// No calibration: duties and current with which any table of the parts list comes up by its limit switch.
  void forget();
  void take(const Calibration& calibration);

  bool isCalibrated() const { return calibrated_; }
  const Calibration& calibration() const { return calibration_; }
  bool has(uint8_t option) const { return (calibration_.options & option) != 0; }

  /// The angle can be read, at 5 to 95 % of the potentiometer's span, and is one that the table can have: beyond upright
  /// the limit is closed.
  bool hasAngle(const Reading& reading) const;
  /// What can be read says so, true or not.
  bool readsBeyondUpright(const Reading& reading) const;
  /// Where the angle reads upright, or beyond that where the limit closed: an angle that has drifted has to see the rest of
  /// the way from there.
  float upperEndDeg() const { return upperEndDeg_; }
  float tiltOf(const Reading& reading) const;
  bool isUpright(const Reading& reading) const;
  bool isHeadDown(const Reading& reading) const;
  /// Every cycle. `followed`: the angle, where there is one, is believed.
  void watchLimit(uint32_t nowMs, const Reading& reading, bool followed);
  /// The upright limit is closed, and was not while an angle said that the table was far from it, nor sooner after the last
  /// angle than any table could be there: such a limit is stuck, and must not end a way up that is made without an angle.
  /// It counts again once it has been seen open.
  bool atUprightLimit(const Reading& reading) const;
  /// Steps of the sum above the input's zero.
  uint16_t currentOf(const Reading& reading) const;
  /// A linear actuator's arm over its shortest; 1 for a gear motor.
  float armRatioAt(float tiltDeg) const;

  float uprightDeg() const { return uprightDeg_; }
  float invertedDeg() const { return invertedDeg_; }
  float fullRateDegPerSec() const { return fullRateDegPerSec_; }
  float blindMinDuty() const { return blindMinDuty_; }
  float blindMaxDuty() const { return blindMaxDuty_; }

 private:
  void derive();
  bool isInBand(const Reading& reading) const;

  Calibration calibration_;
  bool calibrated_ = false;
  bool limitClosed_ = false;
  float upperEndDeg_ = 0;
  bool limitRefuted_ = false;
  /// Refuted since it closed, whatever angles have said after that.
  bool limitStuck_ = false;
  uint32_t angleAtMs_ = 0;
  /// From the last angle on, at the soonest; 0: there has been none.
  uint16_t limitAfterMs_ = 0;
  float degPerStep_ = 0;
  float uprightDeg_ = 0;
  float invertedDeg_ = 0;
  float fullRateDegPerSec_ = 1;
  float blindMinDuty_ = 0;
  float blindMaxDuty_ = 0;
};

/// Whether a calibration is one that a table can have.
bool isPlausible(const Calibration& calibration);
