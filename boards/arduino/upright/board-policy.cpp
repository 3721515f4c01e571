#include "board-policy.h"

/// A host that has not turned toward upright this long after RETURN is not obeyed any more.
static constexpr uint16_t RETURN_OBEYED_WITHIN_MS = 300;
/// Less change of duty than this is noise of the host's controller.
static constexpr float LEAST_TURN_DUTY = 0.003f;
/// After an obstruction the host may wait on purpose; RETURN then does not make the board push.
static constexpr uint16_t OBSTRUCTION_REMEMBERED_MS = 30000;
/// A bouncing switch is not yet an open latch.
static constexpr uint8_t CLAMPS_OPEN_MS = 50;
/// From 5 deg/s at 2 deg/s2 a host has stopped in 2.5 s; from then on open clamps mean brake on.
static constexpr uint16_t CLAMPS_STOPPED_WITHIN_MS = 3000;
static constexpr float BEYOND_RANGE_DEG = 3;
/// From nothing to full in 500 ms, four times what the host allows itself. Toward nothing at once.
static constexpr float SLEW_DUTY_PER_MS = 0.002f;
static constexpr float DUTY_STEP = 1.0f / FULL_DUTY;
static constexpr uint16_t LEAST_LEASE_MS = 20;
static constexpr uint16_t MOST_LEASE_MS = 500;

void BoardPolicy::start(uint32_t nowMs, const Reading& reading, const Kept& kept, uint16_t resetCause) {
  kept_ = kept;
  resetCause_ = resetCause;
  eStop_.restore(kept.eStop);
  slewedAtMs_ = nowMs;
  putOff();
  madeWas_ = isSet(reading.inputs, INPUT_BIT_RETURN_MADE);
  breakWas_ = isSet(reading.inputs, INPUT_BIT_RETURN_BREAK_CLOSED);
  mode_ = BoardMode::IDLE;
  if (kept.sessionOpen) endLease(0, reading);
  // Nobody has said yet that the table is empty.
  else kept_.person = true;
}

bool BoardPolicy::receive(const Command& command, uint32_t nowMs, const Reading& reading) {
  if ((command.flags & COMMAND_FLAG_PERSON) != 0 && !table_.isCalibrated()) return false;
  if (command.sessionId == sessionId_) {
    if (mode_ != BoardMode::LEASED) return false;
    if (static_cast<int16_t>(command.sequence - sequence_) <= 0) return false;
  } else {
    if (!mayOpen(command, reading)) return false;
    sessionId_ = command.sessionId;
    mode_ = BoardMode::LEASED;
    faults_ = 0;
    resetCause_ = 0;
    pressIsOpen_ = false;
    handOnly_ = false;
  }
  sequence_ = command.sequence;
  host_.duty = static_cast<float>(command.duty) * DUTY_STEP;
  host_.driveEnabled = (command.flags & COMMAND_FLAG_DRIVE_ENABLED) != 0;
  host_.brakeReleased = (command.flags & COMMAND_FLAG_BRAKE_RELEASED) != 0;
  hostAlarm_ = (command.flags >> ALARM_SHIFT) & 3;
  kept_.sessionOpen = (command.flags & COMMAND_FLAG_MAY_INVERT) != 0;
  kept_.person = (command.flags & COMMAND_FLAG_PERSON) != 0;
  leasedAtMs_ = nowMs;
  leaseMs_ = command.leaseMs < LEAST_LEASE_MS ? LEAST_LEASE_MS
             : command.leaseMs > MOST_LEASE_MS ? MOST_LEASE_MS
                                               : command.leaseMs;
  passOn(nowMs, reading);
  return true;
}

/// A host opens a session by asking for no motion, with the rider upright; only a board that nobody has leased since
/// its start, with no session left open, takes one at any angle.
bool BoardPolicy::mayOpen(const Command& command, const Reading& reading) const {
  const uint8_t motion = COMMAND_FLAG_MAY_INVERT | COMMAND_FLAG_DRIVE_ENABLED | COMMAND_FLAG_BRAKE_RELEASED;
  if ((command.flags & motion) != 0 || command.duty != 0) return false;
  if (mode_ == BoardMode::IDLE || !table_.isCalibrated()) return true;
  return table_.isUpright(reading);
}

void BoardPolicy::look(uint32_t nowMs, const Reading& reading, bool eStopTripped) {
  const uint16_t inputs = reading.inputs;
  eStop_.watch(nowMs, inputs, table_.isUpright(reading), eStopTripped);
  kept_.eStop = eStop_.isLatched();
  watchReturn(nowMs, inputs);
  if (eStopOpen(inputs) || eStopTripped) {
    if (mode_ == BoardMode::RETURNING || mode_ == BoardMode::OFF) return_.cut();
    putOff();
  }
}

