#include "inputs.h"

#include "pins.h"

namespace inputs {

/// Where each pin stands, looked up once.
static volatile uint8_t* registerOf[INPUT_PINS];
static uint8_t maskOf[INPUT_PINS];

void begin() {
  for (uint8_t at = 0; at < INPUT_PINS; ++at) {
    const InputPin& input = INPUT_PIN[at];
    pinMode(input.pin, input.pullUp ? INPUT_PULLUP : INPUT);
    registerOf[at] = portInputRegister(digitalPinToPort(input.pin));
    maskOf[at] = digitalPinToBitMask(input.pin);
  }
}

uint16_t read() {
  uint16_t bits = 0;
  for (uint8_t at = 0; at < INPUT_PINS; ++at) {
    const bool high = (*registerOf[at] & maskOf[at]) != 0;
    if (high == INPUT_PIN[at].activeHigh) bits |= INPUT_PIN[at].input;
  }
  return bits;
}

}  // namespace inputs
