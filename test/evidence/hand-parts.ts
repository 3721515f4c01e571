import { PAIRS } from '../verification/hands.ts';
import { pressPair } from '../verification/press-pair.ts';
import { pressPairUpright, UPRIGHT_STATES } from '../verification/press-pair-upright.ts';
import { HAND_SCENES } from '../verification/scenes.ts';
import type { InjectionPart } from './fault-parts.ts';

const MOMENTS = 10;

/** Every pair of buttons pressed together in every state. */
export const HAND_PARTS: readonly InjectionPart[] = [
  ...HAND_SCENES.map((scene) => ({
    name: `hands: ${PAIRS.length} pairs of buttons in ${scene}, ${MOMENTS} moments each`,
    *runs() {
      for (const pair of PAIRS) for (let trial = 0; trial < MOMENTS; trial += 1) yield pressPair(pair, scene, trial);
    },
  })),
  ...UPRIGHT_STATES.map((state) => ({
    name: `hands: ${PAIRS.length} pairs of buttons in ${state}, upright`,
    *runs() {
      for (const pair of PAIRS) yield pressPairUpright(pair, state);
    },
  })),
];
