#include "plant.h"

#include <math.h>

static constexpr float STEP_S = 0.001f;
static constexpr float LAG_S = 0.05f;
static constexpr float DEG_PER_STEP = 0.03296f;
static constexpr float UPRIGHT_LIMIT_DEG = 74;
static constexpr float UPRIGHT_STOP_DEG = 80;
static constexpr float INVERTED_LIMIT_DEG = -62;
static constexpr float INVERTED_STOP_DEG = -70;

void Plant::step(const Outputs& outputs) {
  duty_ = outputs.driveEnabled && !bridgeOpen ? outputs.duty : 0;
  runawayDuty_ = duty_ > 0 ? runawayDuty_ + runawayDutyPerS * STEP_S : 0;
  duty_ += runawayDuty_;
  const float torque = leadsSwapped ? -duty_ : duty_;
  const float load = loadDuty * cosf(tiltDeg * 3.14159f / 180);
  const float wanted = (torque - load) * fullRateDegPerSec;
  if (outputs.brakeReleased && !bridgeOpen) rateDegPerSec += (wanted - rateDegPerSec) * STEP_S / LAG_S;
  else rateDegPerSec = 0;
  tiltDeg += rateDegPerSec * STEP_S;
  const float high = obstacleDeg < UPRIGHT_STOP_DEG ? obstacleDeg : UPRIGHT_STOP_DEG;
  const bool stalled = tiltDeg >= high || tiltDeg <= INVERTED_STOP_DEG;
  stalledDuty_ = stalled && outputs.brakeReleased ? fabsf(torque) : 0;
  if (!stalled) return;
  tiltDeg = limited(tiltDeg, INVERTED_STOP_DEG, high);
  rateDegPerSec = 0;
}

Reading Plant::reading() const {
  uint16_t inputs = contacts;
  const bool atUpright = tiltDeg > UPRIGHT_LIMIT_DEG && !uprightLimitStuckOpen;
  if (atUpright || uprightLimitStuckClosed) inputs |= INPUT_BIT_UPRIGHT_LIMIT;
  if (tiltDeg < INVERTED_LIMIT_DEG && !invertedLimitStuckOpen) inputs |= INPUT_BIT_INVERTED_LIMIT;
  const float sum = 4096 + (isnan(potentiometerStuckAtDeg) ? tiltDeg + potentiometerOffByDeg : potentiometerStuckAtDeg) / DEG_PER_STEP;
  const float current = runningCurrent * fabsf(duty_) + stallCurrent * stalledDuty_;
  return {static_cast<uint16_t>(potentiometerOpen ? 8184 : lroundf(sum)),
          static_cast<uint16_t>(limited(current, 0, 8184)), inputs};
}

Calibration plantCalibration() {
  return {CALIBRATION_VERSION, 0, 4096, 3296, 7500, -6000, 1000, 1000, 4000, 0, 1800, 655, 80, 217,
          {64, 64, 64, 64, 64, 64, 64, 64, 64}};
}
