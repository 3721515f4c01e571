#include <initializer_list>

#include "checks.h"
#include "rig.h"

/// In band, and where no table is.
static constexpr float SLIPPED_DEG = 100;

/// At 20 deg/s, through where limit and angle would agree.
static void drift(Rig& rig) {
  for (float deg = rig.plant.tiltDeg; deg < SLIPPED_DEG; deg += 1) {
    rig.plant.potentiometerStuckAtDeg = deg;
    rig.run(50);
  }
}

TEST("[H-10] an angle beyond upright with the limit open keeps no host from bringing the rider up to the limit") {
  Rig rig;
  rig.hold(-20);
  rig.plant.potentiometerStuckAtDeg = SLIPPED_DEG;
  rig.run(100);
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.3f;
  rig.run(60000);
  CHECK(rig.mode() == BoardMode::LEASED);
  CHECK_MORE(rig.plant.tiltDeg, 74);
}

TEST("[H-10] an angle that has drifted is gated from where the limit closed, so that the last of the way is free") {
  Rig rig;
  rig.hold(50);
  rig.plant.potentiometerOffByDeg = 20;
  rig.run(100);
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.3f;
  while (rig.plant.tiltDeg < 76 && rig.nowMs < 60000) rig.run(10);
  CHECK_MORE(rig.plant.tiltDeg, 75.5f);
  rig.run(20000);
  CHECK_LESS(rig.plant.tiltDeg, 78.5f);
}

TEST("[H-10] a board alone believes no angle beyond upright with the limit open, and comes up to the limit by duty") {
  for (const float slippedDeg : {79.0f, SLIPPED_DEG}) {
    Rig rig;
    rig.hold(-60);
    rig.plant.potentiometerStuckAtDeg = slippedDeg;
    rig.run(100);
    rig.hostLives = false;
    rig.runUntil(BoardMode::RETURNED, 217000);
    CHECK_NEAR(rig.plant.tiltDeg, 74, 1);
    CHECK_LESS(rig.maxRateDegPerSec, 6);
    CHECK(rig.policy().faults() & BOARD_FAULT_BLIND);
  }
}

TEST("[H-10] an angle that slips beyond upright on the board's way up, or through a reset, is gone on without") {
  for (const bool resets : {false, true}) {
    Rig rig;
    rig.hold(-60);
    rig.hostLives = false;
    rig.run(6000);
    rig.plant.potentiometerStuckAtDeg = SLIPPED_DEG;
    if (resets) rig.reset();
    rig.runUntil(BoardMode::RETURNED, 217000);
    CHECK_NEAR(rig.plant.tiltDeg, 74, 1);
  }
}

TEST("[H-10] found inverted without a session, an angle beyond upright does not keep RETURN from being heard") {
  Rig rig;
  rig.plant.tiltDeg = -30;
  rig.plant.potentiometerStuckAtDeg = SLIPPED_DEG;
  rig.reset(BOARD_FAULT_POWER_ON);
  rig.run(1000);
  CHECK_NEAR(rig.plant.tiltDeg, -30, 0);
  rig.plant.pressReturn();
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_NEAR(rig.plant.tiltDeg, 74, 1);
}

TEST("[H-47] a limit that was closed far from upright proves no angle beyond upright, under a lease and alone") {
  Rig rig;
  rig.hold(-30);
  rig.plant.uprightLimitStuckClosed = true;
  rig.run(500);
  drift(rig);
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.3f;
  rig.run(10000);
  CHECK_MORE(rig.plant.tiltDeg, -10);
  rig.hostLives = false;
  rig.run(250000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
  CHECK(!rig.outputs().brakeReleased);
}

TEST("[H-47] a limit that closes after the angle has slipped, too soon to be reached, proves nothing") {
  Rig rig;
  rig.hold(-30);
  rig.plant.potentiometerStuckAtDeg = SLIPPED_DEG;
  rig.run(1000);
  rig.plant.uprightLimitStuckClosed = true;
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.3f;
  rig.run(10000);
  CHECK_MORE(rig.plant.tiltDeg, -10);
  rig.hostLives = false;
  rig.run(250000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
}

TEST("[H-47] where a limit that sticks later bears a drifted angle out, a hand on UP still takes the rider up") {
  Rig rig;
  rig.hold(-30);
  drift(rig);
  rig.plant.uprightLimitStuckClosed = true;
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.3f;
  rig.run(1000);
  rig.plant.set(INPUT_BIT_UP);
  rig.run(10000);
  CHECK_MORE(rig.plant.tiltDeg, -10);
}

TEST("[H-46] past upright with a limit that never closes a board alone ends against the stop, brake on, and tells of it") {
  Rig rig;
  rig.plant.uprightLimitStuckOpen = true;
  rig.hold(-10);
  rig.plant.tiltDeg = 78.5f;
  rig.run(100);
  rig.hostLives = false;
  rig.runUntil(BoardMode::OFF, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 80, 0.1f);
  CHECK(!rig.outputs().brakeReleased);
  CHECK(rig.policy().alarm() == ALARM_HIGH);
  rig.run(60000);
  CHECK(!rig.outputs().driveEnabled);
}
