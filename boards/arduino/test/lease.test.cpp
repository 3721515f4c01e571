#include "checks.h"
#include "rig.h"

TEST("[H-26] a lease that ran out head-down brings the rider up, at 6 deg/s at the most and head-up at 4") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  const uint32_t tookMs = rig.runUntil(BoardMode::RETURNED, 90000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK_LESS(tookMs, 55000u);
  CHECK_LESS(rig.maxRateDegPerSec, 6);
  CHECK_LESS(rig.maxHeadUpRateDegPerSec, 4);
  CHECK_MORE(rig.minTiltDeg, -61);
  CHECK(rig.policy().faults() & BOARD_FAULT_LEASE_RAN_OUT);
}

TEST("[H-26] a lease that ran out on the way down turns the table without going 1.5 deg further") {
  Rig rig;
  rig.hold(-20);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(2000);
  const float atDeg = rig.plant.tiltDeg;
  CHECK_LESS(rig.plant.rateDegPerSec, -1);
  rig.hostLives = false;
  rig.run(250);
  CHECK_MORE(rig.plant.tiltDeg, atDeg - 1);
  const float ranOutDeg = rig.plant.tiltDeg;
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_MORE(rig.minTiltDeg, ranOutDeg - 1.5f);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-26] a lease that ran out in a hold is answered upward within 350 ms, whatever the noise of the angle") {
  const float holdsDeg[] = {-60, -40, -20, -10};
  for (float tiltDeg : holdsDeg) {
    Rig rig;
    // This plant has no friction: under a load it sinks as soon as the brake is open, whatever the drive does.
    rig.plant.loadDuty = 0;
    rig.hold(tiltDeg);
    rig.plant.potentiometerStuckAtDeg = tiltDeg - 0.1f;
    rig.hostLives = false;
    uint32_t upAfterMs = rig.runUntil(BoardMode::RETURNING, 1000);
    rig.plant.potentiometerStuckAtDeg = NAN;
    // A step of the coarsest PWM, which counts to 255, is rounded to from half of it on.
    for (; rig.outputs().duty < 0.5f / 255 && upAfterMs < 1000; ++upAfterMs) rig.run(1);
    CHECK_LESS(upAfterMs, 350u);
    for (int ms = 0; ms < 1000; ++ms) {
      rig.run(1);
      CHECK_MORE(rig.outputs().duty, 0.5f / 255);
    }
    CHECK_NEAR(rig.minTiltDeg, tiltDeg, 0.001f);
    CHECK_MORE(rig.plant.tiltDeg, tiltDeg + 0.5f);
  }
}

TEST("[H-26] upright, a lease that ran out leaves the table where it is") {
  Rig rig;
  rig.lease();
  rig.hostLives = false;
  rig.run(2000);
  CHECK(rig.mode() == BoardMode::RETURNED);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 0);
  CHECK(!rig.outputs().brakeReleased);
}

TEST("[H-26] a lease that ran out just below upright, on the way down, leaves the rider where a new one is given") {
  for (uint32_t downMs = 100; downMs <= 1500; downMs += 20) {
    Rig rig;
    rig.lease();
    rig.hostFlags = MOVING;
    for (uint32_t ms = 0; ms < downMs; ++ms) {
      rig.hostDuty -= 0.0002f;
      rig.run(1);
    }
    rig.hostLives = false;
    rig.run(300);
    rig.runUntil(BoardMode::RETURNED, 10000);
    rig.run(1000);
    // This plant stands as soon as the brake is asked for; a real one goes on by some tenths of a degree.
    CHECK_MORE(rig.plant.tiltDeg, 74.6f);
    rig.sessionId = 8;
    CHECK(rig.send(0, COMMAND_FLAG_PERSON));
  }
}

