// Upright: the board's part of a motorized inversion table. The safe state is upright, not stopped.
//
// The main loop never waits. Each time round it takes what came over the line, looks at the inputs, every 10 ms lets
// the policy decide, puts its outputs to the pins, and gives line, I2C bus and EEPROM one step each. Its end, and
// nothing else, feeds the watchdog and holds the return relay.

#include "alarm-signals.h"
#include "analog.h"
#include "board-policy.h"
#include "devices.h"
#include "drive.h"
#include "eeprom.h"
#include "firmata-answers.h"
#include "firmata-pins.h"
#include "firmata.h"
#include "heartbeat.h"
#include "i2c-bus.h"
#include "inputs.h"
#include "lease-link.h"
#include "steady-angle.h"
#include "uart.h"

static Eeprom eeprom;
static Stores stores(eeprom);
static Table table;
static BoardPolicy policy(table);
static LeaseLink leaseLink(table, policy, stores);
static SteadyAngle angle;

static constexpr uint8_t FIRST_SUMS_MS = 50;

static uint8_t optionsInUse = 0;
static uint32_t cycledAtMs = 0;
static uint8_t cycles = 0;
static uint16_t inputsSeen = 0;
static bool telemetryIsDue = false;
static uint8_t alarmLevel = ALARM_NONE;
static uint32_t alarmSinceMs = 0;

static Reading readTable() {
  // A converter that stands still says nothing of the angle: out of its band.
  const uint16_t tilt = analog::isAlive() ? angle.sum() : 0;
  return {tilt, analog::current(), inputs::read()};
}

/// The pins follow the calibration's options. It cuts the drive, and so only where one has changed, which is disarmed.
static void configure() {
  optionsInUse = table.calibration().options;
  const bool selfLocking = table.has(CALIBRATION_OPTION_SELF_LOCKING_BRAKE);
  firmataPins::setBrakeIsFree(selfLocking);
  drive::configure(table.has(CALIBRATION_OPTION_PWM_DIR_BRIDGE), selfLocking);
}

void setup() {
  drive::begin();
  heartbeat::begin();
  inputs::begin();
  analog::begin();
  uart::begin();
  i2cBus::begin();
  stores.begin();
  Calibration calibration;
  if (stores.readCalibration(calibration)) table.take(calibration);
  else table.forget();
  firmata::begin();
  configure();
  // The first sums take 3 ms. A converter that gives none leaves a board without an angle, which is still a board.
  while (!analog::hasBegun() && millis() < FIRST_SUMS_MS) {
  }
  analog::watch();
  angle.begin(analog::tilt());
  cycledAtMs = millis();
  const Reading reading = readTable();
  inputsSeen = reading.inputs;
  policy.start(cycledAtMs, reading, stores.kept(), heartbeat::resetCause());
}

static void receive(uint32_t nowMs) {
  if (!firmata::receive()) return;
  uint8_t* sysex = firmata::sysex();
  const uint8_t length = static_cast<uint8_t>(firmata::sysexLength() - 1);
  if (leaseLink.take(sysex[0], sysex + 1, length, nowMs, readTable())) drive::put(policy.outputs());
  if (table.calibration().options != optionsInUse) configure();
}

static void control(uint32_t nowMs) {
  const bool tripped = drive::takeTrip();
  const bool isCycle = nowMs - cycledAtMs >= CYCLE_MS;
  if (isCycle) angle.add(analog::tilt());
  const Reading reading = readTable();
  const bool edge = reading.inputs != inputsSeen;
  if (!edge && !tripped && !isCycle) return;
  inputsSeen = reading.inputs;
  telemetryIsDue = true;
  policy.look(nowMs, reading, tripped);
  if (isCycle) {
    cycledAtMs += CYCLE_MS;
    ++cycles;
    analog::watch();
    devices::cycle();
    policy.cycle(nowMs, reading);
  }
  drive::put(policy.outputs());
  stores.keep(policy.kept());
}

static void showPanel(uint32_t nowMs) {
  const uint8_t level = policy.alarm();
  if (level != alarmLevel) alarmSinceMs = nowMs;
  alarmLevel = level;
  devices::setPanel(level == ALARM_NONE ? firmataPins::panel() : alarmSignals::at(level, nowMs - alarmSinceMs));
}

static void sendTelemetry(uint32_t nowMs) {
  if (!telemetryIsDue || firmata::isInMidAnswer()) return;
  Telemetry values = {};
  values.boardClockMs = nowMs;
  values.tiltSum = analog::tilt();
  values.currentSum = analog::current();
  values.supplySum = analog::supply();
  values.accelAlong = devices::accelAlong();
  values.accelOut = devices::accelOut();
  values.accelAgeMs = devices::accelAgeMs(nowMs);
  values.inputs = static_cast<uint16_t>(inputsSeen | devices::expanderInputs(nowMs));
  values.duty = drive::appliedDuty();
  if (devices::expanderIsSilent(nowMs)) values.faults |= BOARD_FAULT_EXPANDER_SILENT;
  const bool silent = values.accelAgeMs > 100;
  if (silent && table.has(CALIBRATION_OPTION_HAS_ACCELEROMETER)) values.faults |= BOARD_FAULT_ACCELEROMETER_SILENT;
  uint8_t packed[LeaseLink::MOST_PACKED];
  if (uart::room() < sizeof packed + 3) return;
  const uint8_t length = leaseLink.telemetry(values, packed);
  firmata::send(SYSEX_TELEMETRY, packed, length);
  telemetryIsDue = false;
  firmataAnswers::letThrough();
}

static void answerSetup() {
  if (firmata::isInMidAnswer() || uart::room() < LeaseLink::MOST_PACKED + 3) return;
  uint8_t packed[LeaseLink::MOST_PACKED];
  const uint8_t length = leaseLink.setupAnswer(packed);
  if (length == 0) return;
  firmata::send(SYSEX_SETUP, packed, length);
  // The test of the watchdog: what is on the line still goes out, by its interrupt.
  while (leaseLink.shallHang()) {
  }
}

void loop() {
  const uint32_t nowMs = millis();
  receive(nowMs);
  control(nowMs);
  showPanel(nowMs);
  sendTelemetry(nowMs);
  answerSetup();
  firmata::serve(nowMs);
  stores.serve();
  heartbeat::beat(nowMs, cycles);
}
