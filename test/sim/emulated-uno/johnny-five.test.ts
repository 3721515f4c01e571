import { readFileSync } from 'node:fs';
import { Firmata } from 'firmata-io';
import { Board, Button, LCD, Led, Motor, Sensor } from 'johnny-five';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { until } from '../../support/pty-pair.ts';

const IMAGE = new URL('../../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex', import.meta.url);
const STANDARD_FIRMATA_BAUD = 57_600;
const LCD_ADDRESS = 0x27;

/** Unmodified johnny-five and firmata-io on the StandardFirmata image that the avrgirl-arduino package ships. */
describe('johnny-five on the emulated Uno', () => {
  const image = readIntelHex(readFileSync(IMAGE, 'utf8'));
  if (!image.ok) throw new Error(image.because);
  const uno = new EmulatedUno({ flash: image.flash });
  const lcd = new LcdBackpack();
  let timer: NodeJS.Timeout;

  beforeAll(async () => {
    uno.bus.attach(LCD_ADDRESS, lcd);
    // The program's own blinking of its version, two seconds long, passes before anybody listens.
    uno.advance(2500);
    const link = new EmulatedSerialLink({ uno, baudRate: STANDARD_FIRMATA_BAUD });
    timer = setInterval(() => uno.advance(10), 2);
    const io = new Firmata(link, { reportVersionTimeout: 1 });
    const board = new Board({ io, repl: false, sigint: false, debug: false });
    await new Promise((resolve) => board.once('ready', resolve));
  });
  afterAll(() => clearInterval(timer));

  it('blinks a light', async () => {
    const levels: (number | null)[] = [];
    uno.listen('D13', (output) => levels.push(output));
    const led = new Led(13).blink(20);
    await until(() => levels.filter((level) => level === 1).length >= 3);
    led.stop();
    expect(levels.slice(0, 4)).toEqual([1, 0, 1, 0]);
  });

  it('dims a light and drives a motor by PWM', async () => {
    new Led(9).brightness(51);
    const motor = new Motor({ pins: { pwm: 3, dir: 12 } });
    motor.forward(128);
    await until(() => uno.outputOf('D9') === 51 / 255 && (uno.outputOf('D3') ?? 0) > 0);
    expect(uno.outputOf('D3')).toBe(128 / 255);
    expect(uno.outputOf('D12')).toBe(1);
    motor.stop();
    await until(() => uno.outputOf('D3') === 0);
  });

  it('reads a sensor', async () => {
    let counts = 300;
    uno.adc.source = (channel) => (channel === 2 ? counts : 0);
    const sensor = new Sensor({ pin: 'A2', freq: 20 });
    await until(() => sensor.value === 300);
    counts = 777;
    await until(() => sensor.value === 777);
  });

  it('hears a button that is pressed and let go', async () => {
    const heard: string[] = [];
    const button = new Button({ pin: 4, isPullup: true });
    for (const event of ['press', 'release']) button.on(event, () => heard.push(event));
    await until(() => uno.hasPullUp('D4'));
    uno.hold('D4', false);
    await until(() => heard.length === 1);
    uno.hold('D4', null);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['press', 'release']);
  });

  it('writes to a 20x4 display over I2C', async () => {
    const display = new LCD({ controller: 'PCF8574T', address: LCD_ADDRESS, rows: 4, cols: 20 });
    display.cursor(0, 0).print('Hold 60 deg');
    display.cursor(3, 5).print('2:30 left');
    await until(() => lcd.display.text[3]?.includes('left') ?? false);
    expect(lcd.display.text).toEqual([
      'Hold 60 deg'.padEnd(20),
      ' '.repeat(20),
      ' '.repeat(20),
      '     2:30 left'.padEnd(20),
    ]);
  });
});
