import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { PI_I2C, piPin } from '../../../boards/raspberry-pi/pin-map.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { TableHands } from '../../../sim/table-hands.ts';
import { BusTrace } from './bus-trace.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';
import { endAll, pass, upright } from './running-upright.ts';

/** Longer than any silence within a burst, and shorter than that between two. */
const QUIET_MS = 1500;
const MOST_TRIES = 5;

afterEach(endAll);

it('[H-05] upright run --board raspberry-pi is ready, shows it, alarms as IEC 60601-1-8 has it while E-STOP is in, and ends with 0', async () => {
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  const hands = new TableHands(table);
  const trace = new BusTrace();
  hands.press('CLAMP', null);
  const running = upright('run', '--console', 'stdio');
  const { child, said } = running;
  child.stdin.write('wait ready within 20\nstatus\n');
  await pass(table, running, () => said().includes('last frame'));
  expect(said()).toMatch(/ready, upright 7[45]\.\d°, brake on/);
  expect(said()).toContain('board      raspberry-pi');
  expect(said()).toContain('commissioning is not finished; next: upright doctor');
  const shown = () => {
    const backpack = new LcdBackpack();
    for (const byte of trace.bytesTo(PI_I2C.lcd.address)) backpack.write(byte);
    return backpack.display.text[0]?.trimEnd();
  };
  let looks = 0;
  // Twice a second: a look takes as long as a cycle.
  await pass(table, running, () => looks++ % 50 === 49 && shown() === 'kim-2013-60');
  trace.close();

  const tones = new Edges(() => table.lines.level(piPin('BUZZER').gpio));
  const flashes = new Edges(() => table.lines.level(piPin('LIGHT_RED').gpio));
  hands.press('ESTOP', null);
  await pass(table, running, () => {
    tones.look();
    flashes.look();
    return tones.rises > 0 && tones.quietMs > QUIET_MS;
  });
  // A burst is over where it is silent for longer than within one: 0.6 s there, 2.6 s before the next. Red is at 2 Hz.
  expect(tones.rises).toBe(10);
  expect(flashes.perSecond).toBeGreaterThan(1.8);
  expect(flashes.perSecond).toBeLessThan(2.2);

  hands.release('ESTOP');
  hands.press('RETURN', 200);
  child.stdin.write('wait locked within 10\nq\n');
  await pass(table, running, () => running.exitCode() !== null);
  expect(running.exitCode()).toBe(0);
});

class Edges {
  rises = 0;
  readonly #level: () => boolean;
  #was = false;
  #firstMs = 0;
  #lastMs = 0;

  constructor(level: () => boolean) {
    this.#level = level;
  }

  look(): void {
    const is = this.#level();
    const nowMs = performance.now();
    if (is && !this.#was) {
      if (this.rises === 0) this.#firstMs = nowMs;
      this.rises += 1;
      this.#lastMs = nowMs;
    }
    this.#was = is;
  }

  /** Since the last rise, by the wall's time, which is also the other process's. */
  get quietMs(): number {
    return performance.now() - this.#lastMs;
  }

  get perSecond(): number {
    return ((this.rises - 1) * 1000) / (this.#lastMs - this.#firstMs);
  }
}

it('upright doctor checks what hangs on the pins, tries the return relay, and says what it cannot try', async () => {
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  new TableHands(table).press('CLAMP', null);
  const running = upright('doctor');
  await pass(table, running, () => running.exitCode() !== null);
  const said = running.said();
  for (const title of ['header', 'supply', 'angle sensor', 'accelerometer', 'current', 'display', 'limits']) {
    expect(said).toMatch(new RegExp(`^${title} +ok`, 'm'));
  }
  expect(said).toMatch(/^return relay +ok +it was let go, dropped, and picked up again/m);
  expect(said).toMatch(/^E-STOP +- +both channels closed; pressed only where somebody is asked/m);
  expect(said).toMatch(/^drive, brake +- +not tested here, where nothing may move/m);
  expect(said).toContain('0 failed');
  expect(running.exitCode()).toBe(0);
});

it('upright calibrate finds how the magnet is glued on, and writes it into the settings', async () => {
  const glued = { ...PI_TABLE.board.pi, angleAtHorizontal: 3900, angleRises: true };
  const table = new KernelTable({
    settings: { ...PI_TABLE, board: { ...PI_TABLE.board, pi: glued } },
    startTiltDeg: 75,
  });
  const refused = upright('calibrate');
  await pass(table, refused, () => refused.exitCode() !== null);
  expect([refused.exitCode(), refused.said()]).toEqual([4, expect.stringContaining('E-STOP is out')]);
  new TableHands(table).press('ESTOP', null);
  const running = upright('calibrate');
  const turnTo = async (tiltDeg: number, readings: number) => {
    table.plant.turnByHand(tiltDeg);
    const times = (part: RegExp) => running.said().match(part)?.length ?? 0;
    // One who is told that it swings, or has given no reading for a moment, types it again.
    for (let tries = 0; tries < MOST_TRIES && times(/AS5600 reads/g) < readings; tries += 1) {
      const before = running.said().length;
      running.child.stdin.write(`${tiltDeg}\n`);
      await pass(table, running, () => /reads|again/.test(running.said().slice(before)));
    }
    expect(times(/AS5600 reads/g)).toBe(readings);
  };
  await pass(table, running, () => running.said().includes('type the angle'));
  await turnTo(-30, 1);
  await turnTo(0, 2);
  await turnTo(75, 3);
  running.child.stdin.end('\n');
  await pass(table, running, () => running.exitCode() !== null);
  expect(running.said()).toContain('growing as the table rises; 3 points');
  expect(running.exitCode()).toBe(0);
  const found = /angleAtHorizontal: ([\d.]+)/.exec(readFileSync(running.config, 'utf8'))?.[1];
  expect(Math.abs(Number(found) - 3900)).toBeLessThan(3);
});
