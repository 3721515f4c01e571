#include "checks.h"
#include "rig.h"

TEST("[H-05] the E-STOP takes drive and brake from the lease at its edge") {
  Rig rig;
  rig.hold(-30);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(1003);
  rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
  rig.run(2);
  CHECK(!rig.outputs().driveEnabled);
  CHECK(!rig.outputs().brakeReleased);
  const float atDeg = rig.plant.tiltDeg;
  rig.run(3000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0.02f);
}

TEST("[H-07] released, the E-STOP moves nothing, under a lease, without one and through a reset; RETURN then does") {
  Rig rig;
  rig.hold(-60);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.1f;
  rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
  rig.run(500);
  rig.plant.set(INPUT_BITS_E_STOP_CLOSED);
  rig.hostDuty = 0.3f;
  rig.run(1000);
  const float atDeg = rig.plant.tiltDeg;
  CHECK_NEAR(atDeg, -60, 0.2f);
  rig.hostLives = false;
  rig.run(1000);
  CHECK(rig.mode() == BoardMode::OFF);
  rig.reset(BOARD_FAULT_RESET_BY_WATCHDOG);
  rig.run(5000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
  CHECK(rig.telemetry().mode & BOARD_LATCH_E_STOP);
  rig.plant.pressReturn();
  rig.run(200);
  rig.plant.releaseReturn();
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK((rig.telemetry().mode & BOARD_LATCH_E_STOP) == 0);
}

TEST("[H-07] after the E-STOP, UP moves the table only while it is held, at 2 deg/s at the most") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
  rig.run(1000);
  rig.plant.set(INPUT_BITS_E_STOP_CLOSED);
  rig.plant.set(INPUT_BIT_UP);
  rig.maxRateDegPerSec = 0;
  rig.run(5000);
  CHECK_MORE(rig.plant.tiltDeg, -56);
  CHECK_LESS(rig.maxRateDegPerSec, 2.6f);
  rig.plant.clear(INPUT_BIT_UP);
  rig.run(1500);
  const float atDeg = rig.plant.tiltDeg;
  rig.run(2000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
}

TEST("[H-07] RETURN pressed while the E-STOP is still in does nothing, then or at its release") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
  rig.run(500);
  rig.plant.pressReturn();
  rig.run(500);
  rig.plant.set(INPUT_BITS_E_STOP_CLOSED);
  rig.run(2000);
  CHECK_NEAR(rig.plant.tiltDeg, -60, 0.1f);
}

TEST("[H-06] with one channel open nothing goes down under a lease, and upward duty does") {
  Rig rig;
  rig.plant.loadDuty = 0;
  rig.hold(-30);
  rig.plant.clear(INPUT_BIT_E_STOP_B_CLOSED);
  rig.run(100);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(1000);
  CHECK_MORE(rig.minTiltDeg, -30.01f);
  rig.hostDuty = 0.2f;
  rig.run(1000);
  CHECK_MORE(rig.plant.tiltDeg, -29);
}

TEST("[H-06] with one channel open the board waits 2 s and for RETURN, then comes up at 2 deg/s") {
  Rig rig;
  rig.hold(-20);
  rig.hostLives = false;
  rig.plant.clear(INPUT_BIT_E_STOP_A_CLOSED);
  rig.run(1000);
  rig.plant.pressReturn();
  rig.run(200);
  rig.plant.releaseReturn();
  rig.run(2000);
  const float atDeg = rig.plant.tiltDeg;
  CHECK_LESS(atDeg, -17);
  rig.maxRateDegPerSec = 0;
  rig.plant.pressReturn();
  rig.run(200);
  rig.plant.releaseReturn();
  rig.runUntil(BoardMode::RETURNED, 70000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK_LESS(rig.maxRateDegPerSec, 2.6f);
}

TEST("[H-05] a tap that the interrupt alone has seen is latched") {
  Rig rig;
  rig.hold(-30);
  rig.policy().look(rig.nowMs, rig.plant.reading(), true);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(1000);
  CHECK_NEAR(rig.plant.tiltDeg, -30, 0.01f);
  CHECK(rig.telemetry().mode & BOARD_LATCH_E_STOP);
}
