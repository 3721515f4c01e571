import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EmulatedInputs } from '../../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedTable, type EmulatedTableOptions } from '../../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { FrameCodec } from '../../../src/domain/frame-codec.ts';
import { INPUT } from '../../../src/domain/inputs.ts';
import { BOARD_FAULT, SYSEX, TELEMETRY_LAYOUT } from '../../../src/domain/lease-frames.ts';
import { assembled, store } from './assembled-uno.ts';

const [DDRB, TCCR1A, TCCR1B, ICR1, OCR1A, OCR1B] = [0x24, 0x80, 0x81, 0x86, 0x88, 0x8a];
const TOP = 400;
const word = (low: number, value: number): string =>
  `${store({ [low + 1]: value >> 8 })}\n${store({ [low]: value & 255 })}`;

/** Brake released and this much duty at D9 and D10 for ever, the relay's pin toggled or not. */
function driving(up: number, down: number, beats: boolean): string {
  return `${store({ [DDRB]: 0x1e })}
    ${word(ICR1, TOP)}
    ${word(OCR1A, up * TOP)}
    ${word(OCR1B, down * TOP)}
    ${store({ [TCCR1A]: 0xa2, [TCCR1B]: 0x11 })}
    SBI 0x05, 3
    LDI r16, 16
    LDI r24, 1
    loop: ${beats ? 'OUT 0x03, r16' : 'NOP'}
    LDI r25, 16
    wait: SBIW r24, 1
    BRNE wait
    RJMP loop`;
}

function tableWith(source: string, options: Partial<EmulatedTableOptions> = {}): EmulatedTable {
  return new EmulatedTable({
    flash: assembled(source),
    bootLoader: 'none',
    rider: null,
    startTiltDeg: -30,
    ...options,
  });
}

const TWO_PWM: Pick<EmulatedTableOptions, 'settings'> = {
  settings: {
    ...DEFAULT_SETTINGS,
    table: { ...DEFAULT_SETTINGS.table, drive: { ...DEFAULT_SETTINGS.table.drive, bridge: 'two-pwm' } },
  },
};

/** The values of a telemetry frame, its sysex number first. */
function telemetryOf(frame: readonly number[]): Record<(typeof TELEMETRY_LAYOUT)[number]['name'], number> {
  const codec = new FrameCodec(SYSEX.telemetry, TELEMETRY_LAYOUT);
  const values = Object.fromEntries(TELEMETRY_LAYOUT.map(({ name }) => [name, 0])) as ReturnType<typeof telemetryOf>;
  expect(codec.decode(Uint8Array.from(frame.slice(1)), values)).toBe(true);
  return values;
}

