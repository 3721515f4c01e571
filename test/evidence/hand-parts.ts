import { PAIRS } from '../verification/hands.ts';
import { pressPair } from '../verification/press-pair.ts';
import { pressPairUpright, UPRIGHT_STATES } from '../verification/press-pair-upright.ts';
import { HAND_SCENES } from '../verification/scenes.ts';
import type { InjectionPart } from './fault-parts.ts';

const MOMENTS = 10;

/** Every pair of buttons pressed together in every state. */
export const HAND_PARTS: readonly InjectionPart[] = [
  {
    name: `hands: ${PAIRS.length} pairs of buttons in ${HAND_SCENES.length} states of a session, ${MOMENTS} moments each`,
    *runs() {
      for (const scene of HAND_SCENES)
        for (const pair of PAIRS) for (let trial = 0; trial < MOMENTS; trial += 1) yield pressPair(pair, scene, trial);
    },
  },
  {
    name: `hands: ${PAIRS.length} pairs of buttons in ${UPRIGHT_STATES.length} states upright`,
    *runs() {
      for (const state of UPRIGHT_STATES) for (const pair of PAIRS) yield pressPairUpright(pair, state);
    },
  },
];