TEST("[H-44] just below upright no new session is taken while the board still slows a way down") {
  Rig rig;
  rig.lease();
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.1f;
  rig.hostLives = true;
  while (rig.plant.tiltDeg > 74.5f) rig.run(1);
  rig.hostLives = false;
  rig.leaseMs = 20;
  rig.send(rig.hostDuty, MOVING);
  rig.runUntil(BoardMode::RETURNING, 1000);
  CHECK_MORE(rig.plant.tiltDeg, 74);
  CHECK_LESS(rig.outputs().duty, 0);
  rig.sessionId = 8;
  CHECK(!rig.send(0, COMMAND_FLAG_PERSON));
  rig.runUntil(BoardMode::RETURNED, 10000);
  CHECK(rig.send(0, COMMAND_FLAG_PERSON));
}

TEST("[H-29] a lease asked for 5 s ends after 500 ms, one for 1 ms lasts 20 ms") {
  Rig rig;
  rig.hold(-30);
  rig.leaseMs = 5000;
  rig.run(20);
  rig.hostLives = false;
  CHECK_LESS(rig.runUntil(BoardMode::RETURNING, 2000), 511u);
  Rig brief;
  brief.hold(-30);
  brief.hostLives = false;
  brief.leaseMs = 1;
  brief.send(0, HOLDING);
  brief.run(19);
  CHECK(brief.mode() == BoardMode::LEASED);
}

TEST("[H-27] RETURN that the host has not obeyed in 300 ms is obeyed by the board") {
  Rig rig;
  rig.hold(-60);
  rig.plant.pressReturn();
  rig.run(290);
  CHECK(rig.mode() == BoardMode::LEASED);
  CHECK_LESS(rig.runUntil(BoardMode::RETURNING, 1000), 30u);
  rig.plant.releaseReturn();
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK(rig.policy().faults() & BOARD_FAULT_DISOBEYED);
}

TEST("[H-27] a host that turns toward upright at RETURN keeps its lease") {
  Rig rig;
  rig.hold(-60);
  rig.plant.pressReturn();
  rig.hostFlags = MOVING;
  rig.hostDuty = 0.2f;
  rig.run(5000);
  CHECK(rig.mode() == BoardMode::LEASED);
  CHECK_MORE(rig.plant.tiltDeg, -57);
}

TEST("[H-04] one contact of RETURN that is stuck does not hide a press of the other") {
  Rig rig;
  rig.plant.clear(INPUT_BIT_RETURN_BREAK_CLOSED);
  rig.hold(-60);
  rig.run(1000);
  rig.plant.set(INPUT_BIT_RETURN_MADE);
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-44] after the board's own return the old session moves nothing; a new one opens") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.runUntil(BoardMode::RETURNED, 60000);
  const float uprightDeg = rig.plant.tiltDeg;
  for (int frame = 0; frame < 100; ++frame) {
    CHECK(!rig.send(-0.3f, MOVING));
    CHECK(!rig.send(0, COMMAND_FLAG_PERSON));
    rig.run(10);
  }
  CHECK_NEAR(rig.plant.tiltDeg, uprightDeg, 0);
  rig.sessionId = 8;
  CHECK(!rig.send(-0.3f, MOVING));
  CHECK(!rig.send(0, HOLDING));
  rig.run(20);
  CHECK_NEAR(rig.plant.tiltDeg, uprightDeg, 0);
  CHECK(rig.send(0, COMMAND_FLAG_PERSON));
  CHECK(rig.mode() == BoardMode::LEASED);
}

TEST("[H-44] no new session is taken while the board is on its way up, nor beside a lease that is not upright") {
  Rig rig;
  rig.hold(-60);
  rig.sessionId = 8;
  CHECK(!rig.send(0, COMMAND_FLAG_PERSON));
  rig.hostLives = false;
  rig.run(600);
  CHECK(rig.mode() == BoardMode::RETURNING);
  rig.sessionId = 9;
  CHECK(!rig.send(0, COMMAND_FLAG_PERSON));
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-31] a frame that is repeated or older moves nothing and renews no lease") {
  Rig rig;
  rig.hold(-30);
  rig.hostLives = false;
  const Command old = {rig.sessionId, rig.sequence, -3000, 250, MOVING};
  const Command older = {rig.sessionId, static_cast<uint16_t>(rig.sequence - 5), -3000, 250, MOVING};
  for (int frame = 0; frame < 20; ++frame) {
    CHECK(!rig.sendFrame(old));
    CHECK(!rig.sendFrame(older));
    rig.run(10);
  }
  CHECK_MORE(rig.minTiltDeg, -30.01f);
  CHECK_LESS(rig.runUntil(BoardMode::RETURNING, 1000), 70u);
}

