#include "board-policy.h"

/// After an obstruction the host may wait on purpose; RETURN then does not make the board push.
static constexpr uint16_t OBSTRUCTION_REMEMBERED_MS = 30000;
static constexpr float DUTY_STEP = 1.0f / FULL_DUTY;
static constexpr uint16_t LEAST_LEASE_MS = 20;
static constexpr uint16_t MOST_LEASE_MS = 500;

void BoardPolicy::start(uint32_t nowMs, const Reading& reading, const Kept& kept, uint16_t resetCause) {
  resetCause_ = resetCause;
  eStop_.restore(kept.eStop);
  clamps_.restore(kept.clampsOpen);
  table_.watchLimit(nowMs, reading, true);
  sessionOpen_ = kept.sessionOpen;
  // Without a session nobody has said yet that the table is empty.
  person_ = kept.person || !kept.sessionOpen;
  clamps_.watch(nowMs, reading, person_);
  press_.start(reading.inputs);
  gate_.cut();
  mode_ = BoardMode::IDLE;
  if (sessionOpen_) endLease(0, reading);
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
    gate_.forget();
    return_.forgetFaults();
    press_.close();
    handOnly_ = false;
  }
  sequence_ = command.sequence;
  host_.duty = static_cast<float>(command.duty) * DUTY_STEP;
  host_.driveEnabled = (command.flags & COMMAND_FLAG_DRIVE_ENABLED) != 0;
  host_.brakeReleased = (command.flags & COMMAND_FLAG_BRAKE_RELEASED) != 0;
  hostAlarm_ = (command.flags >> ALARM_SHIFT) & 3;
  sessionOpen_ = (command.flags & COMMAND_FLAG_MAY_INVERT) != 0;
  person_ = (command.flags & COMMAND_FLAG_PERSON) != 0;
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
  return standsUpright(reading);
}

/// Upright, and not on its way down from there: braked then, it would come to rest too low for a lease.
bool BoardPolicy::standsUpright(const Reading& reading) const {
  const bool leadsDown = outputs().brakeReleased && outputs().duty < 0;
  return table_.isUpright(reading) && !leadsDown;
}

void BoardPolicy::look(uint32_t nowMs, const Reading& reading, bool eStopTripped) {
  const uint16_t inputs = reading.inputs;
  eStop_.watch(nowMs, inputs, table_.isUpright(reading), eStopTripped);
  if (press_.watch(inputs)) {
    if (!eStopOpen(inputs)) eStop_.askUp(nowMs);
    if (!clampsOpen(inputs)) {
      clamps_.askUp();
      press_.open(nowMs, host_);
    }
  }
  if (eStopOpen(inputs) || eStopTripped) {
    if (mode_ == BoardMode::RETURNING || mode_ == BoardMode::OFF) return_.cut();
    gate_.cut();
  }
}

void BoardPolicy::cycle(uint32_t nowMs, const Reading& reading) {
  // An angle that a return has given up on refutes nothing.
  const bool acts = mode_ == BoardMode::RETURNING || mode_ == BoardMode::OFF;
  table_.watchLimit(nowMs, reading, !acts || return_.phase() != ReturnPhase::BLIND);
  isUpright_ = table_.isUpright(reading);
  clamps_.watch(nowMs, reading, person_);
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
      gate_.cut();
      // Nobody has the table: RETURN is then for the board to answer.
      if (press_.isOpen() && table_.isCalibrated() && !isUpright_) endLease(0, reading);
      press_.close();
      break;
  }
  if (mode_ == BoardMode::RETURNING || mode_ == BoardMode::OFF) comeUp(nowMs, reading);
}

/// From now on the board decides: upright it stands, elsewhere and on the way down it brings the rider up. An uncalibrated
/// board has moved no person, cannot tell up from down, and stands where it is; unless its calibration was lost in a
/// session with one.
void BoardPolicy::endLease(uint16_t fault, const Reading& reading) {
  faults_ |= fault;
  press_.close();
  handOnly_ = false;
  if (standsUpright(reading) || !(table_.isCalibrated() || person_)) {
    mode_ = BoardMode::RETURNED;
    gate_.cut();
    return;
  }
  mode_ = BoardMode::RETURNING;
  return_.begin(reading, gate_.outputs());
}

