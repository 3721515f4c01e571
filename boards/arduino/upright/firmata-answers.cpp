#include "firmata-answers.h"

#include <avr/pgmspace.h>

#include "firmata-parser.h"
#include "firmata-pins.h"
#include "firmata-words.h"
#include "uart.h"
#include "version.h"

namespace firmataAnswers {

/// Enough for the longest piece: begin, number and one pin with all its modes.
static constexpr uint8_t PIECE_BYTES = 24;
static constexpr uint8_t MOST_PIN_STATES = 8;
static const char NAME[] PROGMEM = UPRIGHT_NAME;

static uint8_t asked = 0;
static uint8_t underWay = 0;
static uint8_t place = 0;
static bool mayBegin = true;
static uint8_t pinStates[MOST_PIN_STATES];
static uint8_t pinStatesAsked = 0;

void ask(Answer answer) { asked |= answer; }

void askPinState(uint8_t pin) {
  if (pinStatesAsked == MOST_PIN_STATES) return;
  pinStates[pinStatesAsked++] = pin;
  asked |= PIN_STATE;
}

bool isInMid() { return underWay != 0; }
void letThrough() { mayBegin = true; }

static void begin(uint8_t number) {
  uart::write(FirmataParser::SYSEX_BEGIN);
  uart::write(number);
}

static void pair(uint8_t byte) {
  uart::write(byte & 0x7f);
  uart::write(byte >> 7);
}

static void version() {
  uart::write(firmata::REPORT_VERSION);
  uart::write(firmata::PROTOCOL_MAJOR);
  uart::write(firmata::PROTOCOL_MINOR);
}

static void capability(uint8_t pin, uint8_t mode, uint8_t bits) {
  if (!firmataPins::can(pin, mode)) return;
  uart::write(mode);
  uart::write(bits);
}

static void capabilities(uint8_t pin) {
  capability(pin, firmata::MODE_INPUT, 1);
  capability(pin, firmata::MODE_PULL_UP, 1);
  capability(pin, firmata::MODE_OUTPUT, 1);
  capability(pin, firmata::MODE_ANALOG, 10);
  capability(pin, firmata::MODE_PWM, 8);
  capability(pin, firmata::MODE_I2C, 1);
  uart::write(0x7f);
}

static void pinState() {
  const uint8_t pin = pinStates[0];
  --pinStatesAsked;
  for (uint8_t at = 0; at < pinStatesAsked; ++at) pinStates[at] = pinStates[at + 1];
  begin(firmata::PIN_STATE_RESPONSE);
  uart::write(pin & 0x7f);
  if (pin < firmataPins::count()) {
    uart::write(firmataPins::modeOf(pin));
    uart::write(firmataPins::valueOf(pin) & 0x7f);
    if (firmataPins::valueOf(pin) > 0x7f) uart::write(firmataPins::valueOf(pin) >> 7);
  }
  uart::write(FirmataParser::SYSEX_END);
  if (pinStatesAsked > 0) asked |= PIN_STATE;
}

/// The next piece of a long answer. False at its end.
static bool piece() {
  switch (underWay) {
    case FIRMWARE: {
      if (place == 0) {
        begin(firmata::REPORT_FIRMWARE);
        uart::write(VERSION_MAJOR);
        uart::write(VERSION_MINOR);
      }
      const uint8_t letter = pgm_read_byte(NAME + place);
      if (letter == 0) return false;
      pair(letter);
      return true;
    }
    case CAPABILITIES:
      if (place == 0) begin(firmata::CAPABILITY_RESPONSE);
      if (place == firmataPins::count()) return false;
      capabilities(place);
      return true;
    case ANALOG_MAPPING:
      if (place == 0) begin(firmata::ANALOG_MAPPING_RESPONSE);
      if (place == firmataPins::count()) return false;
      uart::write(firmataPins::analogChannelOf(place));
      return true;
    default:
      return false;
  }
}

static void beginNext() {
  const uint8_t next = asked & static_cast<uint8_t>(-asked);
  asked &= static_cast<uint8_t>(~next);
  if (next == VERSION) {
    version();
  } else if (next == PIN_STATE) {
    pinState();
  } else {
    underWay = next;
    place = 0;
    mayBegin = false;
  }
}

void serve() {
  while (uart::room() > PIECE_BYTES) {
    if (underWay == 0) {
      if (asked == 0 || !mayBegin) return;
      beginNext();
    } else if (piece()) {
      ++place;
    } else {
      uart::write(FirmataParser::SYSEX_END);
      underWay = 0;
    }
  }
}

}  // namespace firmataAnswers
