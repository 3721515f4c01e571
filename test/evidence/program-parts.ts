import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { BUILT_IN_PROGRAMS } from '../../src/programs/built-in-programs.ts';
import { findProgram } from '../../src/programs/library.ts';
import { disagreements } from '../support/compare-with-timeline.ts';
import { randomProgram } from '../support/random-program.ts';
import { fault, press } from '../support/simulate.ts';
import { completedAsPlanned, MASSES_KG, type Part, UP_WITHIN_MS, uprightBy, withoutOwnPush } from './judges.ts';

const PROGRAMS = Object.keys(BUILT_IN_PROGRAMS);
const RANDOM_PROGRAMS = 1000;

/** The library, programs that nobody would write, and riders who move. */
export const PROGRAM_PARTS: readonly Part[] = [
  {
    name: `sessions: 3 masses x 50 seeds x ${PROGRAMS.length} programs`,
    run(check) {
      for (const program of PROGRAMS)
        for (const massKg of MASSES_KG)
          for (let seed = 1; seed <= 50; seed += 1)
            check(program, { seed, rider: { massKg, comCm: 0 } }, completedAsPlanned(program));
    },
  },
  {
    name: 'exercise: the rider moves where asked, and in every hold, 5 balances x 3 masses x 20 seeds',
    run(check) {
      for (const comCm of [-10, -5, 0, 5, 10])
        for (const massKg of MASSES_KG)
          for (let seed = 1; seed <= 20; seed += 1) {
            const rider = { massKg, comCm };
            check('partial-hold-exercise', { seed, rider }, completedAsPlanned('partial-hold-exercise'));
            check('build-up-3', { seed, rider, riderMovement: 'in-every-hold' }, (result) =>
              completedAsPlanned('build-up-3')(withoutOwnPush(result)),
            );
          }
    },
  },
  {
    name: 'restless: the rider moves all the time, ramps too: nobody is left hanging',
    run(check) {
      for (const massKg of MASSES_KG)
        for (let seed = 1; seed <= 50; seed += 1)
          check('build-up-3', { seed, rider: { massKg, comCm: 0 }, riderMovement: 'always' }, uprightBy(Infinity));
    },
  },
  {
    name: 'exercise jams: on the ramps before and after at 100 moments each',
    run(check) {
      const random = new SeededRandom(23);
      for (let trial = 0; trial < 100; trial += 1) {
        const inverting = Math.round((3 + random.uniform() * 46) * 1000);
        check('partial-hold-exercise', { seed: trial, events: [fault('H-18', inverting / 1000)] }, (result) =>
          result.faults.includes('H-18')
            ? uprightBy(inverting + UP_WITHIN_MS + 10_000)(result)
            : `not found: ${result.outcome}`,
        );
        const rising = 115 + random.uniform() * 10;
        const free = [fault('H-19', rising), { kind: 'clear', atMs: (rising + 40) * 1000, fault: 'H-19' } as const];
        const up = [press('UP', rising + 41, 55)];
        check('partial-hold-exercise', { seed: trial, events: [...free, ...up] }, (result) =>
          result.faults.includes('H-19') ? uprightBy(Infinity)(result) : `not found: ${result.outcome}`,
        );
      }
    },
  },
  {
    name: `random programs: ${RANDOM_PROGRAMS} that pass the check, held as their timelines say`,
    run(check) {
      const folder = mkdtempSync(join(tmpdir(), 'upright-programs-'));
      for (let seed = 1, passed = 0; passed < RANDOM_PROGRAMS; seed += 1) {
        const file = join(folder, `random-${seed}.yaml`);
        writeFileSync(file, randomProgram(seed));
        const found = findProgram(file, DEFAULT_SETTINGS, { programsDir: null });
        if (!found.ok) continue;
        passed += 1;
        const rate = found.program.rampDegPerSec ?? DEFAULT_SETTINGS.table.rates.rampDegPerSec;
        check(file, { seed }, (result) => disagreements(found, result, rate).join(', ') || null);
      }
    },
  },
];
