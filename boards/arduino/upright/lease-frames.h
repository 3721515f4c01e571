// Made from src/domain/lease-frames.ts by scripts/generated-pages.mjs; not to be edited.
#pragma once

#include <stdint.h>

#include "little-endian.h"

static constexpr uint8_t SYSEX_COMMAND = 1;
static constexpr uint8_t SYSEX_TELEMETRY = 2;
static constexpr uint8_t SYSEX_SETUP = 3;
static constexpr int16_t FULL_DUTY = 10000;
static constexpr uint8_t CONVERSIONS = 8;
static constexpr uint16_t INPUT_BIT_E_STOP_A_CLOSED = 1;
static constexpr uint16_t INPUT_BIT_E_STOP_B_CLOSED = 2;
static constexpr uint16_t INPUT_BIT_RETURN_MADE = 4;
static constexpr uint16_t INPUT_BIT_RETURN_BREAK_CLOSED = 8;
static constexpr uint16_t INPUT_BIT_UPRIGHT_LIMIT = 16;
static constexpr uint16_t INPUT_BIT_INVERTED_LIMIT = 32;
static constexpr uint16_t INPUT_BIT_CLAMP_A_CLOSED = 64;
static constexpr uint16_t INPUT_BIT_CLAMP_B_CLOSED = 128;
static constexpr uint16_t INPUT_BIT_START = 256;
static constexpr uint16_t INPUT_BIT_UP = 512;
static constexpr uint16_t INPUT_BIT_DOWN = 1024;
static constexpr uint16_t INPUT_BIT_SELECT = 2048;
static constexpr uint16_t INPUT_BIT_GRIP = 4096;
static constexpr uint16_t INPUT_BITS_E_STOP_CLOSED = 3;
static constexpr uint16_t INPUT_BITS_CLAMPS_CLOSED = 192;
static constexpr uint8_t COMMAND_FLAG_PERSON = 1;
static constexpr uint8_t COMMAND_FLAG_MAY_INVERT = 2;
static constexpr uint8_t COMMAND_FLAG_DRIVE_ENABLED = 4;
static constexpr uint8_t COMMAND_FLAG_BRAKE_RELEASED = 8;
static constexpr uint8_t ALARM_SHIFT = 4;
static constexpr uint8_t ALARM_NONE = 0;
static constexpr uint8_t ALARM_LOW = 1;
static constexpr uint8_t ALARM_MEDIUM = 2;
static constexpr uint8_t ALARM_HIGH = 3;
static constexpr uint8_t BOARD_LATCH_E_STOP = 8;
static constexpr uint8_t BOARD_LATCH_SESSION_OPEN = 16;
static constexpr uint8_t BOARD_LATCH_CLAMPS_OPEN = 32;
static constexpr uint16_t BOARD_FAULT_RESET_BY_WATCHDOG = 1;
static constexpr uint16_t BOARD_FAULT_RESET_BY_BROWN_OUT = 2;
static constexpr uint16_t BOARD_FAULT_RESET_BY_PIN = 4;
static constexpr uint16_t BOARD_FAULT_POWER_ON = 8;
static constexpr uint16_t BOARD_FAULT_UNCALIBRATED = 16;
static constexpr uint16_t BOARD_FAULT_EXPANDER_SILENT = 32;
static constexpr uint16_t BOARD_FAULT_ACCELEROMETER_SILENT = 64;
static constexpr uint16_t BOARD_FAULT_LEASE_RAN_OUT = 128;
static constexpr uint16_t BOARD_FAULT_DISOBEYED = 256;
static constexpr uint16_t BOARD_FAULT_BLIND = 512;
static constexpr uint16_t BOARD_FAULT_OBSTRUCTED = 1024;
static constexpr uint16_t BOARD_FAULT_GAVE_UP = 2048;
static constexpr uint16_t BOARD_FAULT_OVER_ANGLE = 4096;
static constexpr uint8_t SETUP_WRITE_CALIBRATION = 0;
static constexpr uint8_t SETUP_READ_CALIBRATION = 1;
static constexpr uint8_t SETUP_TEST_WATCHDOG = 2;
static constexpr uint8_t SETUP_STATUS_OK = 0;
static constexpr uint8_t SETUP_STATUS_NOT_UPRIGHT = 1;
static constexpr uint8_t SETUP_STATUS_ARMED = 2;
static constexpr uint8_t SETUP_STATUS_OUT_OF_RANGE = 3;
static constexpr uint8_t SETUP_STATUS_DAMAGED = 4;
static constexpr uint8_t SETUP_STATUS_UNKNOWN = 5;
static constexpr uint8_t CALIBRATION_VERSION = 1;
static constexpr uint8_t ARM_POINTS = 9;
static constexpr uint8_t CALIBRATION_OPTION_PWM_DIR_BRIDGE = 1;
static constexpr uint8_t CALIBRATION_OPTION_SELF_LOCKING_BRAKE = 2;
static constexpr uint8_t CALIBRATION_OPTION_HAS_GRIP = 4;
static constexpr uint8_t CALIBRATION_OPTION_HAS_ACCELEROMETER = 8;

