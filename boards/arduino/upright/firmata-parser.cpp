#include "firmata-parser.h"

#include "firmata-words.h"

bool FirmataParser::take(uint8_t byte, FirmataMessage& message) {
  if ((byte & 0x80) != 0) return begin(byte, message);
  if (inSysex_) {
    if (length_ < MOST_SYSEX) sysex_[length_++] = byte;
    else tooLong_ = true;
    return false;
  }
  if (left_ == 0) return false;
  --left_;
  if (left_ > 0) {
    first_ = byte;
    return false;
  }
  const bool hasTwo = bytesAfter(command_) == 2;
  message = {command_, channel_, hasTwo ? first_ : byte, byte};
  return true;
}

/// Any command byte ends what was under way, a sysex too: only F7 completes one.
bool FirmataParser::begin(uint8_t byte, FirmataMessage& message) {
  const bool completes = byte == SYSEX_END && inSysex_ && !tooLong_ && length_ > 0;
  inSysex_ = byte == SYSEX_BEGIN;
  left_ = 0;
  if (completes) {
    message = {SYSEX_BEGIN, 0, 0, 0};
    return true;
  }
  length_ = 0;
  tooLong_ = false;
  if (byte == SYSEX_BEGIN || byte == SYSEX_END) return false;
  const bool hasChannel = byte < SYSEX_BEGIN;
  command_ = hasChannel ? byte & 0xf0 : byte;
  channel_ = hasChannel ? byte & 0x0f : 0;
  left_ = bytesAfter(command_);
  if (left_ > 0) return false;
  message = {command_, channel_, 0, 0};
  return true;
}

uint8_t FirmataParser::bytesAfter(uint8_t command) {
  switch (command) {
    case firmata::DIGITAL_MESSAGE:
    case firmata::ANALOG_MESSAGE:
    case firmata::SET_PIN_MODE:
    case firmata::SET_DIGITAL_PIN:
      return 2;
    case firmata::REPORT_ANALOG:
    case firmata::REPORT_DIGITAL:
      return 1;
    default:
      return 0;
  }
}
