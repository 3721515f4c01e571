#include "firmata-pins.h"

#include "firmata-words.h"
#include "pins.h"

namespace firmataPins {

/// A Nano's A6 and A7 have no number in the core's count of digital pins.
static constexpr uint8_t LAST_ANALOG = A0 + NUM_ANALOG_INPUTS;
static constexpr uint8_t BOARD_PINS = LAST_ANALOG > NUM_DIGITAL_PINS ? LAST_ANALOG : NUM_DIGITAL_PINS;
static constexpr uint8_t PANEL_PINS = 8;
static constexpr uint8_t PINS = BOARD_PINS + PANEL_PINS;
static constexpr uint8_t NO_CHANNEL = 127;

enum class Kind : uint8_t { TAKEN, WATCHED, MEASURED, BUS, FREE, ANALOG_ONLY, PANEL };

static bool brakeIsFree = false;
static uint8_t modes[PINS];
static uint8_t values[PINS];

static Kind kindOf(uint8_t pin) {
  if (pin >= BOARD_PINS) return Kind::PANEL;
  if (pin <= 1 || pin == PIN_DRIVE_UP || pin == PIN_DRIVE_DOWN || pin == PIN_RELAY) return Kind::TAKEN;
  if (pin == PIN_BRAKE) return brakeIsFree ? Kind::FREE : Kind::TAKEN;
  if (pin == PIN_TILT || pin == PIN_CURRENT || pin == PIN_SUPPLY) return Kind::MEASURED;
  if (pin == SDA || pin == SCL) return Kind::BUS;
  for (const InputPin& input : INPUT_PIN) {
    if (input.pin == pin) return Kind::WATCHED;
  }
  return pin >= NUM_DIGITAL_PINS ? Kind::ANALOG_ONLY : Kind::FREE;
}

uint8_t count() { return PINS; }
uint8_t firstPanelPin() { return BOARD_PINS; }

uint8_t analogChannelOf(uint8_t pin) {
  const Kind kind = kindOf(pin);
  const bool isAnalog = kind == Kind::MEASURED || kind == Kind::FREE || kind == Kind::ANALOG_ONLY;
  return isAnalog && pin >= A0 && pin < LAST_ANALOG ? pin - A0 : NO_CHANNEL;
}

uint8_t pinOfChannel(uint8_t channel) { return channel < NUM_ANALOG_INPUTS ? A0 + channel : 255; }

bool can(uint8_t pin, uint8_t mode) {
  if (pin >= PINS) return false;
  if (mode == firmata::MODE_ANALOG) return analogChannelOf(pin) != NO_CHANNEL;
  switch (kindOf(pin)) {
    case Kind::WATCHED:
      return mode == firmata::MODE_INPUT || mode == firmata::MODE_PULL_UP;
    case Kind::BUS:
      return mode == firmata::MODE_I2C;
    case Kind::PANEL:
      return mode == firmata::MODE_OUTPUT;
    case Kind::FREE:
      if (mode == firmata::MODE_PWM) return digitalPinHasPWM(pin);
      return mode == firmata::MODE_INPUT || mode == firmata::MODE_PULL_UP || mode == firmata::MODE_OUTPUT;
    case Kind::TAKEN:
    case Kind::MEASURED:
    case Kind::ANALOG_ONLY:
      break;
  }
  return false;
}

static uint8_t firstMode(uint8_t pin) {
  switch (kindOf(pin)) {
    case Kind::WATCHED:
    case Kind::FREE:
      return analogChannelOf(pin) == NO_CHANNEL ? firmata::MODE_INPUT : firmata::MODE_ANALOG;
    case Kind::MEASURED:
    case Kind::ANALOG_ONLY:
      return firmata::MODE_ANALOG;
    case Kind::BUS:
      return firmata::MODE_I2C;
    case Kind::PANEL:
      return firmata::MODE_OUTPUT;
    case Kind::TAKEN:
      break;
  }
  return firmata::MODE_NONE;
}

void reset() {
  for (uint8_t pin = 0; pin < PINS; ++pin) {
    modes[pin] = firstMode(pin);
    values[pin] = 0;
    if (kindOf(pin) == Kind::FREE) pinMode(pin, INPUT);
  }
}

void setBrakeIsFree(bool isFree) {
  if (isFree == brakeIsFree) return;
  // Whichever way it goes, it goes low: a brake that is there closes.
  analogWrite(PIN_BRAKE, 0);
  brakeIsFree = isFree;
  pinMode(PIN_BRAKE, isFree ? INPUT : OUTPUT);
  modes[PIN_BRAKE] = firstMode(PIN_BRAKE);
  values[PIN_BRAKE] = 0;
}

/// An input of the table keeps its wiring whatever it is called here.
bool setMode(uint8_t pin, uint8_t mode) {
  if (!can(pin, mode)) return false;
  modes[pin] = mode;
  values[pin] = mode == firmata::MODE_PULL_UP ? 1 : 0;
  if (kindOf(pin) != Kind::FREE) return true;
  switch (mode) {
    case firmata::MODE_PULL_UP:
      pinMode(pin, INPUT_PULLUP);
      break;
    case firmata::MODE_OUTPUT:
    case firmata::MODE_PWM:
      digitalWrite(pin, LOW);
      pinMode(pin, OUTPUT);
      break;
    default:
      pinMode(pin, INPUT);
  }
  return true;
}

uint8_t modeOf(uint8_t pin) { return pin < PINS ? modes[pin] : firmata::MODE_NONE; }
uint8_t valueOf(uint8_t pin) { return pin < PINS ? values[pin] : 0; }

void writeDigital(uint8_t pin, bool high) {
  if (pin >= PINS) return;
  const Kind kind = kindOf(pin);
  if (kind == Kind::PANEL) {
    values[pin] = high;
  } else if (kind == Kind::FREE && modes[pin] == firmata::MODE_OUTPUT) {
    values[pin] = high;
    digitalWrite(pin, high ? HIGH : LOW);
  } else if (kind == Kind::FREE && modes[pin] == firmata::MODE_INPUT) {
    // Programs older than the mode of its own ask for a pull-up in this way.
    pinMode(pin, high ? INPUT_PULLUP : INPUT);
  }
}

void writePwm(uint8_t pin, uint16_t value) {
  if (pin >= PINS || kindOf(pin) != Kind::FREE || modes[pin] != firmata::MODE_PWM) return;
  values[pin] = value > 255 ? 255 : static_cast<uint8_t>(value);
  analogWrite(pin, values[pin]);
}

uint8_t readPort(uint8_t port) {
  uint8_t bits = 0;
  for (uint8_t bit = 0; bit < 8; ++bit) {
    const uint8_t pin = static_cast<uint8_t>(port * 8 + bit);
    if (pin >= BOARD_PINS) break;
    const uint8_t mode = modes[pin];
    if (mode != firmata::MODE_INPUT && mode != firmata::MODE_PULL_UP) continue;
    if ((*portInputRegister(digitalPinToPort(pin)) & digitalPinToBitMask(pin)) != 0) bits |= 1 << bit;
  }
  return bits;
}

uint8_t panel() {
  uint8_t outputs = 0;
  for (uint8_t bit = 0; bit < PANEL_PINS; ++bit) {
    if (values[BOARD_PINS + bit] != 0) outputs |= 1 << bit;
  }
  return outputs;
}

void setPanel(uint8_t outputs) {
  for (uint8_t bit = 0; bit < PANEL_PINS; ++bit) values[BOARD_PINS + bit] = outputs >> bit & 1;
}

}  // namespace firmataPins