void BoardPolicy::cycle(uint32_t nowMs, const Reading& reading) {
  watchClamps(nowMs, reading);
  if (table_.currentOf(reading) >= table_.calibration().obstructionSum) {
    obstructionKnown_ = true;
    obstructedAtMs_ = nowMs;
  }
  switch (mode_) {
    case BoardMode::LEASED:
      if (sinceMs(nowMs, leasedAtMs_) >= leaseMs_) endLease(BOARD_FAULT_LEASE_RAN_OUT, reading);
      else if (isDisobeyed(nowMs, reading)) endLease(BOARD_FAULT_DISOBEYED, reading);
      else passOn(nowMs, reading);
      break;
    case BoardMode::RETURNING:
    case BoardMode::OFF:
      break;
    case BoardMode::IDLE:
    case BoardMode::RETURNED:
      putOff();
      // Nobody has the table: RETURN is then for the board to answer.
      if (pressIsOpen_ && table_.isCalibrated() && !table_.isUpright(reading)) endLease(0, reading);
      pressIsOpen_ = false;
      break;
  }
  if (mode_ == BoardMode::RETURNING || mode_ == BoardMode::OFF) comeUp(nowMs, reading);
}

/// From now on the board decides: upright it stands, elsewhere it brings the rider up. An uncalibrated board has moved
/// no person, cannot tell up from down, and stands where it is; unless its calibration was lost in a session with one.
void BoardPolicy::endLease(uint16_t fault, const Reading& reading) {
  faults_ |= fault;
  pressIsOpen_ = false;
  handOnly_ = false;
  if (table_.isUpright(reading) || !(table_.isCalibrated() || kept_.person)) {
    mode_ = BoardMode::RETURNED;
    putOff();
    return;
  }
  mode_ = BoardMode::RETURNING;
  return_.begin(reading, outputs_);
}

/// The host's command as far as the board lets it through; it can only become less.
void BoardPolicy::passOn(uint32_t nowMs, const Reading& reading) {
  const uint16_t inputs = reading.inputs;
  const bool handOnUp = isSet(inputs, INPUT_BIT_UP);
  if (handOnUp && eStop_.forbids()) eStop_.askUp(nowMs);
  const bool clampsStop = clampsForbid(reading) && !handOnUp && clampsAreOpen_ &&
                          sinceMs(nowMs, clampsOpenSinceMs_) >= CLAMPS_STOPPED_WITHIN_MS;
  if (eStopOpen(inputs) || eStop_.forbids() || clampsStop) putOff();
  else apply(nowMs, host_, reading, mayGoDown(nowMs, reading));
}

/// Writes outputs through the last gates: ends of the range, and the slew of the duty.
void BoardPolicy::apply(uint32_t nowMs, const Outputs& wanted, const Reading& reading, bool mayGoDown) {
  float duty = wanted.driveEnabled ? wanted.duty : 0;
  if (duty < 0 && !mayGoDown) duty = 0;
  if (table_.hasAngle(reading)) {
    const float tiltDeg = table_.tiltOf(reading);
    const bool above = tiltDeg > table_.uprightDeg() + BEYOND_RANGE_DEG;
    const bool below = tiltDeg < table_.invertedDeg() - BEYOND_RANGE_DEG;
    if (above || below) faults_ |= BOARD_FAULT_OVER_ANGLE;
    if ((above && duty > 0) || (below && duty < 0)) duty = 0;
  }
  const uint32_t passedMs = sinceMs(nowMs, slewedAtMs_);
  const float rise = SLEW_DUTY_PER_MS * static_cast<float>(passedMs < CYCLE_MS ? passedMs : CYCLE_MS);
  slewedAtMs_ = nowMs;
  const float from = outputs_.duty;
  const float high = (from > 0 ? from : 0) + rise;
  const float low = (from < 0 ? from : 0) - rise;
  outputs_ = {limited(duty, low, high), wanted.driveEnabled, wanted.brakeReleased};
}

bool BoardPolicy::mayGoDown(uint32_t nowMs, const Reading& reading) const {
  return !eStop_.isLatched() && !eStop_.isInDoubt(nowMs) && !clampsForbid(reading) &&
         !isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT);
}

void BoardPolicy::putOff() { outputs_ = {0, false, false}; }

/// An edge of either contact is a press, so that one which is stuck does not hide the other.
void BoardPolicy::watchReturn(uint32_t nowMs, uint16_t inputs) {
  const bool made = isSet(inputs, INPUT_BIT_RETURN_MADE);
  const bool closed = isSet(inputs, INPUT_BIT_RETURN_BREAK_CLOSED);
  const bool pressed = (made && !madeWas_) || (!closed && breakWas_);
  madeWas_ = made;
  breakWas_ = closed;
  if (!pressed) return;
  if (!eStopOpen(inputs)) eStop_.askUp(nowMs);
  if (clampsAreOpen_) return;
  kept_.clampsOpen = false;
  if (pressIsOpen_) return;
  pressIsOpen_ = true;
  pressedAtMs_ = nowMs;
  atPress_ = host_;
}