/// Who moves the drive.
enum class BoardMode : uint8_t {
  IDLE = 0,
  LEASED = 1,
  RETURNING = 2,
  RETURNED = 3,
  OFF = 4,
};

struct Command {
  uint16_t sessionId;  // chosen anew by the host for each lease it opens, never 0
  uint16_t sequence;   // one more with each frame of the session; not newer than the last: ignored
  int16_t duty;        // 1/10000, positive toward upright, -10000..10000
  uint16_t leaseMs;    // ms until the board acts alone, 20..500
  uint8_t flags;       // bits of COMMAND_FLAG, alarm level in bits 4 and 5 (none, low, medium, high)
};
static constexpr uint8_t COMMAND_BYTES = 9;
inline void readCommand(const uint8_t* bytes, Command& value) {
  bytes = get(bytes, value.sessionId);
  bytes = get(bytes, value.sequence);
  bytes = get(bytes, value.duty);
  bytes = get(bytes, value.leaseMs);
  bytes = get(bytes, value.flags);
}
inline void writeCommand(uint8_t* bytes, const Command& value) {
  bytes = put(bytes, value.sessionId);
  bytes = put(bytes, value.sequence);
  bytes = put(bytes, value.duty);
  bytes = put(bytes, value.leaseMs);
  bytes = put(bytes, value.flags);
}

struct Telemetry {
  uint8_t sequence;       // one more with each frame
  uint32_t boardClockMs;  // ms since the board started
  uint16_t bootId;        // one more with each start, kept in EEPROM
  uint16_t sessionId;     // the lease that is open or was the last; 0 since the start: none
  uint16_t echo;          // sequence of the last command frame that was taken
  uint16_t tiltSum;       // tilt potentiometer, sum of 8 conversions
  int16_t accelAlong;     // 1/16384 g, toward the head
  int16_t accelOut;       // 1/16384 g, out of the table
  uint8_t accelAgeMs;     // ms since the accelerometer answered, 255: that or more
  uint16_t currentSum;    // drive current, sum of 8 conversions
  uint16_t supplySum;     // supply, sum of 8 conversions
  uint16_t inputs;        // bits of INPUT; those of a silent expander stand at rest
  uint8_t mode;           // index into BOARD_MODES in bits 0 to 2, bits of BOARD_LATCH above
  uint16_t faults;        // bits of BOARD_FAULT
  int16_t duty;           // 1/10000 at the drive pins, after every limit
  uint8_t damaged;        // command frames so far that did not pass length, range or CRC, modulo 256
};
static constexpr uint8_t TELEMETRY_BYTES = 30;
inline void readTelemetry(const uint8_t* bytes, Telemetry& value) {
  bytes = get(bytes, value.sequence);
  bytes = get(bytes, value.boardClockMs);
  bytes = get(bytes, value.bootId);
  bytes = get(bytes, value.sessionId);
  bytes = get(bytes, value.echo);
  bytes = get(bytes, value.tiltSum);
  bytes = get(bytes, value.accelAlong);
  bytes = get(bytes, value.accelOut);
  bytes = get(bytes, value.accelAgeMs);
  bytes = get(bytes, value.currentSum);
  bytes = get(bytes, value.supplySum);
  bytes = get(bytes, value.inputs);
  bytes = get(bytes, value.mode);
  bytes = get(bytes, value.faults);
  bytes = get(bytes, value.duty);
  bytes = get(bytes, value.damaged);
}
inline void writeTelemetry(uint8_t* bytes, const Telemetry& value) {
  bytes = put(bytes, value.sequence);
  bytes = put(bytes, value.boardClockMs);
  bytes = put(bytes, value.bootId);
  bytes = put(bytes, value.sessionId);
  bytes = put(bytes, value.echo);
  bytes = put(bytes, value.tiltSum);
  bytes = put(bytes, value.accelAlong);
  bytes = put(bytes, value.accelOut);
  bytes = put(bytes, value.accelAgeMs);
  bytes = put(bytes, value.currentSum);
  bytes = put(bytes, value.supplySum);
  bytes = put(bytes, value.inputs);
  bytes = put(bytes, value.mode);
  bytes = put(bytes, value.faults);
  bytes = put(bytes, value.duty);
  bytes = put(bytes, value.damaged);
}

