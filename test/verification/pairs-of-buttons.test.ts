import { describe, expect, it } from 'vitest';
import { PAIRS } from './hands.ts';
import type { Judged } from './inject.ts';
import { pressPair } from './press-pair.ts';
import { pressPairUpright, UPRIGHT_STATES } from './press-pair-upright.ts';
import { HAND_SCENES } from './scenes.ts';

/** A share of what `npm run evidence` runs whole: in every other state another pair. */
const STRIDE = 23;
const UPRIGHT_STRIDE = 12;

const complaintsOf = (judged: readonly Judged[]): readonly string[] =>
  judged
    .filter(({ complaint }) => complaint !== null)
    .map(({ name, complaint, replay }) => `${name}: ${complaint}\n${replay}`);

describe('two buttons pressed together', () => {
  it('[H-05] [H-21] end where the higher of the two puts the rider, and nothing goes down unasked', () => {
    const pressed = HAND_SCENES.filter((_, index) => index % 2 === 0).map((scene, index) => {
      const pair = PAIRS[(7 + index * STRIDE) % PAIRS.length];
      if (pair === undefined) throw new Error('there are pairs');
      return pressPair(pair, scene, 0, 1);
    });
    expect(complaintsOf(pressed)).toEqual([]);
  });

  it('move no table that is upright, but for START where it is ready', () => {
    const pressed = UPRIGHT_STATES.flatMap((state, index) =>
      PAIRS.filter((_, number) => number % UPRIGHT_STRIDE === index).map((pair) => pressPairUpright(pair, state)),
    );
    expect(complaintsOf(pressed)).toEqual([]);
  });

  it.each([
    ['SELECT, opened at -6', { button: 'SELECT', held: false }],
    ['DOWN held, opened at -4.9', { button: 'DOWN', held: true }],
  ] as const)(
    '[H-21] RETURN moves nothing where a latch that opened head-down has stopped the table: %s',
    (_, hand) => {
      const held = pressPair([hand, { button: 'CLAMP', held: false }], 'held-up', 1);
      expect(held.complaint, held.replay).toBe(null);
    },
  );

  it('[H-14] [H-21] a latch that opens in a blind way up stops it without a jolt', () => {
    const pressed = pressPair(
      [
        { button: 'UP', held: true },
        { button: 'CLAMP', held: false },
      ],
      'returning-blind',
      5,
    );
    expect(pressed.complaint, pressed.replay).toBe(null);
  });
});