describe('a table with an emulated board', () => {
  it('moves as the compare registers behind its drive pins say', () => {
    const table = tableWith(driving(0.3, 0, true), TWO_PWM);
    table.advance(2000);
    expect(table.drive.pinDuty).toBe(0.3);
    expect(table.plant.rateDegPerSec).toBeGreaterThan(2);
    expect(table.plant.tiltDeg).toBeGreaterThan(-27);
  });

  it('takes D10 for the direction of a bridge of that kind', () => {
    const table = tableWith(driving(0.3, 1, true));
    table.advance(500);
    expect(table.drive.pinDuty).toBe(-0.3);
    expect(table.plant.rateDegPerSec).toBeLessThan(-1);
  });

  it('stands with E-STOP pressed, whatever the board drives: its contacts cut the supply', () => {
    const table = tableWith(driving(0.3, 0, true), TWO_PWM);
    const inputs = new EmulatedInputs(table);
    table.advance(1000);
    inputs.press('ESTOP', null);
    table.advance(300);
    const { tiltDeg } = table.plant;
    table.advance(3000);
    expect(table.drive.pinDuty).toBe(0.3);
    expect(table.plant.rateDegPerSec).toBe(0);
    expect(table.plant.tiltDeg).toBe(tiltDeg);
  });

  it('is driven upright at low power by its relay while no board toggles the pin, and stands at the limit', () => {
    const table = tableWith(driving(0, 0.5, false), { ...TWO_PWM, startTiltDeg: 66 });
    table.advance(500);
    expect(table.drive.relayIsHeld).toBe(false);
    let most = 0;
    for (let passedMs = 0; passedMs < 9000; passedMs += 100) {
      table.advance(100);
      most = Math.max(most, table.plant.rateDegPerSec);
    }
    expect(most).toBeLessThan(2.2);
    expect(table.plant.tiltDeg).toBeGreaterThan(table.plant.ends.uprightSwitchDeg);
    expect(table.plant.tiltDeg).toBeLessThan(table.plant.ends.uprightStopDeg);
    expect(table.plant.rateDegPerSec).toBe(0);
  });

  it('has E-STOP before the relay', () => {
    const table = tableWith(driving(0, 0, false), TWO_PWM);
    new EmulatedInputs(table).press('ESTOP', null);
    table.advance(3000);
    expect(table.plant.tiltDeg).toBeCloseTo(-30, 10);
  });

  it('shows contacts at the pins of the map, and those of the expander there', () => {
    // Pull-ups on all inputs of ports B and D.
    const table = tableWith(`${store({ 43: 0xfc, 37: 0x01 })}\nloop: RJMP loop`, { startTiltDeg: 20 });
    const inputs = new EmulatedInputs(table);
    const { uno, wiring } = table;
    table.advance(2);
    // E-STOP's channels closed, RETURN not pressed, neither limit.
    expect([2, 3, 4, 5, 6, 7].map((bit) => uno.ports.D.levelOf(bit))).toEqual([false, false, true, false, true, false]);
    inputs.press('RETURN', null);
    inputs.press('UP', null);
    inputs.press('START', null);
    expect([4, 5].map((bit) => uno.ports.D.levelOf(bit))).toEqual([false, true]);
    expect(uno.ports.B.levelOf(5)).toBe(true);
    wiring.expander.begin();
    for (const byte of [0x0c, 0xff]) wiring.expander.write(byte);
    wiring.expander.begin();
    wiring.expander.write(0x12);
    expect(wiring.expander.read() & 0x0f).toBe(0x0e);
  });

  it('converts its potentiometer with the noise of each conversion, and shows what is broken about it', () => {
    const table = tableWith('loop: RJMP loop');
    table.advance(2);
    const convert = (): number => table.uno.adc.source(0, 0);
    const converted = Array.from({ length: 200 }, convert);
    const mean = converted.reduce((sum, counts) => sum + counts, 0) / converted.length;
    expect(Math.abs(mean - table.sensors.tiltCounts)).toBeLessThan(1);
    expect(new Set(converted).size).toBeGreaterThan(2);
    const inputs = new EmulatedInputs(table);
    expect(inputs.inject('H-11:open')).toEqual({ ok: true });
    table.advance(20);
    expect(convert()).toBeGreaterThan(1015);
  });

  it('lets a board without supply float its pins until the supply is back', () => {
    const table = tableWith(driving(0.2, 0, true), TWO_PWM);
    const inputs = new EmulatedInputs(table);
    table.advance(200);
    inputs.inject('H-24:dip');
    table.advance(100);
    expect([table.uno.isStarting, table.uno.outputOf('D9')]).toEqual([true, null]);
    table.advance(400);
    expect([table.uno.isStarting, table.drive.pinDuty]).toEqual([false, 0.2]);
    expect(table.uno.resets['brown-out']).toBe(1);
  });

  it('runs a board whose crystal is fast by as much', () => {
    const table = tableWith('loop: RJMP loop');
    new EmulatedInputs(table).inject('H-37:fast');
    table.advance(1000);
    expect(table.uno.nowMs).toBeCloseTo(1100, 1);
  });
});

describe("this release's firmware on the emulated board", () => {
  const image = readIntelHex(
    readFileSync(new URL('../../../boards/arduino/firmware/upright-uno.hex', import.meta.url), 'utf8'),
  );
  if (!image.ok) throw new Error(image.because);

  it('holds its relay, feeds its watchdog, sends a frame every 10 ms and hears the chips on its bus', () => {
    const table = new EmulatedTable({ flash: image.flash, rider: null });
    const frames: number[][] = [];
    let frame: number[] = [];
    table.uno.line.onByte = (byte) => {
      if (byte === 0xf0) frame = [];
      else if (byte !== 0xf7) frame.push(byte);
      else if (frame[0] === SYSEX.telemetry) frames.push(frame);
    };
    table.advance(400);
    frames.length = 0;
    table.advance(500);
    // The first or last of them may lie across the edge.
    expect(Math.abs(frames.length - 50)).toBeLessThanOrEqual(1);
    const values = telemetryOf(frames.at(-1) ?? []);
    expect(values.inputs & (INPUT.E_STOP_A_CLOSED | INPUT.UPRIGHT_LIMIT)).toBe(
      INPUT.E_STOP_A_CLOSED | INPUT.UPRIGHT_LIMIT,
    );
    expect(values.faults & (BOARD_FAULT.expanderSilent | BOARD_FAULT.accelerometerSilent)).toBe(0);
    expect(Math.abs(values.tiltSum / 8 - table.sensors.tiltCounts)).toBeLessThan(2);
    expect(values.accelAlong / 16_384).toBeCloseTo(Math.sin((75 * Math.PI) / 180), 1);
    expect(table.drive.relayIsHeld).toBe(true);
    expect(table.uno.resets.watchdog).toBe(0);
  });
});
