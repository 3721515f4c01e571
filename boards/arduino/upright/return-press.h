#pragma once

#include "table.h"

/// A press of RETURN, from its edge until somebody has obeyed it.
class ReturnPress {
 public:
  /// The contacts as they stand at the start: a press is an edge.
  void start(uint16_t inputs);
  /// True at a press: an edge of either contact, so that one which is stuck does not hide the other.
  bool watch(uint16_t inputs);
  /// The press waits to be obeyed; `host` is what it was told when it came.
  void open(uint32_t nowMs, const Outputs& host);
  void close() { isOpen_ = false; }
  bool isOpen() const { return isOpen_; }
  /// The host has turned toward upright since.
  bool isObeyed(const Outputs& host) const;
  /// It should have by now.
  bool isOverdue(uint32_t nowMs) const;

 private:
  bool madeWas_ = false;
  bool breakWas_ = false;
  bool isOpen_ = false;
  uint32_t pressedAtMs_ = 0;
  Outputs atPress_ = {0, false, false};
};
