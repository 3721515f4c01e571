#pragma once

#include <stdint.h>

/// The tilt's sum without what leaps for one cycle: the middle one of the last three. A single sample that is far off
/// would otherwise be lag, an end of the way, or the loss of the angle.
class SteadyAngle {
 public:
  /// The first sum counts three times.
  void begin(uint16_t sum);
  /// Every 10 ms.
  void add(uint16_t sum);
  uint16_t sum() const { return middle_; }

 private:
  uint16_t last_ = 0;
  uint16_t before_ = 0;
  uint16_t middle_ = 0;
};
