#include "steady-angle.h"

void SteadyAngle::begin(uint16_t sum) {
  last_ = sum;
  before_ = sum;
  middle_ = sum;
}

void SteadyAngle::add(uint16_t sum) {
  const uint16_t low = last_ < before_ ? last_ : before_;
  const uint16_t high = last_ < before_ ? before_ : last_;
  middle_ = sum < low ? low : sum > high ? high : sum;
  before_ = last_;
  last_ = sum;
}
