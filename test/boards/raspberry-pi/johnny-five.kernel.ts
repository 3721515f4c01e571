import { type EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { RaspberryPiIO } from '../../../boards/raspberry-pi/io/raspberry-pi-io.ts';
import { openPiTable } from '../../../boards/raspberry-pi/open-pi-table.ts';
import { PI_I2C } from '../../../boards/raspberry-pi/pin-map.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { BusTrace } from './bus-trace.ts';
import { PI_TABLE } from './pi-table.ts';
import { pwmDutyNs } from './simulated-chips.ts';
import { SimulatedLines } from './simulated-lines.ts';

/** As much of johnny-five, which brings no types, as is used here; it is the package as it is. */
interface Five {
  readonly Board: new (options: Record<string, unknown>) => EventEmitter;
  readonly Led: new (
    options: Record<string, unknown>,
  ) => {
    blink(ms: number): void;
    stop(): { off(): void };
    brightness(value: number): void;
  };
  readonly Button: new (options: Record<string, unknown>) => EventEmitter;
  readonly LCD: new (
    options: Record<string, unknown>,
  ) => { cursor(row: number, column: number): { print(text: string): void } };
}

const five: Five = createRequire(import.meta.url)('johnny-five');
const header = new SimulatedLines('pinctrl-bcm2711');
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const open: RaspberryPiIO[] = [];

async function openBoard(): Promise<{ io: RaspberryPiIO; board: EventEmitter }> {
  const io = new RaspberryPiIO();
  open.push(io);
  const board = new five.Board({ io, repl: false, sigint: false, debug: false });
  await once(board, 'ready');
  return { io, board };
}

afterEach(async () => {
  for (const io of open.splice(0)) await io.close();
});

describe('johnny-five, as it is, on a Raspberry Pi', () => {
  it('blinks a light', async () => {
    const { board } = await openBoard();
    const led = new five.Led({ board, pin: 'GPIO14' });
    led.blink(50);
    const seen = new Set<boolean>();
    for (let look = 0; look < 100 && seen.size < 2; look += 1) {
      seen.add(header.level(14));
      await pause(10);
    }
    led.stop().off();
    expect(seen).toEqual(new Set([true, false]));
    expect(header.level(14)).toBe(false);
  });

  it('hears a button go down and up, by the place of its pin', async () => {
    const { board } = await openBoard();
    // P1-10 is GPIO15; pressed, it leads to GND.
    header.pull(15, true);
    const button = new five.Button({ board, pin: 'P1-10', isPullup: true });
    await pause(100);
    const down = once(button, 'down');
    header.pull(15, false);
    await down;
    const up = once(button, 'up');
    header.pull(15, true);
    await up;
  });

  it('dims a light by the PWM of the header', async () => {
    const { board } = await openBoard();
    const led = new five.Led({ board, pin: 12 });
    led.brightness(51);
    for (let look = 0; look < 100 && pwmDutyNs(0) === 0; look += 1) await pause(10);
    expect(pwmDutyNs(0)).toBe(10_000);
  });

  it('writes on a display over I2C', async () => {
    const { io, board } = await openBoard();
    const trace = new BusTrace();
    const lcd = new five.LCD({ board, controller: 'PCF8574', address: 0x27, rows: 4, lines: 4, cols: 20 });
    lcd.cursor(1, 0).print('60 deg head-down');
    await io.idle();
    const backpack = new LcdBackpack();
    for (const byte of trace.bytesTo(0x27)) backpack.write(byte);
    trace.close();
    expect(backpack.display.text[1]?.trimEnd()).toBe('60 deg head-down');
  });

  it('says what a Pi has not, and what does not answer', async () => {
    const { io, board } = await openBoard();
    expect(() => io.pinMode(14, io.MODES.ANALOG)).toThrow('no analog inputs');
    expect(() => io.pinMode(14, io.MODES.PWM)).toThrow('GPIO14 has no such mode: PWM');
    expect(() => io.pinMode(40, io.MODES.OUTPUT)).toThrow("there is no pin 40 at a Raspberry Pi's header");
    const failed = once(board, 'error');
    io.i2cWrite(0x31, [1]);
    const [error] = await failed;
    expect(String(error)).toContain('does not answer at 0x31');
  });
});

describe('what a running table holds', () => {
  it('johnny-five does not get: its lines, its PWM and its sensors', async () => {
    const clock = { nowMs: () => performance.now(), every: () => () => undefined };
    const table = await openPiTable({ settings: PI_TABLE, clock, pause });
    if (!table.ok) throw new Error(table.problem.what);
    const { io, board } = await openBoard();
    expect(() => new five.Led({ board, pin: 16 })).toThrow(
      "GPIO16 (pin 36 of the header, Brake release) is in use by 'upright'",
    );
    expect(() => new five.Button({ board, pin: 17 })).toThrow("is in use by 'upright'");
    expect(() => new five.Led({ board, pin: 12 })).toThrow("the drive's PWM, is the table's while upright runs");
    expect(() => io.i2cWrite(PI_I2C.angle.address, [0, 0])).toThrow("AS5600 at 0x36, is the table's");
    new five.Led({ board, pin: 14 }).stop();
    await table.table.close();
    new five.Led({ board, pin: 16 }).stop();
  });

  it('nor what it had before a table began', async () => {
    const { io, board } = await openBoard();
    const led = new five.Led({ board, pin: 12 });
    led.brightness(51);
    const clock = { nowMs: () => performance.now(), every: () => () => undefined };
    const table = await openPiTable({ settings: PI_TABLE, clock, pause });
    if (!table.ok) throw new Error(table.problem.what);
    expect(() => led.brightness(200)).toThrow("is the table's while upright runs");
    expect(pwmDutyNs(0)).toBe(0);
    await io.close();
    await table.table.close();
  });
});
