#include "firmata-i2c.h"

#include "devices.h"
#include "firmata-parser.h"
#include "firmata-pins.h"
#include "firmata-words.h"
#include "i2c-bus.h"
#include "i2c-queue.h"
#include "pins.h"
#include "uart.h"

namespace firmataI2c {

static constexpr uint8_t REPEATED_READS = 6;
static constexpr uint8_t WRITE = 0;
static constexpr uint8_t READ_ONCE = 1;
static constexpr uint8_t READ_ON = 2;
static constexpr uint8_t STOP = 3;
static constexpr uint8_t TEN_BIT_ADDRESS = 0x20;
static constexpr uint8_t EXPANDER_GPIOB = 0x13;
static constexpr uint8_t EXPANDER_OLATB = 0x15;
static constexpr uint8_t KEPT_FREE = 48;

enum class Use : uint8_t { NONE, DEVICES, FIRMATA };

static i2cQueue::Request repeated[REPEATED_READS];
static uint8_t repeatedReads = 0;
static Use use = Use::NONE;
static bool replyIsDue = false;
static bool readFailed = false;

void reset() {
  repeatedReads = 0;
  i2cQueue::clear();
}

/// Of the board's own devices only the expander's outputs are Firmata's.
static bool isKept(const i2cQueue::Request& wanted, const uint8_t* out) {
  const bool expander = wanted.address == EXPANDER_ADDRESS;
  if (!expander && wanted.address != ACCELEROMETER_ADDRESS) return false;
  // Only a register to be read from.
  if (wanted.outBytes < 2) return false;
  if (expander && (out[0] == EXPANDER_GPIOB || out[0] == EXPANDER_OLATB)) firmataPins::setPanel(out[1]);
  return true;
}

static void write(uint8_t address, const uint8_t* bytes, uint8_t length) {
  uint8_t out[i2cBus::MOST_BYTES];
  uint8_t outBytes = 0;
  for (uint8_t at = 0; at + 1 < length && outBytes < sizeof out; at += 2) {
    out[outBytes++] = static_cast<uint8_t>(bytes[at] | bytes[at + 1] << 7);
  }
  const i2cQueue::Request wanted = {address, -1, outBytes, 0};
  if (outBytes > 0 && !isKept(wanted, out)) i2cQueue::ask(wanted, out);
}

static i2cQueue::Request readOf(uint8_t address, const uint8_t* bytes, uint8_t length) {
  i2cQueue::Request wanted = {address, -1, 0, 0};
  if (length >= 4) {
    wanted.reg = static_cast<int16_t>(bytes[0] | bytes[1] << 7);
    bytes += 2;
  }
  if (length >= 2) wanted.inBytes = static_cast<uint8_t>(bytes[0] | bytes[1] << 7);
  if (wanted.inBytes > i2cBus::MOST_BYTES) wanted.inBytes = i2cBus::MOST_BYTES;
  return wanted;
}

static void stop(uint8_t address) {
  uint8_t kept = 0;
  for (uint8_t at = 0; at < repeatedReads; ++at) {
    if (repeated[at].address != address) repeated[kept++] = repeated[at];
  }
  repeatedReads = kept;
}

void request(const uint8_t* bytes, uint8_t length) {
  if (length < 2 || (bytes[1] & TEN_BIT_ADDRESS) != 0) return;
  const uint8_t address = bytes[0];
  const uint8_t* rest = bytes + 2;
  const uint8_t restLength = static_cast<uint8_t>(length - 2);
  const i2cQueue::Request wanted = readOf(address, rest, restLength);
  switch (bytes[1] >> 3 & 3) {
    case WRITE:
      write(address, rest, restLength);
      break;
    case READ_ONCE:
      if (wanted.inBytes > 0) i2cQueue::ask(wanted, nullptr);
      break;
    case READ_ON:
      if (wanted.inBytes > 0 && repeatedReads < REPEATED_READS) repeated[repeatedReads++] = wanted;
      break;
    case STOP:
      stop(address);
      break;
  }
}

void sampleAll() {
  for (uint8_t at = 0; at < repeatedReads; ++at) i2cQueue::ask(repeated[at], nullptr);
}

static void end(bool well, uint32_t nowMs) {
  if (use == Use::DEVICES) {
    devices::ended(well, nowMs);
  } else if (use == Use::FIRMATA && i2cQueue::current().inBytes > 0) {
    // The buffer is kept until the reply has gone out.
    replyIsDue = true;
    readFailed = !well;
  }
  use = Use::NONE;
  i2cBus::release();
}

static void startNext(uint32_t nowMs) {
  if (devices::startNext(nowMs)) use = Use::DEVICES;
  else if (i2cQueue::startNext(nowMs)) use = Use::FIRMATA;
}

void serve(uint32_t nowMs) {
  const i2cBus::State state = i2cBus::serve(nowMs);
  if (state == i2cBus::State::DONE || state == i2cBus::State::FAILED) end(state == i2cBus::State::DONE, nowMs);
  if (!replyIsDue && i2cBus::isFree()) startNext(nowMs);
}

static void pair(uint8_t byte) {
  uart::write(byte & 0x7f);
  uart::write(byte >> 7);
}

/// A reading that failed is told as a string, as other boards do it, and answered with no bytes.
static void tellFailure() {
  static constexpr char TEXT[] = "I2C: no answer";
  uart::write(FirmataParser::SYSEX_BEGIN);
  uart::write(firmata::STRING);
  for (const char* letter = TEXT; *letter != 0; ++letter) pair(static_cast<uint8_t>(*letter));
  uart::write(FirmataParser::SYSEX_END);
}

void reply() {
  if (!replyIsDue) return;
  const i2cQueue::Request& asked = i2cQueue::current();
  if (uart::room() < 7 + 2 * i2cBus::MOST_BYTES + KEPT_FREE) return;
  replyIsDue = false;
  if (readFailed) {
    tellFailure();
    return;
  }
  uart::write(FirmataParser::SYSEX_BEGIN);
  uart::write(firmata::I2C_REPLY);
  pair(asked.address);
  const uint16_t reg = asked.reg < 0 ? 0 : static_cast<uint16_t>(asked.reg);
  uart::write(reg & 0x7f);
  uart::write(reg >> 7 & 0x7f);
  for (uint8_t at = 0; at < asked.inBytes; ++at) pair(i2cBus::buffer[at]);
  uart::write(FirmataParser::SYSEX_END);
}

}  // namespace firmataI2c