/// The host's command as far as the board lets it through; it can only become less.
void BoardPolicy::passOn(uint32_t nowMs, const Reading& reading) {
  const uint16_t inputs = reading.inputs;
  const bool handOnUp = isSet(inputs, INPUT_BIT_UP);
  if (handOnUp && eStop_.forbids()) eStop_.askUp(nowMs);
  const bool clampsStop = !handOnUp && clamps_.endsLeasedMotion(nowMs, reading);
  if (eStopOpen(inputs) || eStop_.forbids() || clampsStop) gate_.cut();
  else gate_.pass(nowMs, host_, reading, mayGoDown(nowMs, reading) ? Way::BOTH : Way::UP_ONLY);
}

bool BoardPolicy::mayGoDown(uint32_t nowMs, const Reading& reading) const {
  return !forbidsDown(nowMs, reading) && !isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT);
}

/// E-STOP and open clamps: from then on, until upright, there is only up.
bool BoardPolicy::forbidsDown(uint32_t nowMs, const Reading& reading) const {
  return eStop_.isLatched() || eStop_.isInDoubt(nowMs) || clamps_.forbids(reading);
}

/// RETURN was pressed in a session, and the host has not turned toward upright in time.
bool BoardPolicy::isDisobeyed(uint32_t nowMs, const Reading& reading) {
  if (!press_.isOpen()) return false;
  if (!press_.isObeyed(host_) && !mayStand(nowMs, reading)) return press_.isOverdue(nowMs);
  press_.close();
  return false;
}

/// A host that stands still in spite of RETURN may have its reason.
bool BoardPolicy::mayStand(uint32_t nowMs, const Reading& reading) const {
  return !sessionOpen_ || isUpright_ || !eStopClosed(reading.inputs) || clamps_.forbids(reading) ||
         (obstructionKnown_ && sinceMs(nowMs, obstructedAtMs_) < OBSTRUCTION_REMEMBERED_MS);
}

void BoardPolicy::comeUp(uint32_t nowMs, const Reading& reading) {
  const Permit permit = permitOf(nowMs, reading);
  return_.step(nowMs, reading, permit);
  const bool onlyUp = forbidsDown(nowMs, reading);
  if (onlyUp) return_.endBackOff(nowMs);
  if (return_.phase() == ReturnPhase::GIVEN_UP) handOnly_ = true;
  const Outputs& wanted = return_.outputs();
  // What slows to a stop has its own measure.
  const bool gatesDown = isSet(reading.inputs, INPUT_BIT_INVERTED_LIMIT) || (onlyUp && permit != Permit::STOP);
  const Way way = return_.isReversed() ? Way::REVERSED : gatesDown ? Way::UP_ONLY : Way::BOTH;
  if (wanted.brakeReleased) gate_.pass(nowMs, wanted, reading, way);
  else gate_.cut();
  if (return_.phase() == ReturnPhase::UPRIGHT) mode_ = BoardMode::RETURNED;
  else if (permit == Permit::OFF || (permit == Permit::STOP && !wanted.driveEnabled)) mode_ = BoardMode::OFF;
  else mode_ = BoardMode::RETURNING;
}

/// Who wins, without a host.
Permit BoardPolicy::permitOf(uint32_t nowMs, const Reading& reading) {
  if (eStopOpen(reading.inputs)) return Permit::OFF;
  const bool handOnUp = isSet(reading.inputs, INPUT_BIT_UP);
  if (clamps_.forbids(reading)) return handOnUp ? Permit::SLOW : Permit::STOP;
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
  const bool moves = outputs().driveEnabled || outputs().brakeReleased;
  return !sessionOpen_ && !moves && mode_ != BoardMode::RETURNING && mode_ != BoardMode::OFF;
}

uint16_t BoardPolicy::faults() const {
  const uint16_t uncalibrated = table_.isCalibrated() ? 0 : BOARD_FAULT_UNCALIBRATED;
  const uint16_t beyond = gate_.wasBeyond() ? BOARD_FAULT_OVER_ANGLE : 0;
  return static_cast<uint16_t>(faults_ | resetCause_ | uncalibrated | beyond | return_.faults());
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
      // Started inverted: somebody may be on the table, and RETURN brings them up.
      return table_.isCalibrated() && !isUpright_ ? ALARM_MEDIUM : ALARM_NONE;
    case BoardMode::LEASED:
      break;
  }
  return ALARM_NONE;
}
