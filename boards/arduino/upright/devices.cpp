#include "devices.h"

#include "i2c-bus.h"
#include "pins.h"

namespace devices {

static constexpr uint8_t SILENT_MS = 100;
/// A device that has not answered is asked again after this many cycles.
static constexpr uint8_t RETRY_CYCLES = 10;
/// A device that has lost its settings, by a dip of its supply, has them again within a second.
static constexpr uint8_t RENEW_CYCLES = 100;

// MCP23017, bank 0.
static constexpr uint8_t EXPANDER_IODIRA = 0x00;
static constexpr uint8_t EXPANDER_GPPUA = 0x0c;
static constexpr uint8_t EXPANDER_GPIOA = 0x12;
static constexpr uint8_t EXPANDER_OLATB = 0x15;
// MPU6050; its range is +-2 g after a reset.
static constexpr uint8_t ACCELEROMETER_CONFIG = 0x1a;
static constexpr uint8_t ACCELEROMETER_FILTER_44_HZ = 3;
static constexpr uint8_t ACCELEROMETER_DATA = 0x3b;
static constexpr uint8_t ACCELEROMETER_POWER = 0x6b;
static constexpr uint8_t ACCELEROMETER_DATA_BYTES = 6;

enum class Step : uint8_t { NONE, DIRECTIONS, PULL_UPS, OUTPUTS, INPUTS, AWAKE, FILTER, ACCELERATION };

struct Device {
  bool isDue;
  bool hasAnswered;
  uint8_t waitCycles;
  uint8_t renewCycles;
  uint32_t answeredAtMs;
};

static Device expander = {false, false, 0, 0, 0};
static Device accelerometer = {false, false, 0, 0, 0};
static Step onBus = Step::NONE;
static Step expanderStep = Step::DIRECTIONS;
static Step accelerometerStep = Step::AWAKE;
static uint16_t pressed = 0;
static uint8_t panel = 0;
static uint8_t panelSent = 0;
static int16_t axes[3];

static void cycleOf(Device& device, Step& step, Step first) {
  if (device.waitCycles > 0) --device.waitCycles;
  else device.isDue = true;
  if (device.renewCycles > 0) {
    --device.renewCycles;
  } else {
    device.renewCycles = RENEW_CYCLES;
    step = first;
  }
}

void cycle() {
  cycleOf(expander, expanderStep, Step::DIRECTIONS);
  cycleOf(accelerometer, accelerometerStep, Step::AWAKE);
}

static void send(uint8_t address, uint8_t reg, const uint8_t* bytes, uint8_t outBytes, uint8_t inBytes, uint32_t nowMs) {
  i2cBus::buffer[0] = reg;
  for (uint8_t at = 0; at < outBytes; ++at) i2cBus::buffer[at + 1] = bytes[at];
  i2cBus::start(address, static_cast<uint8_t>(outBytes + 1), inBytes, nowMs);
}

static void start(Step step, uint32_t nowMs) {
  constexpr uint8_t buttons = EXPANDER_START | EXPANDER_DOWN | EXPANDER_SELECT | EXPANDER_GRIP;
  // Inputs A with pull-ups, outputs B.
  static constexpr uint8_t DIRECTIONS[] = {0xff, 0x00};
  static constexpr uint8_t PULL_UPS[] = {buttons, 0x00};
  static constexpr uint8_t AWAKE[] = {0};
  static constexpr uint8_t FILTER[] = {ACCELEROMETER_FILTER_44_HZ};
  switch (step) {
    case Step::DIRECTIONS:
      send(EXPANDER_ADDRESS, EXPANDER_IODIRA, DIRECTIONS, sizeof DIRECTIONS, 0, nowMs);
      break;
    case Step::PULL_UPS:
      send(EXPANDER_ADDRESS, EXPANDER_GPPUA, PULL_UPS, sizeof PULL_UPS, 0, nowMs);
      break;
    case Step::OUTPUTS:
      panelSent = panel;
      send(EXPANDER_ADDRESS, EXPANDER_OLATB, &panelSent, 1, 0, nowMs);
      break;
    case Step::INPUTS:
      send(EXPANDER_ADDRESS, EXPANDER_GPIOA, nullptr, 0, 1, nowMs);
      break;
    case Step::AWAKE:
      send(ACCELEROMETER_ADDRESS, ACCELEROMETER_POWER, AWAKE, sizeof AWAKE, 0, nowMs);
      break;
    case Step::FILTER:
      send(ACCELEROMETER_ADDRESS, ACCELEROMETER_CONFIG, FILTER, sizeof FILTER, 0, nowMs);
      break;
    case Step::ACCELERATION:
      send(ACCELEROMETER_ADDRESS, ACCELEROMETER_DATA, nullptr, 0, ACCELEROMETER_DATA_BYTES, nowMs);
      break;
    case Step::NONE:
      break;
  }
}

bool startNext(uint32_t nowMs) {
  if (!expander.isDue && expander.hasAnswered && panel != panelSent && expanderStep == Step::INPUTS) {
    expanderStep = Step::OUTPUTS;
    expander.isDue = true;
  }
  Step step = Step::NONE;
  if (expander.isDue) step = expanderStep;
  else if (accelerometer.isDue) step = accelerometerStep;
  if (step == Step::NONE) return false;
  start(step, nowMs);
  onBus = step;
  return true;
}

static void takeButtons() {
  pressed = 0;
  for (const ExpanderInput& input : EXPANDER_INPUT) {
    if ((i2cBus::buffer[0] & input.mask) == 0) pressed |= input.input;
  }
}

static void takeAcceleration() {
  for (uint8_t axis = 0; axis < 3; ++axis) {
    axes[axis] = static_cast<int16_t>(i2cBus::buffer[2 * axis] << 8 | i2cBus::buffer[2 * axis + 1]);
  }
}

static void silent(Device& device, Step& step, Step first) {
  device.isDue = false;
  device.hasAnswered = false;
  device.waitCycles = RETRY_CYCLES;
  step = first;
}

static void answered(Device& device, uint32_t nowMs) {
  device.isDue = false;
  device.hasAnswered = true;
  device.answeredAtMs = nowMs;
}

void ended(bool well, uint32_t nowMs) {
  const Step step = onBus;
  onBus = Step::NONE;
  if (!well) {
    if (step < Step::AWAKE) silent(expander, expanderStep, Step::DIRECTIONS);
    else silent(accelerometer, accelerometerStep, Step::AWAKE);
    return;
  }
  switch (step) {
    case Step::DIRECTIONS:
      expanderStep = Step::PULL_UPS;
      break;
    case Step::PULL_UPS:
      expanderStep = Step::OUTPUTS;
      break;
    case Step::OUTPUTS:
      expanderStep = Step::INPUTS;
      break;
    case Step::INPUTS:
      takeButtons();
      answered(expander, nowMs);
      break;
    case Step::AWAKE:
      accelerometerStep = Step::FILTER;
      break;
    case Step::FILTER:
      accelerometerStep = Step::ACCELERATION;
      break;
    case Step::ACCELERATION:
      takeAcceleration();
      answered(accelerometer, nowMs);
      break;
    case Step::NONE:
      break;
  }
}

bool expanderIsSilent(uint32_t nowMs) { return !expander.hasAnswered || nowMs - expander.answeredAtMs > SILENT_MS; }

uint16_t expanderInputs(uint32_t nowMs) { return expanderIsSilent(nowMs) ? 0 : pressed; }

void setPanel(uint8_t outputs) { panel = outputs; }

int16_t accelAlong() { return axes[ACCELEROMETER_ALONG]; }
int16_t accelOut() { return axes[ACCELEROMETER_OUT]; }

uint8_t accelAgeMs(uint32_t nowMs) {
  const uint32_t age = nowMs - accelerometer.answeredAtMs;
  return !accelerometer.hasAnswered || age > 255 ? 255 : static_cast<uint8_t>(age);
}

}  // namespace devices
