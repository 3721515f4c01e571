#include "lease-link.h"

static constexpr uint8_t KNOWN_FLAGS = COMMAND_FLAG_PERSON | COMMAND_FLAG_MAY_INVERT | COMMAND_FLAG_DRIVE_ENABLED |
                                       COMMAND_FLAG_BRAKE_RELEASED | ALARM_HIGH << ALARM_SHIFT;

bool LeaseLink::take(uint8_t sysex, uint8_t* packed, uint8_t length, uint32_t nowMs, const Reading& reading) {
  const uint8_t bytes = unpackInPlace(packed, length);
  const bool sound = bytes > 0 && crcIsRight(sysex, packed, bytes);
  if (sysex == SYSEX_COMMAND) {
    if (sound && length == packedSize(COMMAND_BYTES + CRC_BYTES)) return takeCommand(packed, bytes, nowMs, reading);
    ++damaged_;
  } else if (sysex == SYSEX_SETUP) {
    takeSetup(packed, sound ? bytes : 0, reading);
  }
  return false;
}

bool LeaseLink::takeCommand(const uint8_t* payload, uint8_t, uint32_t nowMs, const Reading& reading) {
  Command command;
  readCommand(payload, command);
  const bool inRange = command.sessionId != 0 && command.duty >= -FULL_DUTY && command.duty <= FULL_DUTY &&
                       (command.flags & ~KNOWN_FLAGS) == 0;
  if (!inRange) {
    ++damaged_;
    return false;
  }
  return policy_.receive(command, nowMs, reading);
}

void LeaseLink::takeSetup(const uint8_t* payload, uint8_t length, const Reading& reading) {
  answered_ = payload[0];
  status_ = length == 0 ? SETUP_STATUS_DAMAGED : judgeSetup(payload, length, reading);
  answerIsDue_ = true;
  if (status_ != SETUP_STATUS_OK || answered_ != SETUP_WRITE_CALIBRATION) return;
  Calibration calibration;
  readCalibration(payload + 1, calibration);
  table_.take(calibration);
  stores_.writeCalibration(calibration);
  storing_ = true;
}

uint8_t LeaseLink::judgeSetup(const uint8_t* payload, uint8_t length, const Reading& reading) const {
  const uint8_t wanted = payload[0];
  const uint8_t expected = wanted == SETUP_WRITE_CALIBRATION ? 1 + CALIBRATION_BYTES : 1;
  if (wanted > SETUP_TEST_WATCHDOG) return SETUP_STATUS_UNKNOWN;
  if (length != expected) return SETUP_STATUS_DAMAGED;
  if (wanted == SETUP_READ_CALIBRATION) return SETUP_STATUS_OK;
  if (!policy_.isDisarmed() || storing_) return SETUP_STATUS_ARMED;
  // A wrong calibration must not be the reason why it cannot be mended: the limit switch counts as well.
  const bool upright = table_.isUpright(reading) || isSet(reading.inputs, INPUT_BIT_UPRIGHT_LIMIT);
  if (table_.isCalibrated() && !upright) return SETUP_STATUS_NOT_UPRIGHT;
  if (wanted == SETUP_TEST_WATCHDOG) return SETUP_STATUS_OK;
  Calibration calibration;
  readCalibration(payload + 1, calibration);
  return isPlausible(calibration) ? SETUP_STATUS_OK : SETUP_STATUS_OUT_OF_RANGE;
}

/// A calibration is answered only once it stands in EEPROM and reads back.
uint8_t LeaseLink::setupAnswer(uint8_t* packed) {
  if (!answerIsDue_ || (storing_ && !stores_.isIdle())) return 0;
  uint8_t payload[2 + CALIBRATION_BYTES + CRC_BYTES] = {answered_, status_};
  uint8_t length = 2;
  if (storing_) {
    Calibration stored;
    if (!stores_.readCalibration(stored)) payload[1] = SETUP_STATUS_DAMAGED;
    storing_ = false;
  } else if (answered_ == SETUP_READ_CALIBRATION && status_ == SETUP_STATUS_OK) {
    writeCalibration(payload + 2, table_.calibration());
    length = 2 + CALIBRATION_BYTES;
  } else if (answered_ == SETUP_TEST_WATCHDOG && status_ == SETUP_STATUS_OK) {
    hang_ = true;
  }
  answerIsDue_ = false;
  return packFrame(SYSEX_SETUP, payload, length, packed);
}

uint8_t LeaseLink::telemetry(Telemetry& values, uint8_t* packed) {
  const Kept kept = policy_.kept();
  values.sequence = sequence_++;
  values.bootId = stores_.bootId();
  values.sessionId = policy_.sessionId();
  values.echo = policy_.echo();
  values.mode = static_cast<uint8_t>(static_cast<uint8_t>(policy_.mode()) | (kept.eStop ? BOARD_LATCH_E_STOP : 0) |
                                     (kept.sessionOpen ? BOARD_LATCH_SESSION_OPEN : 0) |
                                     (kept.clampsOpen ? BOARD_LATCH_CLAMPS_OPEN : 0));
  values.faults = static_cast<uint16_t>(values.faults | policy_.faults());
  values.damaged = damaged_;
  uint8_t payload[TELEMETRY_BYTES + CRC_BYTES];
  writeTelemetry(payload, values);
  return packFrame(SYSEX_TELEMETRY, payload, TELEMETRY_BYTES, packed);
}
