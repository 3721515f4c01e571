#pragma once

#include "e-stop-latch.h"
#include "follower.h"

enum class ReturnPhase : uint8_t { TRACKING, BACKING_OFF, WAITING, BLIND, GIVEN_UP, UPRIGHT };

/// How the board brings a rider up by itself: a small controller that has the potentiometer, the current and the limit
/// switches, and nothing of the host. The figures are those of sim/board-return.ts.
class OwnReturn {
 public:
  explicit OwnReturn(const Table& table) : table_(table), follower_(table) {}

  ReturnPhase phase() const { return phase_; }
  const Outputs& outputs() const { return follower_.outputs(); }
  /// Driven by the opposite duty, because the first had led to the inverted limit: what looks like down is up.
  bool isReversed() const { return phase_ == ReturnPhase::BLIND && blindDown_; }
  /// Bits of BOARD_FAULT that this return has met.
  uint16_t faults() const { return faults_; }
  void forgetFaults() { faults_ = 0; }

  void begin(const Reading& reading, const Outputs& last);
  /// One cycle of 10 ms.
  void step(uint32_t nowMs, const Reading& reading, Permit permit);
  /// Off and on the brake now, between two cycles.
  void cut();
  /// Stands on the brake where it is, and tries again after the wait.
  void endBackOff(uint32_t nowMs);
  /// A hand on UP takes a return that had given up on a little further.
  void tryByHand();

 private:
  void stepPhase(uint32_t nowMs, const Reading& reading, float mostDegPerSec);
  void climb(uint32_t nowMs, const Reading& reading, float mostDegPerSec);
  bool runsAway(uint32_t nowMs);
  void wait(uint32_t nowMs);
  void giveUp();
  void backOff(uint32_t nowMs, const Reading& reading);
  void watchCurrent(uint32_t nowMs, const Reading& reading);
  void obstructed(uint32_t nowMs);
  void goBlind(const Reading& reading);
  void blind(uint32_t nowMs, const Reading& reading);
  void raiseBlindDuty();
  uint32_t blindBoundMs() const;

  const Table& table_;
  Follower follower_;
  ReturnPhase phase_ = ReturnPhase::TRACKING;
  uint16_t faults_ = 0;
  float tiltDeg_ = 0;
  float backOffTargetDeg_ = 0;
  uint8_t tries_ = 0;
  bool wasObstructed_ = false;
  uint32_t obstructedAtMs_ = 0;
  bool currentIsHigh_ = false;
  uint32_t currentSinceMs_ = 0;
  bool isAhead_ = false;
  uint32_t aheadSinceMs_ = 0;
  uint32_t waitSinceMs_ = 0;
  uint32_t backOffSinceMs_ = 0;
  float blindDuty_ = 0;
  uint32_t blindMs_ = 0;
  /// From where the angle was lost: one that is still there, and does not follow, must not shorten it.
  uint32_t blindBoundMs_ = 0;
  bool blindDown_ = false;
  bool invertedWasOpen_ = false;
  /// On the brake between the two directions.
  bool stands_ = false;
  uint32_t standsSinceMs_ = 0;
};
