import { afterEach, describe, expect, it } from 'vitest';
import {
  findGpioChips,
  type LineRequest,
  lineUser,
  requestLines,
} from '../../../boards/raspberry-pi/kernel/gpio-chip.ts';
import type { GpioLines, LineEdge } from '../../../boards/raspberry-pi/kernel/gpio-lines.ts';
import { addChip, SimulatedLines } from './simulated-lines.ts';

// Its lines from 44 on: those below are the table's in other tests, and a pull outlasts them.
const header = new SimulatedLines('pinctrl-bcm2711');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (isSo: () => boolean) => {
  for (let look = 0; look < 200 && !isSo(); look += 1) await pause(10);
};
const open: GpioLines[] = [];

function request(wanted: Partial<LineRequest> & Pick<LineRequest, 'lines'>): GpioLines {
  const made = requestLines(header.path, { direction: 'input', consumer: 'upright test', ...wanted });
  if (!made.ok) throw new Error(made.errno);
  open.push(made.value);
  return made.value;
}

afterEach(() => {
  for (const lines of open.splice(0)) lines.close();
});

describe('lines of a kernel', () => {
  it('finds a chip by its label, whatever its number', () => {
    const other = addChip('other', { label: 'gpio-expander', lines: 8 });
    const labels = findGpioChips().chips.map(({ label }) => label);
    other.remove();
    expect(labels).toContain('pinctrl-bcm2711');
    expect(labels).toContain('gpio-expander');
    expect(findGpioChips().chips.find(({ label }) => label === 'pinctrl-bcm2711')?.path).toBe(header.path);
  });

  it('reads several lines at once, active low, with the bias that was asked for', () => {
    const lines = request({ lines: [44, 45, 46], activeLow: true, bias: 'pull-up' });
    expect(lines.values()).toBe(0b000);
    expect(header.bias(45)).toBe('pull-up');
    header.pull(45, false);
    expect(lines.values()).toBe(0b010);
  });

  it('sets lines from their first moment on, each by its bit', () => {
    const lines = request({ lines: [47, 48], direction: 'output', initial: 0b10 });
    expect([header.level(47), header.level(48)]).toEqual([false, true]);
    expect(lines.set(0b01, 0b01)).toBe(true);
    expect([header.level(47), header.level(48)]).toEqual([true, true]);
  });

  it('says every edge with the time at which the kernel saw it', async () => {
    header.pull(49, false);
    const lines = request({ lines: [49], edges: true });
    const edges: LineEdge[] = [];
    lines.watch(
      (edge) => edges.push(edge),
      () => undefined,
    );
    const before = process.hrtime.bigint();
    header.pull(49, true);
    header.pull(49, false);
    const after = process.hrtime.bigint();
    await until(() => edges.length >= 2);
    expect(edges.map(({ line, rising }) => [line, rising])).toEqual([
      [0, true],
      [0, false],
    ]);
    for (const { timestampNs } of edges) expect(timestampNs > before && timestampNs < after).toBe(true);
    expect(lines.lost).toBe(0);
  });

  it('[H-35] counts edges that the kernel had no room for, and says that the lines must be read again', async () => {
    header.pull(49, false);
    const lines = request({ lines: [49], edges: true });
    let readAgain = 0;
    let heard = 0;
    lines.watch(
      () => {
        heard += 1;
      },
      () => {
        readAgain += 1;
      },
    );
    // No turn of the event loop in between: nobody takes them out of the kernel's buffer of 256.
    for (let edge = 0; edge < 400; edge += 1) header.pull(49, edge % 2 === 0);
    await until(() => heard >= 256);
    expect(heard).toBe(256);
    expect(lines.lost).toBe(144);
    expect(readAgain).toBeGreaterThan(0);
  });

  it('lets the kernel swallow what bounces, where that is asked for', async () => {
    header.pull(50, false);
    const lines = request({ lines: [50], edges: true, debounceUs: 20_000 });
    let heard = 0;
    lines.watch(
      () => {
        heard += 1;
      },
      () => undefined,
    );
    for (let bounce = 0; bounce < 9; bounce += 1) header.pull(50, bounce % 2 === 0);
    // On a busy computer a guest comes late to its own timers: the one edge is waited for, and then any more.
    await until(() => heard > 0);
    await pause(150);
    expect(heard).toBe(1);
  });

  it('says who has a line that is busy', () => {
    request({ lines: [51], consumer: 'fan control' });
    const again = requestLines(header.path, { lines: [51], direction: 'input', consumer: 'upright' });
    expect(again).toEqual({ ok: false, errno: 'EBUSY' });
    expect(lineUser(header.path, 51)).toBe('fan control');
  });

  it('[H-34] reads nothing more of a chip that is gone', () => {
    const other = addChip('gone', { label: 'gone-soon', lines: 4 });
    const chip = findGpioChips().chips.find(({ label }) => label === 'gone-soon');
    const made = requestLines(chip?.path ?? '', { lines: [1], direction: 'output', consumer: 'upright' });
    if (!made.ok) throw new Error(made.errno);
    expect(made.value.set(1, 1)).toBe(true);
    other.remove();
    expect(made.value.set(0, 1)).toBe(false);
    expect(made.value.values()).toBeNull();
    made.value.close();
  });
});
