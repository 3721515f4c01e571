import { Firmata } from 'firmata-io';
import { Board, Button, LCD, Led, Sensor } from 'johnny-five';
import { expect, it } from 'vitest';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import type { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import type { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { until } from '../../support/pty-pair.ts';

const LCD_ADDRESS = 0x27;

/** An emulated board with what the script finds at its pins. */
export interface ScriptedBoard {
  readonly uno: EmulatedUno;
  readonly lcd: LcdBackpack;
  readonly baudRate: number | null;
  /** Firmata's number of a light, and what it shows. */
  readonly light: { readonly pin: number; isOn(): boolean };
  readonly pwmPin: 9 | 11;
  readonly button: { readonly pin: number; readonly isPullup: boolean; move(isPressed: boolean): void };
  advance(ms: number): void;
}

export interface OpenedBoard {
  /** Each part is told its board: without one johnny-five takes the first that was ever opened. */
  readonly board: Board;
  /** Time stands still again. */
  stop(): void;
}

/** Unmodified johnny-five over firmata-io, ready when it resolves. */
export async function openJohnnyFive(scripted: ScriptedBoard): Promise<OpenedBoard> {
  const link = new EmulatedSerialLink({ uno: scripted.uno, baudRate: scripted.baudRate });
  const timer = setInterval(() => scripted.advance(10), 2);
  const io = new Firmata(link, { reportVersionTimeout: 1 });
  const board = new Board({ io, repl: false, sigint: false, debug: false });
  await new Promise((resolve) => board.once('ready', resolve));
  return { board, stop: () => clearInterval(timer) };
}

/** The same for every board: what it asks for is johnny-five's, and what is looked at stands at the pins. */
export function johnnyFiveScript(scripted: ScriptedBoard, openedOf: () => OpenedBoard): void {
  it('blinks a light', async () => {
    const { light } = scripted;
    const { board } = openedOf();
    const led = new Led({ pin: light.pin, board }).blink(20);
    for (const isOn of [true, false, true, false, true]) await until(() => light.isOn() === isOn);
    led.stop();
  });

  it('dims a light by PWM', async () => {
    const { pwmPin, uno } = scripted;
    const { board } = openedOf();
    new Led({ pin: pwmPin, board }).brightness(51);
    await until(() => uno.outputOf(`D${pwmPin}`) === 51 / 255);
    new Led({ pin: pwmPin, board }).brightness(204);
    await until(() => uno.outputOf(`D${pwmPin}`) === 204 / 255);
  });

  it('reads a sensor', async () => {
    const { uno } = scripted;
    const { board } = openedOf();
    let counts = 300;
    uno.adc.source = (channel) => (channel === 2 ? counts : 0);
    const sensor = new Sensor({ pin: 'A2', freq: 20, board });
    await until(() => sensor.value === 300);
    counts = 777;
    await until(() => sensor.value === 777);
  });

  it('hears a button that is pressed and let go', async () => {
    const { button, uno } = scripted;
    const { board } = openedOf();
    const heard: string[] = [];
    const { pin, isPullup } = button;
    const contact = new Button({ pin, isPullup, board });
    for (const event of ['press', 'release']) contact.on(event, () => heard.push(event));
    const readyMs = uno.nowMs + 200;
    await until(() => uno.nowMs > readyMs);
    button.move(true);
    await until(() => heard.length === 1);
    button.move(false);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['press', 'release']);
  });

  it('writes to a 20x4 display over I2C', async () => {
    const { lcd } = scripted;
    const { board } = openedOf();
    const display = new LCD({ controller: 'PCF8574T', address: LCD_ADDRESS, rows: 4, cols: 20, board });
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
}
