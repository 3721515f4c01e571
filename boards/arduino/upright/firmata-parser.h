#pragma once

#include <stdint.h>

/// What comes out of the stream: one message at a time.
struct FirmataMessage {
  /// The command byte, its channel taken off where it has one; SYSEX_BEGIN for a whole sysex.
  uint8_t command;
  uint8_t channel;
  uint8_t first;
  uint8_t second;
};

/// Takes Firmata apart byte by byte. A stray F0 swallows nothing that comes after an F7, and the link's host sends one
/// before each frame; a sysex that is too long is dropped whole.
class FirmataParser {
 public:
  static constexpr uint8_t SYSEX_BEGIN = 0xf0;
  static constexpr uint8_t SYSEX_END = 0xf7;
  static constexpr uint8_t MOST_SYSEX = 80;

  /// True where this byte completes a message.
  bool take(uint8_t byte, FirmataMessage& message);
  /// The sysex that has been completed, its number first.
  uint8_t* sysex() { return sysex_; }
  uint8_t sysexLength() const { return length_; }

 private:
  bool begin(uint8_t byte, FirmataMessage& message);
  static uint8_t bytesAfter(uint8_t command);

  uint8_t sysex_[MOST_SYSEX] = {};
  uint8_t length_ = 0;
  bool inSysex_ = false;
  bool tooLong_ = false;
  uint8_t command_ = 0;
  uint8_t channel_ = 0;
  uint8_t first_ = 0;
  uint8_t left_ = 0;
};
