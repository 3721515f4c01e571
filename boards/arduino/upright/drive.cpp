#include "drive.h"

#include <avr/interrupt.h>
#include <util/atomic.h>

#include "drive-pins.h"

static bool pwmDir = false;
static bool hasBrake = true;
static volatile bool tripped = false;
/// Steps of the timer, positive upward.
static volatile int16_t appliedSteps = 0;

static inline void cutPins() {
  drivePins::disconnect();
  drivePins::low();
  if (hasBrake) drivePins::brakeOn();
  appliedSteps = 0;
}

static inline void onEdge() {
  if (!drivePins::eStopOpen()) return;
  cutPins();
  tripped = true;
}

ISR(E_STOP_A_vect) { onEdge(); }
ISR(E_STOP_B_vect) { onEdge(); }

static void turn(int16_t steps) {
  // Nothing at the pins while the direction changes over.
  if (steps == 0 || (steps > 0) != (appliedSteps > 0)) {
    drivePins::disconnect();
    drivePins::low();
  }
  appliedSteps = steps;
  if (steps == 0) return;
  if (steps > 0) {
    drivePins::setUp(static_cast<uint16_t>(steps));
  } else if (pwmDir) {
    drivePins::directionDown();
    drivePins::setUp(static_cast<uint16_t>(-steps));
  } else {
    drivePins::setDown(static_cast<uint16_t>(-steps));
  }
}

namespace drive {

void begin() {
  cutPins();
  drivePins::begin();
}

void configure(bool pwmDirBridge, bool selfLockingBrake) {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    cutPins();
    pwmDir = pwmDirBridge;
    if (!hasBrake && !selfLockingBrake) drivePins::begin();
    hasBrake = !selfLockingBrake;
    if (hasBrake) drivePins::brakeOn();
  }
}

void put(const Outputs& outputs) {
  const float duty = outputs.driveEnabled ? outputs.duty : 0;
  const float steps = duty * drivePins::TOP;
  const int16_t rounded = static_cast<int16_t>(steps + (steps < 0 ? -0.5f : 0.5f));
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    if (tripped || drivePins::eStopOpen()) {
      cutPins();
    } else {
      // The slower of the two is told first: a drive that is cut is already a stop on the brake.
      if (hasBrake && !outputs.brakeReleased) drivePins::brakeOn();
      if (rounded != appliedSteps) turn(rounded);
      if (hasBrake && outputs.brakeReleased) drivePins::brakeFree();
    }
  }
}

void cut() {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { cutPins(); }
}

bool takeTrip() {
  bool was = false;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    was = tripped;
    tripped = false;
  }
  return was;
}

int16_t appliedDuty() {
  int16_t steps = 0;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { steps = appliedSteps; }
  return static_cast<int16_t>(static_cast<int32_t>(steps) * FULL_DUTY / drivePins::TOP);
}

}  // namespace drive
