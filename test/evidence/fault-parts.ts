import { ALL_FAULTS, injectOne, injectPair, type Judged } from '../verification/inject.ts';
import { SCENES } from '../verification/scenes.ts';

/** Faults at random moments of every state, and pairs of them, as `evidence.ts` runs and counts them. */
export interface InjectionPart {
  readonly name: string;
  /** One that opens a port takes turns with it. */
  runs(): Generator<Judged> | AsyncGenerator<Judged>;
}

/** `MOMENTS=3 npm run evidence -- matrix` takes a quarter of an hour, all of them the better part of a day. */
const { MOMENTS: asked = '100' } = process.env;
const MOMENTS = Number(asked);
const PAIR_MOMENTS = 3;
/** Of a fault that has variants the first is meant. */
const FIRST_VARIANTS = ALL_FAULTS.filter(
  (fault, index) => ALL_FAULTS.findIndex((each) => each.slice(0, 4) === fault.slice(0, 4)) === index,
);

export const INJECTION_PARTS: readonly InjectionPart[] = [
  {
    name: `matrix: every fault and variant in every state, ${MOMENTS} moments each`,
    *runs() {
      for (const fault of ALL_FAULTS)
        for (const scene of SCENES)
          for (let trial = 0; trial < MOMENTS; trial += 1) yield injectOne(fault, scene, trial);
    },
  },
  {
    name: `pairs: every two faults in either order, up to 10 s apart, ${PAIR_MOMENTS} moments each`,
    *runs() {
      for (const one of FIRST_VARIANTS)
        for (const other of FIRST_VARIANTS) {
          if (one === other) continue;
          for (let trial = 0; trial < PAIR_MOMENTS; trial += 1) yield injectPair(one, other, trial);
        }
    },
  },
];
