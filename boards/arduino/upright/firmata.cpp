#include "firmata.h"

#include <Arduino.h>

#include "firmata-answers.h"
#include "firmata-i2c.h"
#include "firmata-parser.h"
#include "firmata-pins.h"
#include "firmata-reports.h"
#include "firmata-words.h"
#include "lease-frames.h"
#include "uart.h"

namespace firmata {

/// Per pass of the main loop: 6 ms of the line.
static constexpr uint8_t MOST_BYTES = 64;

static FirmataParser parser;

static void reset() {
  firmataPins::reset();
  firmataReports::reset();
  firmataI2c::reset();
}

void begin() {
  reset();
  firmataAnswers::ask(firmataAnswers::VERSION);
  firmataAnswers::ask(firmataAnswers::FIRMWARE);
}

static uint16_t fourteen(const uint8_t* bytes) { return static_cast<uint16_t>(bytes[0] | bytes[1] << 7); }

static void extendedAnalog(const uint8_t* bytes, uint8_t length) {
  if (length < 3) return;
  uint16_t value = fourteen(bytes + 1);
  if (length > 3 && bytes[3] != 0) value |= 0xc000;
  firmataPins::writePwm(bytes[0], value);
}

/// True where it is none of Firmata's.
static bool takeSysex() {
  const uint8_t* bytes = parser.sysex() + 1;
  const uint8_t length = static_cast<uint8_t>(parser.sysexLength() - 1);
  switch (parser.sysex()[0]) {
    case REPORT_FIRMWARE:
      firmataAnswers::ask(firmataAnswers::FIRMWARE);
      break;
    case CAPABILITY_QUERY:
      firmataAnswers::ask(firmataAnswers::CAPABILITIES);
      break;
    case ANALOG_MAPPING_QUERY:
      firmataAnswers::ask(firmataAnswers::ANALOG_MAPPING);
      break;
    case PIN_STATE_QUERY:
      if (length > 0) firmataAnswers::askPinState(bytes[0]);
      break;
    case EXTENDED_ANALOG:
      extendedAnalog(bytes, length);
      break;
    case SAMPLING_INTERVAL:
      if (length >= 2) firmataReports::setInterval(fourteen(bytes));
      break;
    case I2C_REQUEST:
      firmataI2c::request(bytes, length);
      break;
    case SYSEX_COMMAND:
    case SYSEX_SETUP:
      return true;
    default:
      // I2C needs no configuration here, and a string says nothing to a table.
      break;
  }
  return false;
}

static void writePort(uint8_t port, uint8_t levels) {
  for (uint8_t bit = 0; bit < 8; ++bit) {
    firmataPins::writeDigital(static_cast<uint8_t>(port * 8 + bit), (levels >> bit & 1) != 0);
  }
}

static void takeMessage(const FirmataMessage& message) {
  switch (message.command) {
    case DIGITAL_MESSAGE:
      writePort(message.channel, static_cast<uint8_t>(message.first | message.second << 7));
      break;
    case ANALOG_MESSAGE:
      firmataPins::writePwm(message.channel, static_cast<uint16_t>(message.first | message.second << 7));
      break;
    case SET_PIN_MODE:
      if (firmataPins::setMode(message.first, message.second)) firmataReports::modeChanged(message.first);
      break;
    case SET_DIGITAL_PIN:
      firmataPins::writeDigital(message.first, message.second != 0);
      break;
    case REPORT_ANALOG:
      firmataReports::setAnalog(message.channel, message.first != 0);
      break;
    case REPORT_DIGITAL:
      firmataReports::setDigital(message.channel, message.first != 0);
      break;
    case REPORT_VERSION:
      firmataAnswers::ask(firmataAnswers::VERSION);
      break;
    case SYSTEM_RESET:
      reset();
      break;
    default:
      break;
  }
}

bool receive() {
  FirmataMessage message;
  for (uint8_t left = MOST_BYTES; left > 0; --left) {
    const int16_t byte = uart::read();
    if (byte < 0) return false;
    if (!parser.take(static_cast<uint8_t>(byte), message)) continue;
    if (message.command != FirmataParser::SYSEX_BEGIN) takeMessage(message);
    else if (takeSysex()) return true;
  }
  return false;
}

uint8_t* sysex() { return parser.sysex(); }
uint8_t sysexLength() { return parser.sysexLength(); }

void serve(uint32_t nowMs) {
  firmataI2c::serve(nowMs);
  firmataAnswers::serve();
  if (firmataAnswers::isInMid()) return;
  firmataI2c::reply();
  firmataReports::serve(nowMs);
}

bool isInMidAnswer() { return firmataAnswers::isInMid(); }

bool send(uint8_t number, const uint8_t* sevens, uint8_t length) {
  if (isInMidAnswer() || uart::room() < length + 3) return false;
  uart::write(FirmataParser::SYSEX_BEGIN);
  uart::write(number);
  for (uint8_t at = 0; at < length; ++at) uart::write(sevens[at]);
  uart::write(FirmataParser::SYSEX_END);
  return true;
}

}  // namespace firmata
