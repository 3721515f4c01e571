#pragma once

#include "table.h"

/// Policy C: both switches of the ankle latch open under somebody head-down. It begins 50 ms after they have opened, so
/// that a bounce keeps nobody down. It ends upright, or with the latch closed again and somebody asking for the way up;
/// a table that comes to stand above head-down is held there all the same.
class ClampLatch {
 public:
  explicit ClampLatch(const Table& table) : table_(table) {}

  void restore(bool latched) { latched_ = latched; }
  bool isLatched() const { return latched_; }

  /// Every 10 ms.
  void watch(uint32_t nowMs, const Reading& reading, bool person);
  /// RETURN has been pressed: with the latch closed again that is an answer.
  void askUp() { latched_ = latched_ && open_; }
  /// No motion but by a hand on UP, and never down.
  bool forbids(const Reading& reading) const;
  /// A host has had the time to stop from any rate.
  bool endsLeasedMotion(uint32_t nowMs, const Reading& reading) const;

 private:
  const Table& table_;
  bool latched_ = false;
  bool person_ = false;
  bool open_ = false;
  uint32_t openSinceMs_ = 0;
};
