#include "analog.h"

#include <avr/interrupt.h>
#include <util/atomic.h>

#include "lease-frames.h"
#include "pins.h"

static constexpr uint8_t SUMS = 3;
static constexpr uint8_t CHANNELS = NUM_ANALOG_INPUTS;
static constexpr uint8_t SILENT_CYCLES = 5;
static constexpr uint8_t CHANNEL_OF[SUMS] = {PIN_TILT - A0, PIN_CURRENT - A0, PIN_SUPPLY - A0};

static volatile uint16_t sums[SUMS];
static volatile uint16_t others[CHANNELS];
static volatile uint16_t followed = 0;
static volatile uint8_t rounds = 0;
static uint8_t roundsSeen = 0;
static uint8_t silentCycles = SILENT_CYCLES;

// Only the interrupt touches these.
static uint8_t slot = 0;
static uint8_t conversion = 0;
static uint16_t sum = 0;
static uint8_t other = 0;

static void convert(uint8_t channel) {
  ADMUX = _BV(REFS0) | (channel & 7);
#if defined(MUX5)
  ADCSRB = channel > 7 ? _BV(MUX5) : 0;
#endif
  ADCSRA |= _BV(ADSC);
}

/// The next channel that Firmata wants besides the three, or CHANNELS.
static uint8_t nextOther() {
  const uint16_t wanted = followed;
  for (uint8_t step = 0; wanted != 0 && step < CHANNELS; ++step) {
    other = other + 1 < CHANNELS ? other + 1 : 0;
    if (other >= SUMS && (wanted >> other & 1) != 0) return other;
  }
  return CHANNELS;
}

static void nextSlot() {
  conversion = 0;
  sum = 0;
  ++slot;
  uint8_t channel = CHANNELS;
  if (slot == SUMS) channel = nextOther();
  if (channel == CHANNELS && slot >= SUMS) {
    slot = 0;
    ++rounds;
  }
  convert(slot < SUMS ? CHANNEL_OF[slot] : channel);
}

ISR(ADC_vect) {
  const uint16_t value = ADC;
  ++conversion;
  if (conversion > 1) sum += value;
  if (slot < SUMS) {
    if (conversion <= CONVERSIONS) {
      ADCSRA |= _BV(ADSC);
      return;
    }
    sums[slot] = sum;
  } else {
    if (conversion < 2) {
      ADCSRA |= _BV(ADSC);
      return;
    }
    others[other] = value;
  }
  nextSlot();
}

namespace analog {

void begin() {
  slot = 0;
  conversion = 0;
  sum = 0;
  ADCSRA = _BV(ADEN) | _BV(ADIE) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
  convert(CHANNEL_OF[0]);
}

void watch() {
  const uint8_t now = rounds;
  if (now != roundsSeen) {
    silentCycles = 0;
  } else if (silentCycles < SILENT_CYCLES) {
    ++silentCycles;
  } else {
    begin();
  }
  roundsSeen = now;
}

bool hasBegun() { return rounds != 0; }

bool isAlive() { return silentCycles < SILENT_CYCLES; }

static uint16_t read(volatile uint16_t& value) {
  uint16_t read = 0;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { read = value; }
  return read;
}

uint16_t tilt() { return read(sums[0]); }
uint16_t current() { return read(sums[1]); }
uint16_t supply() { return read(sums[2]); }

uint16_t valueOf(uint8_t channel) {
  for (uint8_t at = 0; at < SUMS; ++at) {
    if (channel == CHANNEL_OF[at]) return read(sums[at]) / CONVERSIONS;
  }
  return channel < CHANNELS ? read(others[channel]) : 0;
}

void follow(uint16_t channels) {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { followed = channels; }
}

}  // namespace analog
