#pragma once

#include "table.h"

/// Which way the table may go.
enum class Way : uint8_t {
  BOTH,
  UP_ONLY,
  /// The motor turns the wrong way round: what looks like down is up, and leaves the inverted end.
  REVERSED,
};

/// The last thing before the pins, whoever drives: it can only reduce. No duty beyond the ends of the range, and none
/// that changes faster than a body bears while the table is driven: frames that were lost, or a limit that closes, would
/// otherwise be a jolt. Upward the limit has to say so too; both may be wrong, and a hand on UP sees where the table is.
/// Drive off, or brake on, is obeyed at once.
class LastGate {
 public:
  explicit LastGate(const Table& table) : table_(table) {}

  const Outputs& outputs() const { return outputs_; }
  /// The table has been beyond its range.
  bool wasBeyond() const { return wasBeyond_; }
  void forget() { wasBeyond_ = false; }

  void pass(uint32_t nowMs, const Outputs& wanted, const Reading& reading, Way way);
  /// Drive off, brake on.
  void cut() { outputs_ = {0, false, false}; }

 private:
  float withinRange(float duty, const Reading& reading);

  const Table& table_;
  Outputs outputs_ = {0, false, false};
  uint32_t passedAtMs_ = 0;
  bool wasBeyond_ = false;
};
