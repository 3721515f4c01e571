#include "checks.h"
#include "../upright/steady-angle.h"
#include "rig.h"

TEST("[H-14] without an angle the rider comes up by duty to the upright limit") {
  Rig rig;
  rig.hold(-60);
  rig.plant.potentiometerOpen = true;
  rig.hostLives = false;
  const uint32_t tookMs = rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
  CHECK_LESS(tookMs, 120000u);
  CHECK_LESS(rig.maxRateDegPerSec, 6);
  CHECK(rig.policy().faults() & BOARD_FAULT_BLIND);
  rig.sessionId = 8;
  CHECK(rig.send(0, COMMAND_FLAG_PERSON));
  CHECK(rig.policy().faults() == 0);
}

TEST("[H-11] an angle lost on the way up is gone on without") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.run(6000);
  rig.plant.potentiometerOpen = true;
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
}

TEST("[H-14] without an angle and without a limit it ends against the stop, brake on, and tells of it") {
  Rig rig;
  rig.hold(-10);
  rig.plant.potentiometerOpen = true;
  rig.plant.uprightLimitStuckOpen = true;
  rig.hostLives = false;
  rig.run(130000);
  CHECK(rig.mode() == BoardMode::OFF);
  CHECK_MORE(rig.plant.tiltDeg, 79);
  CHECK(!rig.outputs().brakeReleased);
  CHECK(rig.policy().faults() & BOARD_FAULT_GAVE_UP);
  CHECK(rig.policy().alarm() == ALARM_HIGH);
}

