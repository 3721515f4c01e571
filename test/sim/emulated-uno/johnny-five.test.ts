import { readFileSync } from 'node:fs';
import { Led, Motor } from 'johnny-five';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmulatedInputs } from '../../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';
import { COMMITTED_IMAGE } from '../../support/board-bench.ts';
import { calibratedEeprom } from '../../support/calibrated-eeprom.ts';
import { until } from '../../support/pty-pair.ts';
import { johnnyFiveScript, type OpenedBoard, openJohnnyFive, type ScriptedBoard } from './johnny-five-script.ts';

const STANDARD_FIRMATA = new URL(
  '../../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex',
  import.meta.url,
);
const LCD_ADDRESS = 0x27;

/** The image that the avrgirl-arduino package ships, on a board with a light, a button and a display. */
describe('johnny-five on StandardFirmata', () => {
  const image = readIntelHex(readFileSync(STANDARD_FIRMATA, 'utf8'));
  if (!image.ok) throw new Error(image.because);
  const uno = new EmulatedUno({ flash: image.flash });
  const lcd = new LcdBackpack();
  const scripted: ScriptedBoard = {
    uno,
    lcd,
    baudRate: 57_600,
    light: { pin: 13, isOn: () => uno.outputOf('D13') === 1 },
    pwmPin: 9,
    button: { pin: 4, isPullup: true, move: (isPressed) => uno.hold('D4', isPressed ? false : null) },
    advance: (ms) => uno.advance(ms),
  };
  let opened: OpenedBoard;

  beforeAll(async () => {
    uno.bus.attach(LCD_ADDRESS, lcd);
    // The program's own blinking of its version, two seconds long, passes before anybody listens.
    uno.advance(2500);
    opened = await openJohnnyFive(scripted);
  });
  afterAll(() => opened.stop());

  johnnyFiveScript(scripted, () => opened);

  it('drives a motor', async () => {
    const motor = new Motor({ pins: { pwm: 3, dir: 12 }, board: opened.board });
    motor.forward(128);
    await until(() => (uno.outputOf('D3') ?? 0) > 0);
    expect(uno.outputOf('D3')).toBe(128 / 255);
    expect(uno.outputOf('D12')).toBe(1);
    motor.stop();
    await until(() => uno.outputOf('D3') === 0);
  });
});

/** This release's image on the table. Its drive holds by itself, which leaves D11 to Firmata (decision 24). */
describe("johnny-five on this release's firmware", () => {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    table: { ...DEFAULT_SETTINGS.table, drive: { ...DEFAULT_SETTINGS.table.drive, brake: 'self-locking' } },
  };
  const table = new EmulatedTable({
    flash: COMMITTED_IMAGE,
    bootLoader: 'optiboot-8',
    eeprom: calibratedEeprom(settings),
    settings,
  });
  const hands = new EmulatedInputs(table);
  const scripted: ScriptedBoard = {
    uno: table.uno,
    lcd: table.wiring.lcd,
    baudRate: null,
    light: { pin: 20, isOn: () => table.wiring.isLit('LIGHT_GREEN') },
    pwmPin: 11,
    button: {
      pin: 13,
      isPullup: false,
      move: (isPressed) => (isPressed ? hands.press('UP', null) : hands.release('UP')),
    },
    advance: (ms) => table.advance(ms),
  };
  let opened: OpenedBoard;

  beforeAll(async () => {
    table.advance(200);
    opened = await openJohnnyFive(scripted);
  });
  afterAll(() => opened.stop());

  it('moves no table, whatever it writes to the pins of the drive', async () => {
    const atDeg = table.plant.tiltDeg;
    const { board } = opened;
    for (const pin of [9, 10, 12]) {
      try {
        new Led({ pin, board }).on();
      } catch {
        // A pin without any capability may be refused by johnny-five itself.
      }
    }
    const readyMs = table.nowMs + 500;
    await until(() => table.nowMs > readyMs);
    expect(table.drive.pinDuty).toBe(0);
    expect(table.drive.relayIsHeld).toBe(true);
    expect(table.plant.tiltDeg).toBe(atDeg);
  });

  johnnyFiveScript(scripted, () => opened);
});
