#include "return-press.h"

/// A host that has not turned toward upright this long after RETURN is not obeyed any more.
static constexpr uint16_t OBEYED_WITHIN_MS = 300;
/// Less change of duty than this is noise of the host's controller.
static constexpr float LEAST_TURN_DUTY = 0.003f;

void ReturnPress::start(uint16_t inputs) {
  madeWas_ = isSet(inputs, INPUT_BIT_RETURN_MADE);
  breakWas_ = isSet(inputs, INPUT_BIT_RETURN_BREAK_CLOSED);
  isOpen_ = false;
}

bool ReturnPress::watch(uint16_t inputs) {
  const bool made = isSet(inputs, INPUT_BIT_RETURN_MADE);
  const bool closed = isSet(inputs, INPUT_BIT_RETURN_BREAK_CLOSED);
  const bool pressed = (made && !madeWas_) || (!closed && breakWas_);
  madeWas_ = made;
  breakWas_ = closed;
  return pressed;
}

/// The second contact of one press is no second press.
void ReturnPress::open(uint32_t nowMs, const Outputs& host) {
  if (isOpen_) return;
  isOpen_ = true;
  pressedAtMs_ = nowMs;
  atPress_ = host;
}

bool ReturnPress::isObeyed(const Outputs& host) const {
  return host.duty > 0 || host.duty > atPress_.duty + LEAST_TURN_DUTY ||
         (host.brakeReleased && !atPress_.brakeReleased);
}

bool ReturnPress::isOverdue(uint32_t nowMs) const { return sinceMs(nowMs, pressedAtMs_) >= OBEYED_WITHIN_MS; }
