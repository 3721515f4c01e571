#pragma once

#include <math.h>

#include "../upright/table.h"

/// A table plain enough to be right at a glance: a drive that follows its duty within 50 ms, a load, a brake, ends.
struct Plant {
  float tiltDeg = 75;
  float rateDegPerSec = 0;
  /// Without a load, at full duty.
  float fullRateDegPerSec = 10;
  /// Duty that holds the rider where horizontal.
  float loadDuty = 0.05f;
  /// Nothing passes this on its way up.
  float obstacleDeg = 90;
  /// Steps of the current's sum for a duty of 1 of the free table.
  float runningCurrent = 500;
  /// Likewise against something that does not give way.
  float stallCurrent = 20000;
  bool leadsSwapped = false;
  /// An upward duty grows by so much a second, for as long as it lasts.
  float runawayDutyPerS = 0;
  /// No motor: nothing turns and no current flows.
  bool bridgeOpen = false;
  bool potentiometerOpen = false;
  /// Where its wiper stays; NAN where it follows.
  float potentiometerStuckAtDeg = NAN;
  float potentiometerOffByDeg = 0;
  bool uprightLimitStuckOpen = false;
  bool uprightLimitStuckClosed = false;
  bool invertedLimitStuckOpen = false;
  /// Bits of INPUT of contacts that hands and latches move.
  uint16_t contacts = INPUT_BITS_E_STOP_CLOSED | INPUT_BITS_CLAMPS_CLOSED | INPUT_BIT_RETURN_BREAK_CLOSED;

  void step(const Outputs& outputs);
  Reading reading() const;

  void set(uint16_t bits) { contacts = static_cast<uint16_t>(contacts | bits); }
  void clear(uint16_t bits) { contacts = static_cast<uint16_t>(contacts & ~bits); }
  void pressReturn() {
    set(INPUT_BIT_RETURN_MADE);
    clear(INPUT_BIT_RETURN_BREAK_CLOSED);
  }
  void releaseReturn() {
    clear(INPUT_BIT_RETURN_MADE);
    set(INPUT_BIT_RETURN_BREAK_CLOSED);
  }

 private:
  float stalledDuty_ = 0;
  float runawayDuty_ = 0;
  float duty_ = 0;
};

/// The calibration of this plant: 270 deg over the potentiometer's span.
Calibration plantCalibration();
