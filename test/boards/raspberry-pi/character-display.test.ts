import { expect, it } from 'vitest';
import { CharacterDisplay } from '../../../boards/raspberry-pi/character-display.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';

class Sink {
  readonly backpack = new LcdBackpack();
  readonly lengths: number[] = [];
  isGone = false;

  async send(bytes: readonly number[]) {
    if (this.isGone) return { ok: false, errno: 'ENXIO' } as const;
    this.lengths.push(bytes.length);
    for (const byte of bytes) this.backpack.write(byte);
    return { ok: true, value: null } as const;
  }

  async close() {}
}

const options = { rows: 4, columns: 20, pause: async () => undefined };

it('shows four lines, and draws only what differs, in messages that leave the bus to the sensors', async () => {
  const sink = new Sink();
  const display = new CharacterDisplay(sink, options);
  display.lines(['kim-2013-60', 'holding 2:41', 'left 10:02  2/3', '60 deg head-down']);
  await display.drawn();
  expect(sink.backpack.display.text.map((line) => line.trimEnd())).toEqual([
    'kim-2013-60',
    'holding 2:41',
    'left 10:02  2/3',
    '60 deg head-down',
  ]);
  expect([sink.backpack.display.isOn, sink.backpack.isLit]).toEqual([true, true]);
  expect(Math.max(...sink.lengths)).toBeLessThanOrEqual(33);
  const before = sink.lengths.length;
  display.lines(['kim-2013-60', 'holding 2:40', 'left 10:02  2/3', '60 deg head-down']);
  await display.drawn();
  expect(sink.lengths.length - before).toBe(1);
  expect(sink.backpack.display.text[1]?.trimEnd()).toBe('holding 2:40');
});

it('says once that it is gone, and asks nothing more of the bus', async () => {
  const sink = new Sink();
  const display = new CharacterDisplay(sink, options);
  display.lines(['one']);
  await display.drawn();
  sink.isGone = true;
  display.lines(['two']);
  await display.drawn();
  expect(display.failure).toBe('ENXIO');
  sink.isGone = false;
  display.lines(['three']);
  await display.drawn();
  expect(sink.backpack.display.text[0]?.trimEnd()).toBe('one');
});
