#pragma once

#include "table.h"

/// What the board's precedence allows a return to do now.
enum class Permit : uint8_t {
  /// Drive off and brake on at once.
  OFF,
  /// Slow to a stop and stand on the brake.
  STOP,
  SLOW,
  GO,
};

/// What the board remembers of its E-STOP: pressed, it stays latched until somebody asks to go up, or upright.
class EStopLatch {
 public:
  void restore(bool latched);
  bool isLatched() const { return latched_; }
  /// Latched, and nobody has asked to go up since.
  bool forbids() const { return latched_ && !asked_; }

  /// `tripped`: the interrupt has seen both channels open since the last look, however shortly.
  void watch(uint32_t nowMs, uint16_t inputs, bool isUpright, bool tripped);
  /// UP is held, or RETURN has been pressed.
  void askUp(uint32_t nowMs);

  /// The channels have differed for more than 50 ms.
  bool isInDoubt(uint32_t nowMs) const;
  /// While in doubt: SLOW where somebody has asked after 2 s, else OFF.
  Permit inDoubt(uint32_t nowMs, bool handOnUp) const;

 private:
  bool latched_ = false;
  bool asked_ = false;
  uint32_t askedAtMs_ = 0;
  bool differ_ = false;
  uint32_t differSinceMs_ = 0;
};
