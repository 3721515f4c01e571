import { describe, expect, it } from 'vitest';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { ButtonEdges } from '../../src/sensing/button-edges.ts';

const REST = INPUTS_AT_REST;
const RETURN_DOWN = (REST | INPUT.RETURN_MADE) & ~INPUT.RETURN_BREAK_CLOSED;

/** Each entry is the inputs of one 10 ms tick; the answer is what was pressed and released in each. */
function edgesOf(ticks: readonly number[]): { pressed: number[]; released: number[]; returned: boolean[] } {
  const buttons = new ButtonEdges();
  const found = { pressed: [] as number[], released: [] as number[], returned: [] as boolean[] };
  ticks.forEach((inputs, tick) => {
    buttons.update(inputs, tick * 10);
    found.pressed.push(buttons.pressed);
    found.released.push(buttons.released);
    found.returned.push(buttons.returnEdge);
  });
  return found;
}

describe('ButtonEdges', () => {
  it('takes a press once its level has stood for 20 ms, and once only', () => {
    const down = REST | INPUT.START;
    expect(edgesOf([REST, down, down, down, down]).pressed).toEqual([0, 0, 0, INPUT.START, 0]);
  });

  it('takes a release after 20 ms as well', () => {
    const down = REST | INPUT.UP;
    expect(edgesOf([REST, down, down, down, REST, REST, REST]).released).toEqual([0, 0, 0, 0, 0, 0, INPUT.UP]);
  });

  it('takes bounce under 20 ms for nothing, however long it lasts', () => {
    const ticks = Array.from({ length: 60 }, (_, tick) => (tick % 2 === 0 ? REST : REST | INPUT.DOWN));
    const { pressed, released } = edgesOf(ticks);
    expect(pressed.every((bits) => bits === 0)).toBe(true);
    expect(released.every((bits) => bits === 0)).toBe(true);
  });

  it('does not take a button that is held at power-on for a press', () => {
    const down = REST | INPUT.START | INPUT.DOWN;
    const { pressed, released } = edgesOf([down, down, down, down, down, REST, REST, REST]);
    expect(pressed.every((bits) => bits === 0)).toBe(true);
    expect(released.at(-1)).toBe(INPUT.START | INPUT.DOWN);
  });

  it.each([
    ['both contacts', RETURN_DOWN],
    ['the closing contact alone', REST | INPUT.RETURN_MADE],
    ['the opening contact alone', REST & ~INPUT.RETURN_BREAK_CLOSED],
  ])('takes RETURN in the tick of its first edge, by %s', (_, inputs) => {
    expect(edgesOf([REST, inputs, inputs, REST, inputs]).returned).toEqual([false, true, false, false, true]);
  });

  it('does not take a RETURN that is held at power-on for an edge, but the next press', () => {
    expect(edgesOf([RETURN_DOWN, RETURN_DOWN, REST, RETURN_DOWN]).returned).toEqual([false, false, false, true]);
  });

  it('keeps a pressed level through a bounce of another button', () => {
    const buttons = new ButtonEdges();
    for (let tick = 0; tick < 4; tick += 1) buttons.update(tick === 0 ? REST : REST | INPUT.UP, tick * 10);
    expect(buttons.levels & INPUT.UP).not.toBe(0);
    buttons.update(REST | INPUT.UP | INPUT.SELECT, 40);
    buttons.update(REST | INPUT.UP, 50);
    expect(buttons.levels & INPUT.UP).not.toBe(0);
    expect(buttons.released).toBe(0);
  });

  it('takes a press beside a contact that never stands still', () => {
    const hum = (tick: number, inputs: number): number => (tick % 2 === 0 ? inputs : inputs | INPUT.SELECT);
    const ticks = [REST, REST, ...Array(8).fill(REST | INPUT.UP)].map((inputs, tick) => hum(tick, inputs));
    expect(edgesOf(ticks).pressed.filter((bits) => bits !== 0)).toEqual([INPUT.UP]);
  });
});

describe('a contact that chatters', () => {
  const BUTTONS = [INPUT.START, INPUT.UP, INPUT.DOWN, INPUT.SELECT, INPUT.GRIP];

  /** What the mains make of an open wire, sampled every 10 ms. */
  const hum = (bit: number, hz: number, ms: number): number[] =>
    Array.from({ length: ms / 10 }, (_, tick) => (((tick * hz) / 100 + 0.13) % 1 < 0.5 ? REST | bit : REST));
  const steady = (inputs: number, ms: number): number[] => Array(ms / 10).fill(inputs);
  const releasedAtMs = (bit: number, ticks: readonly number[]): number[] =>
    edgesOf(ticks).released.flatMap((bits, tick) => ((bits & bit) === 0 ? [] : [tick * 10]));

  it.each(BUTTONS.flatMap((bit) => [48, 50, 60, 12].map((hz) => [bit, hz] as const)))(
    'reads as let go in its second second: bit %i at %i Hz',
    (bit, hz) => {
      const closed = releasedAtMs(bit, [...steady(REST | bit, 500), ...hum(bit, hz, 3000)]);
      expect(closed.at(-1)).toBeGreaterThan(500);
      expect(closed.at(-1)).toBeLessThan(500 + 1200);
    },
  );

  it('is not one that a fast finger taps', () => {
    const tap = [...steady(REST | INPUT.UP, 70), ...steady(REST, 80)];
    const { pressed } = edgesOf([...steady(REST, 100), ...Array(20).fill(tap).flat()]);
    expect(pressed.filter((bits) => bits === INPUT.UP)).toHaveLength(20);
  });

  it('nor one that bounces for half a second, and again later', () => {
    const burst = [...hum(INPUT.GRIP, 50, 500), ...steady(REST | INPUT.GRIP, 5000)];
    expect(releasedAtMs(INPUT.GRIP, [...steady(REST | INPUT.GRIP, 100), ...burst, ...burst, ...burst])).toEqual([]);
  });

  it('[H-01] [H-03] is no press when it comes to rest closed, but when it was open for a second before', () => {
    for (const bit of [INPUT.DOWN, INPUT.UP]) {
      const broken = [...steady(REST, 100), ...hum(bit, 50, 2000), ...steady(REST | bit, 9000)];
      expect(edgesOf(broken).pressed.every((bits) => bits === 0)).toBe(true);
      const early = [...broken, ...steady(REST, 900), ...steady(REST | bit, 500)];
      expect(edgesOf(early).pressed.every((bits) => bits === 0)).toBe(true);
      const mended = [...broken, ...steady(REST, 1010), ...steady(REST | bit, 500)];
      expect(edgesOf(mended).pressed.filter((bits) => bits !== 0)).toEqual([bit]);
    }
  });

  it.each([
    ['closing', INPUT.RETURN_MADE],
    ['opening', INPUT.RETURN_BREAK_CLOSED],
  ])('[H-04] leaves RETURN as it is: the %s one chatters, and the other is pressed', (_, bit) => {
    const buttons = new ButtonEdges();
    const pressedBy = bit === INPUT.RETURN_MADE ? REST & ~INPUT.RETURN_BREAK_CLOSED : REST | INPUT.RETURN_MADE;
    const atRest = hum(bit, 50, 3000).map((inputs, tick) => (tick < 299 ? inputs ^ (REST & bit) : REST));
    atRest.forEach((inputs, tick) => {
      buttons.update(inputs, tick * 10);
    });
    buttons.update(pressedBy, 3000);
    expect([buttons.returnEdge, buttons.chattering]).toEqual([true, 0]);
  });
});
