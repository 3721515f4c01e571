#include "alarm-signals.h"

#include "lease-frames.h"
#include "pins.h"

namespace alarmSignals {

/// Patterns of src/domain/alarm-patterns.ts, in steps of 50 ms: the figures of docs/decisions/0014.
static constexpr uint8_t STEP_MS = 50;

/// 150 ms a tone: three, and two; after 600 ms three and two once more; every 6 s.
static bool highSounds(uint32_t elapsedMs) {
  const uint16_t step = static_cast<uint16_t>(elapsedMs % 6000 / STEP_MS);
  constexpr uint8_t half = 34;
  const uint8_t inHalf = static_cast<uint8_t>(step % half);
  if (step >= 2 * half) return false;
  static constexpr uint8_t BEGINS[] = {0, 5, 10, 20, 25};
  for (uint8_t begin : BEGINS) {
    if (inHalf >= begin && inHalf < begin + 3) return true;
  }
  return false;
}

/// Tones of 200 ms with as much between them.
static bool sounds(uint32_t elapsedMs, uint8_t tones, uint16_t periodMs) {
  const uint16_t into = static_cast<uint16_t>(elapsedMs % periodMs);
  return into < tones * 400u && into % 400 < 200;
}

uint8_t at(uint8_t level, uint32_t elapsedMs) {
  bool lit = false;
  bool loud = false;
  switch (level) {
    case ALARM_HIGH:
      lit = elapsedMs % 500 < 250;
      loud = highSounds(elapsedMs);
      return static_cast<uint8_t>((lit ? EXPANDER_LIGHT_RED : 0) | (loud ? EXPANDER_BUZZER : 0));
    case ALARM_MEDIUM:
      lit = elapsedMs % 1667 < 833;
      loud = sounds(elapsedMs, 3, 6000);
      break;
    case ALARM_LOW:
      lit = true;
      loud = sounds(elapsedMs, 2, 20000);
      break;
    default:
      return 0;
  }
  return static_cast<uint8_t>((lit ? EXPANDER_LIGHT_YELLOW : 0) | (loud ? EXPANDER_BUZZER : 0));
}

}  // namespace alarmSignals
