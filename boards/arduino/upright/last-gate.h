#pragma once

#include "table.h"

/// The last thing before the pins, whoever drives: it can only reduce. No duty beyond the ends of the range, and none
/// that rises faster than the drive and the rider's neck bear; toward nothing at once.
class LastGate {
 public:
  explicit LastGate(const Table& table) : table_(table) {}

  const Outputs& outputs() const { return outputs_; }
  /// The table has been beyond its range by more than 3 deg.
  bool wasBeyond() const { return wasBeyond_; }
  void forget() { wasBeyond_ = false; }

  void pass(uint32_t nowMs, const Outputs& wanted, const Reading& reading, bool mayGoDown);
  /// Drive off, brake on.
  void cut() { outputs_ = {0, false, false}; }

 private:
  float withinRange(float duty, const Reading& reading);

  const Table& table_;
  Outputs outputs_ = {0, false, false};
  uint32_t passedAtMs_ = 0;
  bool wasBeyond_ = false;
};