struct Calibration {
  uint8_t version;                  // CALIBRATION_VERSION
  uint8_t options;                  // bits of CALIBRATION_OPTION
  uint16_t horizontalSum;           // tilt potentiometer at horizontal, sum of 8 conversions
  int16_t degPerStepE5;             // 1/100000 deg for one step of the sum; negative: the sum falls as the table rises
  int16_t uprightCentiDeg;          // 1/100 deg, upright end of the range
  int16_t invertedCentiDeg;         // 1/100 deg, inverted end of the range
  uint16_t fullRateCentiDegPerSec;  // 1/100 deg/s of the unloaded table at full duty
  int16_t blindMinDuty;             // 1/10000, where a return without an angle begins
  int16_t blindMaxDuty;             // 1/10000, the most it uses
  uint16_t currentZeroSum;          // current input without current, sum of 8 conversions
  uint16_t obstructionSum;          // current, as steps of the sum above zero, that is an obstruction after 50 ms
  uint16_t lagSum;                  // current, likewise, above which lag is an obstruction and not a lost angle
  uint16_t brakeReleaseMs;          // ms until the brake has let go
  uint16_t blindBoundS;             // s that a return without an angle may last from the inverted end
  uint8_t arm[ARM_POINTS];
};
static constexpr uint8_t CALIBRATION_BYTES = 26 + ARM_POINTS;
inline void readCalibration(const uint8_t* bytes, Calibration& value) {
  bytes = get(bytes, value.version);
  bytes = get(bytes, value.options);
  bytes = get(bytes, value.horizontalSum);
  bytes = get(bytes, value.degPerStepE5);
  bytes = get(bytes, value.uprightCentiDeg);
  bytes = get(bytes, value.invertedCentiDeg);
  bytes = get(bytes, value.fullRateCentiDegPerSec);
  bytes = get(bytes, value.blindMinDuty);
  bytes = get(bytes, value.blindMaxDuty);
  bytes = get(bytes, value.currentZeroSum);
  bytes = get(bytes, value.obstructionSum);
  bytes = get(bytes, value.lagSum);
  bytes = get(bytes, value.brakeReleaseMs);
  bytes = get(bytes, value.blindBoundS);
  for (uint8_t& point : value.arm) bytes = get(bytes, point);
}
inline void writeCalibration(uint8_t* bytes, const Calibration& value) {
  bytes = put(bytes, value.version);
  bytes = put(bytes, value.options);
  bytes = put(bytes, value.horizontalSum);
  bytes = put(bytes, value.degPerStepE5);
  bytes = put(bytes, value.uprightCentiDeg);
  bytes = put(bytes, value.invertedCentiDeg);
  bytes = put(bytes, value.fullRateCentiDegPerSec);
  bytes = put(bytes, value.blindMinDuty);
  bytes = put(bytes, value.blindMaxDuty);
  bytes = put(bytes, value.currentZeroSum);
  bytes = put(bytes, value.obstructionSum);
  bytes = put(bytes, value.lagSum);
  bytes = put(bytes, value.brakeReleaseMs);
  bytes = put(bytes, value.blindBoundS);
  for (uint8_t point : value.arm) bytes = put(bytes, point);
}
