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
});