TEST("[H-47] without an angle a limit that was closed far from upright ends nothing: the hard stop does") {
  Rig rig;
  rig.hold(-30);
  rig.plant.uprightLimitStuckClosed = true;
  rig.run(500);
  rig.plant.potentiometerOpen = true;
  rig.hostLives = false;
  rig.run(250000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
  CHECK(!rig.outputs().brakeReleased);
}

TEST("[H-08] the limit ends a way up on which the angle stays where it was") {
  Rig rig;
  rig.hold(-30);
  rig.plant.potentiometerStuckAtDeg = -30;
  rig.hostLives = false;
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
  CHECK_LESS(rig.plant.tiltDeg, 77);
}

TEST("[H-17] without an angle and without motion the drive is off at the time bound, brake on") {
  Rig rig;
  rig.hold(-60);
  rig.plant.potentiometerOpen = true;
  rig.plant.bridgeOpen = true;
  rig.hostLives = false;
  const uint32_t tookMs = rig.runUntil(BoardMode::OFF, 240000);
  CHECK_MORE(tookMs, 200000u);
  CHECK_LESS(tookMs, 219000u);
  CHECK(!rig.outputs().driveEnabled);
  CHECK(!rig.outputs().brakeReleased);
}

TEST("[H-15] without an angle and with the leads swapped it reverses once, at the inverted limit, and comes up") {
  Rig rig;
  rig.hold(-50);
  rig.plant.leadsSwapped = true;
  rig.plant.potentiometerOpen = true;
  rig.hostLives = false;
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
  CHECK_MORE(rig.minTiltDeg, -62.5f);
}

TEST("[H-15] with an angle that the swapped leads lead astray it still reverses at the limit and comes up") {
  Rig rig;
  rig.hold(-50);
  rig.plant.leadsSwapped = true;
  rig.hostLives = false;
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
}

TEST("[H-19] an obstruction is tried three times with less force and then left alone, brake on") {
  Rig rig;
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.hostLives = false;
  const uint32_t tookMs = rig.runUntil(BoardMode::OFF, 60000);
  CHECK_LESS(tookMs, 30000u);
  CHECK(rig.policy().faults() & BOARD_FAULT_OBSTRUCTED);
  CHECK(rig.policy().faults() & BOARD_FAULT_GAVE_UP);
  const float atDeg = rig.plant.tiltDeg;
  rig.run(30000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
  CHECK(!rig.outputs().brakeReleased);
}

TEST("[H-19] met, an obstruction has its torque off within 100 ms, and the table 3 deg back") {
  Rig rig;
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.hostLives = false;
  while (rig.plant.tiltDeg < -20.001f) rig.run(1);
  uint32_t offAfterMs = 0;
  for (; rig.outputs().brakeReleased && offAfterMs < 1000; ++offAfterMs) rig.run(1);
  CHECK_LESS(offAfterMs, 100u);
  rig.minTiltDeg = rig.plant.tiltDeg;
  rig.run(5000);
  CHECK_NEAR(rig.minTiltDeg, -23, 0.5f);
}

TEST("[H-19] each try against what shows by lag alone pushes less than the one before") {
  Rig rig;
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.plant.stallCurrent = 1500;
  rig.hostLives = false;
  float peaks[3] = {};
  rig.runUntil(BoardMode::RETURNING, 1000);
  for (int tries = 0; tries < 3 && rig.mode() == BoardMode::RETURNING;) {
    rig.run(1);
    if (rig.outputs().duty > peaks[tries]) peaks[tries] = rig.outputs().duty;
    // The table goes back after each try; the last ends on the brake.
    if (peaks[tries] > 0.2f && !rig.outputs().brakeReleased) ++tries;
  }
  CHECK_LESS(peaks[1], peaks[0] - 0.03f);
  CHECK_LESS(peaks[2], peaks[1] - 0.03f);
  CHECK_MORE(peaks[2], 0.2f);
}

TEST("[H-19] given up, only a held UP moves the table, and stops with it; the obstacle gone, it comes up") {
  Rig rig;
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.hostLives = false;
  rig.runUntil(BoardMode::OFF, 60000);
  rig.plant.obstacleDeg = 90;
  rig.plant.pressReturn();
  rig.run(3000);
  rig.plant.releaseReturn();
  CHECK_LESS(rig.plant.tiltDeg, -19);
  rig.plant.set(INPUT_BIT_UP);
  rig.run(4000);
  CHECK_MORE(rig.plant.tiltDeg, -20);
  rig.plant.clear(INPUT_BIT_UP);
  rig.run(1500);
  const float atDeg = rig.plant.tiltDeg;
  rig.run(2000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
  rig.plant.set(INPUT_BIT_UP);
  rig.runUntil(BoardMode::RETURNED, 70000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-21] under open clamps the board slows to a stop and holds; RETURN and a reset move nothing, held UP does") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.run(5000);
  CHECK_MORE(rig.plant.rateDegPerSec, 3);
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(4000);
  const float atDeg = rig.plant.tiltDeg;
  rig.plant.pressReturn();
  rig.run(500);
  rig.plant.releaseReturn();
  rig.reset(BOARD_FAULT_RESET_BY_BROWN_OUT);
  rig.run(3000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
  CHECK(rig.telemetry().mode & BOARD_LATCH_CLAMPS_OPEN);
  CHECK(rig.mode() == BoardMode::OFF);
  rig.maxRateDegPerSec = 0;
  rig.plant.set(INPUT_BIT_UP);
  rig.runUntil(BoardMode::RETURNED, 80000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-21] a table that comes to stand above -5 deg under open clamps is held there, for RETURN and a reset too") {
  Rig rig;
  rig.hold(-40);
  rig.hostLives = false;
  while (rig.plant.tiltDeg < -6.5f) rig.run(1);
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(4000);
  const float atDeg = rig.plant.tiltDeg;
  CHECK_MORE(atDeg, -5);
  CHECK_LESS(atDeg, 5);
  rig.plant.pressReturn();
  rig.run(200);
  rig.plant.releaseReturn();
  rig.run(3000);
  rig.reset(BOARD_FAULT_RESET_BY_PIN);
  rig.run(3000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0);
  rig.plant.set(INPUT_BIT_UP);
  rig.run(3000);
  CHECK_MORE(rig.plant.tiltDeg, atDeg + 1);
}

TEST("[H-49] a drive that runs away upward is braked before it is fast") {
  Rig rig;
  rig.hold(-50);
  rig.plant.runawayDutyPerS = 0.15f;
  rig.hostLives = false;
  rig.run(30000);
  CHECK_LESS(rig.maxRateDegPerSec, 7);
}

TEST("[H-09] an angle that leaps for one cycle in twenty is steady in the middle of three") {
  SteadyAngle angle;
  angle.begin(2000);
  for (int cycle = 0; cycle < 200; ++cycle) {
    angle.add(static_cast<uint16_t>(cycle % 20 == 0 ? 2320 : 2000 + cycle));
    CHECK_NEAR(angle.sum(), 2000 + cycle, 2);
  }
  for (int cycle = 0; cycle < 3; ++cycle) angle.add(8184);
  CHECK(angle.sum() == 8184);
}

TEST("[H-21] clamps that bounced open for 30 ms do not keep the rider down") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.run(5000);
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(30);
  rig.plant.set(INPUT_BITS_CLAMPS_CLOSED);
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-21] clamps that were open and are closed again wait for RETURN, through a reset too") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(1000);
  rig.plant.set(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(2000);
  rig.reset();
  rig.run(2000);
  CHECK_NEAR(rig.plant.tiltDeg, -60, 0.1f);
  rig.plant.pressReturn();
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-21] under open clamps a lease moves nothing after 3 s but with a hand on UP, and never down") {
  Rig rig;
  rig.hold(-60);
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(3000);
  CHECK_MORE(rig.minTiltDeg, -61.7f);
  const float atDeg = rig.plant.tiltDeg;
  rig.hostDuty = 0.2f;
  rig.run(3000);
  CHECK_NEAR(rig.plant.tiltDeg, atDeg, 0.1f);
  rig.plant.set(INPUT_BIT_UP);
  rig.run(2000);
  CHECK_MORE(rig.plant.tiltDeg, atDeg + 1);
}

TEST("[H-20] a rider twice as heavy still comes up, no faster than 6 deg/s") {
  Rig rig;
  rig.plant.loadDuty = 0.15f;
  rig.hold(-60);
  rig.hostLives = false;
  rig.runUntil(BoardMode::RETURNED, 90000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK_LESS(rig.maxRateDegPerSec, 6);
}