/// Policy C begins 50 ms after both switches of the latch have opened under somebody head-down. It ends upright, above
/// horizontal, or with the latch closed again and somebody asking for the way up.
void BoardPolicy::watchClamps(uint32_t nowMs, const Reading& reading) {
  const bool open = clampsOpen(reading.inputs);
  if (open && !clampsAreOpen_) clampsOpenSinceMs_ = nowMs;
  clampsAreOpen_ = open;
  if (!kept_.person || !table_.isHeadDown(reading)) {
    kept_.clampsOpen = false;
    return;
  }
  if (open && sinceMs(nowMs, clampsOpenSinceMs_) >= CLAMPS_OPEN_MS) kept_.clampsOpen = true;
  if (!open && isSet(reading.inputs, INPUT_BIT_UP)) kept_.clampsOpen = false;
}

bool BoardPolicy::clampsForbid(const Reading& reading) const {
  return kept_.clampsOpen || (kept_.person && clampsAreOpen_ && table_.isHeadDown(reading));
}

/// RETURN was pressed in a session, and the host has not turned toward upright in time.
bool BoardPolicy::isDisobeyed(uint32_t nowMs, const Reading& reading) {
  if (!pressIsOpen_) return false;
  const bool turned = host_.duty > 0 || host_.duty > atPress_.duty + LEAST_TURN_DUTY ||
                      (host_.brakeReleased && !atPress_.brakeReleased);
  if (turned || mayStand(nowMs, reading)) {
    pressIsOpen_ = false;
    return false;
  }
  return sinceMs(nowMs, pressedAtMs_) >= RETURN_OBEYED_WITHIN_MS;
}

/// A host that stands still in spite of RETURN may have its reason.
bool BoardPolicy::mayStand(uint32_t nowMs, const Reading& reading) const {
  return !kept_.sessionOpen || table_.isUpright(reading) || !eStopClosed(reading.inputs) || clampsForbid(reading) ||
         (obstructionKnown_ && sinceMs(nowMs, obstructedAtMs_) < OBSTRUCTION_REMEMBERED_MS);
}

void BoardPolicy::comeUp(uint32_t nowMs, const Reading& reading) {
  const Permit permit = permitOf(nowMs, reading);
  return_.step(nowMs, reading, permit);
  if (return_.phase() == ReturnPhase::GIVEN_UP) handOnly_ = true;
  const Outputs& wanted = return_.outputs();
  const bool mayGoDown = return_.isReversed() || !isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT);
  if (wanted.brakeReleased) apply(nowMs, wanted, reading, mayGoDown);
  else putOff();
  if (return_.phase() == ReturnPhase::UPRIGHT) mode_ = BoardMode::RETURNED;
  else if (permit == Permit::OFF || (permit == Permit::STOP && !wanted.driveEnabled)) mode_ = BoardMode::OFF;
  else mode_ = BoardMode::RETURNING;
}

/// Who wins, without a host.
Permit BoardPolicy::permitOf(uint32_t nowMs, const Reading& reading) {
  if (eStopOpen(reading.inputs)) return Permit::OFF;
  const bool handOnUp = isSet(reading.inputs, INPUT_BIT_UP);
  if (clampsForbid(reading)) return handOnUp ? Permit::SLOW : Permit::STOP;
  if (handOnly_) {
    if (!handOnUp) return Permit::STOP;
    return_.tryByHand();
    return Permit::SLOW;
  }
  if (eStop_.isInDoubt(nowMs)) return eStop_.inDoubt(nowMs, handOnUp);
  if (!eStop_.forbids()) return Permit::GO;
  return handOnUp ? Permit::SLOW : Permit::STOP;
}

bool BoardPolicy::isDisarmed() const {
  const bool moves = outputs_.driveEnabled || outputs_.brakeReleased;
  return !kept_.sessionOpen && !moves && mode_ != BoardMode::RETURNING && mode_ != BoardMode::OFF;
}

uint16_t BoardPolicy::faults() const {
  const uint16_t uncalibrated = table_.isCalibrated() ? 0 : BOARD_FAULT_UNCALIBRATED;
  return static_cast<uint16_t>(faults_ | resetCause_ | uncalibrated | return_.faults());
}

uint8_t BoardPolicy::alarm() const {
  switch (mode_) {
    case BoardMode::RETURNING:
      return hostAlarm_ > ALARM_MEDIUM ? hostAlarm_ : ALARM_MEDIUM;
    case BoardMode::OFF:
      return ALARM_HIGH;
    case BoardMode::RETURNED:
      return hostAlarm_ > ALARM_LOW ? hostAlarm_ : ALARM_LOW;
    case BoardMode::IDLE:
    case BoardMode::LEASED:
      break;
  }
  return ALARM_NONE;
}
