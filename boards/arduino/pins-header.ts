import { constant } from './c-constants.ts';
import { inputBitOf, type PinEntry, type PinMap } from './pin-map.ts';

/** boards/arduino/upright/pins.h: the pin map as the firmware reads it. */
export function renderPinsHeader({ pins, i2c }: PinMap): string {
  const { expander, accelerometer } = i2c;
  const inputs = pins.filter(({ kind }) => kind === 'input');
  return [
    '// Made from ../pins.json by scripts/generated-pages.mjs; not to be edited.',
    '#pragma once',
    '',
    '#include <Arduino.h>',
    '',
    ...pins.map(({ name, pin }) => constant('uint8_t', `PIN_${name}`, numberOf(pin))),
    '',
    '/// A digital input: its bit is set where the pin has the level that is given.',
    'struct InputPin {',
    '  uint8_t pin;',
    '  uint16_t input;',
    '  bool activeHigh;',
    '  bool pullUp;',
    '};',
    `static constexpr uint8_t INPUT_PINS = ${inputs.length};`,
    'static constexpr InputPin INPUT_PIN[INPUT_PINS] = {',
    ...inputs.map((entry) => `    ${inputPin(entry)},`),
    '};',
    '',
    constant('uint8_t', 'EXPANDER_ADDRESS', expander.address),
    ...expander.pins.map(({ name, pin }) => constant('uint8_t', `EXPANDER_${name}`, `1 << ${pin.slice(-1)}`)),
    '/// An input of the expander; each is low where it is pressed.',
    'struct ExpanderInput {',
    '  uint8_t mask;',
    '  uint16_t input;',
    '};',
    `static constexpr uint8_t EXPANDER_INPUTS = ${expander.pins.filter(({ kind }) => kind === 'input').length};`,
    'static constexpr ExpanderInput EXPANDER_INPUT[EXPANDER_INPUTS] = {',
    ...expander.pins
      .filter(({ kind }) => kind === 'input')
      .map((entry) => `    {EXPANDER_${entry.name}, ${inputBitOf(entry)}},`),
    '};',
    '',
    constant('uint8_t', 'ACCELEROMETER_ADDRESS', accelerometer.address),
    constant('uint8_t', 'ACCELEROMETER_ALONG', axisOf(accelerometer.along)),
    constant('uint8_t', 'ACCELEROMETER_OUT', axisOf(accelerometer.out)),
    '',
  ].join('\n');
}

/** `D9` is 9; an analog pin has another number on each board, which the core's own name knows. */
function numberOf(pin: string): string {
  return pin.startsWith('D') ? pin.slice(1) : pin;
}

function inputPin(entry: PinEntry): string {
  const activeHigh = entry.active === 'high';
  // A contact to 5 V with a pull-down of its own; every other closes to ground.
  const toFiveVolts = activeHigh && entry.contact === 'normally-open';
  return `{PIN_${entry.name}, ${inputBitOf(entry)}, ${activeHigh}, ${!toFiveVolts}}`;
}

function axisOf(axis: string): number {
  return ['x', 'y', 'z'].indexOf(axis);
}