TEST("[H-31] the sequence goes on past 65535") {
  Rig rig;
  rig.sequence = 65530;
  rig.lease();
  rig.run(200);
  CHECK(rig.mode() == BoardMode::LEASED);
  CHECK_LESS(rig.sequence, 100);
}

TEST("[H-30] a frame with any one bit flipped moves nothing and is counted") {
  Rig rig;
  rig.hold(-30);
  rig.hostLives = false;
  constexpr int bits = (COMMAND_BYTES + CRC_BYTES) * 8;
  for (int bit = 0; bit < bits; ++bit) {
    const Command command = {rig.sessionId, static_cast<uint16_t>(rig.sequence + 1), -3000, 250, MOVING};
    CHECK(!rig.sendFrame(command, bit));
  }
  CHECK(rig.telemetry().damaged == bits);
  rig.run(100);
  CHECK_MORE(rig.minTiltDeg, -30.01f);
}

TEST("[H-30] duty beyond full, session 0 and unknown flags are refused whatever their CRC") {
  Rig rig;
  rig.lease();
  const uint16_t next = static_cast<uint16_t>(rig.sequence + 1);
  CHECK(!rig.sendFrame({rig.sessionId, next, 10001, 250, MOVING}));
  CHECK(!rig.sendFrame({rig.sessionId, next, -10001, 250, MOVING}));
  CHECK(!rig.sendFrame({rig.sessionId, next, 0, 250, 0x80}));
  CHECK(!rig.sendFrame({0, next, 0, 250, 0}));
  CHECK(rig.telemetry().damaged == 4);
  CHECK(!rig.outputs().driveEnabled);
}

TEST("the duty changes by 0.45 a second while the table is driven, and falls to 0 at once with the brake or the drive") {
  Rig rig;
  rig.hold(0);
  rig.hostFlags = MOVING;
  rig.hostDuty = 1;
  rig.plant.obstacleDeg = 10;
  rig.run(400);
  CHECK_LESS(rig.outputs().duty, 0.19f);
  CHECK_MORE(rig.outputs().duty, 0.16f);
  rig.run(1900);
  CHECK_NEAR(rig.outputs().duty, 1, 0);
  rig.hostDuty = 0;
  rig.run(400);
  CHECK_MORE(rig.outputs().duty, 0.81f);
  rig.hostLives = false;
  rig.send(0, MOVING & ~COMMAND_FLAG_BRAKE_RELEASED);
  CHECK_NEAR(rig.outputs().duty, 0, 0);
}

TEST("no duty passes an end of the range by more than 3 deg, with both limit switches dead") {
  Rig rig;
  rig.plant.invertedLimitStuckOpen = true;
  rig.plant.loadDuty = 0;
  rig.hold(-55);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(10000);
  CHECK_MORE(rig.minTiltDeg, -63.5f);
  CHECK(rig.policy().faults() & BOARD_FAULT_OVER_ANGLE);
  rig.plant.tiltDeg = 70;
  rig.hostDuty = 0.2f;
  rig.run(10000);
  CHECK_LESS(rig.plant.tiltDeg, 78.5f);
}

TEST("at the inverted limit no duty goes down, and up it does") {
  Rig rig;
  rig.plant.potentiometerOpen = true;
  rig.plant.loadDuty = 0;
  rig.hold(-55);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(10000);
  // What was under way ends within 450 ms of the switch.
  CHECK_MORE(rig.minTiltDeg, -62.6f);
  CHECK(rig.outputs().duty == 0);
  rig.hostDuty = 0.2f;
  rig.run(2000);
  CHECK_MORE(rig.plant.tiltDeg, -60);
}

TEST("the board's clock may wrap in the middle of a return") {
  Rig rig(true, 0xffffffffu - 5000);
  rig.hold(-60);
  rig.hostLives = false;
  const uint32_t tookMs = rig.runUntil(BoardMode::RETURNED, 90000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK_LESS(tookMs, 55000u);
}
