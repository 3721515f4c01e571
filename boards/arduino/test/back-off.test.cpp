#include "checks.h"
#include "rig.h"

/// What the play of a brake and a duty that is taken back leave, deg.
static constexpr float STILL_DEG = 0.05f;

/// The board is alone, and on its way back from what was in its way, which is then gone.
static void backOff(Rig& rig) {
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.hostLives = false;
  while (rig.plant.rateDegPerSec > -0.5f && rig.nowMs < 60000) rig.run(1);
  CHECK_LESS(rig.plant.rateDegPerSec, -0.4f);
}

static void eStop(Rig& rig) {
  rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
  rig.run(2000);
  rig.plant.set(INPUT_BITS_E_STOP_CLOSED);
  rig.run(3000);
}

static void comesUpOnly(Rig& rig) {
  rig.minTiltDeg = rig.plant.tiltDeg;
  const float heldDeg = rig.plant.tiltDeg;
  rig.run(2500);
  CHECK_MORE(rig.minTiltDeg, heldDeg - STILL_DEG);
  rig.runUntil(BoardMode::RETURNED, 90000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK_MORE(rig.minTiltDeg, heldDeg - STILL_DEG);
}

TEST("[H-07] E-STOP ends a way back from an obstruction: RETURN, or a held UP, then only leads up") {
  for (int byHand = 0; byHand < 2; ++byHand) {
    Rig rig;
    backOff(rig);
    rig.plant.obstacleDeg = 90;
    eStop(rig);
    if (byHand == 0) rig.plant.pressReturn();
    else rig.plant.set(INPUT_BIT_UP);
    comesUpOnly(rig);
  }
}

TEST("[H-21] clamps that open end a way back from an obstruction: a held UP then only leads up") {
  Rig rig;
  backOff(rig);
  rig.plant.obstacleDeg = 90;
  rig.plant.clear(INPUT_BITS_CLAMPS_CLOSED);
  rig.run(3000);
  rig.plant.set(INPUT_BIT_UP);
  comesUpOnly(rig);
}

TEST("[H-06] a channel of E-STOP that opens ends a way back from an obstruction: RETURN then only leads up") {
  Rig rig;
  backOff(rig);
  rig.plant.obstacleDeg = 90;
  rig.plant.clear(INPUT_BIT_E_STOP_A_CLOSED);
  rig.run(3000);
  rig.plant.pressReturn();
  comesUpOnly(rig);
}

TEST("[H-19] after E-STOP an obstruction is met on the brake, with no way back, and tried no more often") {
  Rig rig;
  backOff(rig);
  eStop(rig);
  const float heldDeg = rig.plant.tiltDeg;
  rig.minTiltDeg = heldDeg;
  rig.plant.pressReturn();
  rig.run(100);
  rig.runUntil(BoardMode::OFF, 60000);
  CHECK(rig.policy().faults() & BOARD_FAULT_GAVE_UP);
  CHECK_NEAR(rig.plant.tiltDeg, -20, 0.5f);
  CHECK_MORE(rig.minTiltDeg, heldDeg - STILL_DEG);
}
