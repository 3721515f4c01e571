#include "i2c-bus.h"

#include <avr/interrupt.h>
#include <util/delay.h>
#include <util/twi.h>

#include "pins.h"

static constexpr uint32_t BUS_HZ = 100000;
static constexpr uint8_t FREEING_CLOCKS = 9;
static constexpr double HALF_CLOCK_US = 5;

static constexpr uint8_t ON = _BV(TWEN) | _BV(TWIE);
static constexpr uint8_t GO = ON | _BV(TWINT);

static volatile i2cBus::State state = i2cBus::State::IDLE;
static volatile uint8_t address = 0;
static volatile uint8_t outLeft = 0;
static volatile uint8_t inLeft = 0;
static volatile uint8_t at = 0;
static uint32_t startedAtMs = 0;

namespace i2cBus {
uint8_t buffer[MOST_BYTES];
}

static inline void end(i2cBus::State how) {
  TWCR = _BV(TWEN) | _BV(TWINT) | _BV(TWSTO);
  state = how;
}

/// The next byte is acknowledged unless it is the last.
static inline void receiveNext() { TWCR = inLeft > 1 ? GO | _BV(TWEA) : GO; }

ISR(TWI_vect) {
  switch (TW_STATUS) {
    case TW_START:
    case TW_REP_START:
      TWDR = static_cast<uint8_t>(address << 1) | (outLeft == 0 && inLeft > 0 ? TW_READ : TW_WRITE);
      TWCR = GO;
      break;
    case TW_MT_SLA_ACK:
    case TW_MT_DATA_ACK:
      if (outLeft > 0) {
        TWDR = i2cBus::buffer[at];
        at = at + 1;
        outLeft = outLeft - 1;
        TWCR = GO;
      } else if (inLeft > 0) {
        TWCR = GO | _BV(TWSTA);
      } else {
        end(i2cBus::State::DONE);
      }
      break;
    case TW_MR_SLA_ACK:
      at = 0;
      receiveNext();
      break;
    case TW_MR_DATA_ACK:
    case TW_MR_DATA_NACK:
      i2cBus::buffer[at] = TWDR;
      at = at + 1;
      inLeft = inLeft - 1;
      if (inLeft == 0) end(i2cBus::State::DONE);
      else receiveNext();
      break;
    default:
      end(i2cBus::State::FAILED);
  }
}

/// A device that was interrupted holds the data line until it has been clocked to the end of its byte. 90 us.
static void freeBus() {
  TWCR = 0;
  pinMode(SDA, INPUT_PULLUP);
  digitalWrite(SCL, LOW);
  for (uint8_t clock = 0; clock < FREEING_CLOCKS && digitalRead(SDA) == LOW; ++clock) {
    pinMode(SCL, OUTPUT);
    _delay_us(HALF_CLOCK_US);
    pinMode(SCL, INPUT);
    _delay_us(HALF_CLOCK_US);
  }
  pinMode(SCL, INPUT_PULLUP);
  TWCR = ON;
}

namespace i2cBus {

void begin() {
  pinMode(SDA, INPUT_PULLUP);
  pinMode(SCL, INPUT_PULLUP);
  TWSR = 0;
  TWBR = (F_CPU / BUS_HZ - 16) / 2;
  TWCR = ON;
}

bool isFree() { return state == State::IDLE && (TWCR & _BV(TWSTO)) == 0; }

void start(uint8_t to, uint8_t outBytes, uint8_t inBytes, uint32_t nowMs) {
  address = to;
  outLeft = outBytes;
  inLeft = inBytes;
  at = 0;
  startedAtMs = nowMs;
  state = State::BUSY;
  TWCR = GO | _BV(TWSTA);
}

State serve(uint32_t nowMs) {
  if (state == State::BUSY && nowMs - startedAtMs > TRANSFER_BOUND_MS) {
    freeBus();
    state = State::FAILED;
  }
  return state;
}

void release() {
  if (state != State::BUSY) state = State::IDLE;
}

}  // namespace i2cBus
