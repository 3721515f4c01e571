import { expect, it } from 'vitest';
import { BUILT_IN_PROGRAMS } from '../../src/programs/built-in-programs.ts';
import { completedAsPlanned, MASSES_KG } from '../evidence/judges.ts';
import { simulate } from '../support/simulate.ts';

// A short share of `npm run evidence -- sessions`, which runs three masses and fifty seeds of every program.
const SHARE = Object.keys(BUILT_IN_PROGRAMS).filter((name) => !/^build-up-[2-7]$/.test(name));

it.each(SHARE.map((name, index) => [name, MASSES_KG[index % MASSES_KG.length] ?? 85] as const))(
  '%s is completed as planned, with %d kg',
  (name, massKg) => {
    const result = simulate(name, { seed: massKg, rider: { massKg, comCm: 0 } });
    expect(completedAsPlanned(name)(result)).toBeNull();
  },
);
