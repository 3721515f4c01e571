#include <initializer_list>

#include "checks.h"
#include "rig.h"

/// Calibrated as it is: a table that no duty makes faster than this.
static void calibrate(Rig& rig, float fullRateDegPerSec) {
  rig.plant.fullRateDegPerSec = fullRateDegPerSec;
  Calibration calibration = plantCalibration();
  calibration.fullRateCentiDegPerSec = static_cast<uint16_t>(fullRateDegPerSec * 100);
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION, &calibration) == SETUP_STATUS_OK);
}

TEST("[H-26] a drive that is slower than the board's own rates brings the rider up, and nothing is taken to be in the way") {
  for (const float fullRate : {4.0f, 2.5f}) {
    for (const float loadDuty : {-0.1f, 0.05f, 0.2f}) {
      // Above the current with which a table that lags is obstructed, and below.
      for (const float runningCurrent : {500.0f, 1700.0f}) {
        Rig rig;
        calibrate(rig, fullRate);
        rig.plant.loadDuty = loadDuty;
        rig.plant.runningCurrent = runningCurrent;
        rig.hold(-60);
        rig.hostLives = false;
        rig.runUntil(BoardMode::RETURNED, 150000);
        CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
        CHECK(!(rig.policy().faults() & (BOARD_FAULT_OBSTRUCTED | BOARD_FAULT_BLIND | BOARD_FAULT_GAVE_UP)));
      }
    }
  }
}

TEST("[H-19] with a slow drive an obstruction is still met, tried three times and left alone, brake on") {
  Rig rig;
  calibrate(rig, 4);
  rig.hold(-30);
  rig.plant.obstacleDeg = -20;
  rig.plant.stallCurrent = 1500;
  rig.hostLives = false;
  rig.runUntil(BoardMode::OFF, 60000);
  CHECK(rig.policy().faults() & BOARD_FAULT_OBSTRUCTED);
  CHECK(rig.policy().faults() & BOARD_FAULT_GAVE_UP);
  CHECK_LESS(rig.plant.tiltDeg, -19);
  CHECK(!rig.outputs().brakeReleased);
}
