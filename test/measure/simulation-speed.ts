import { assign, createMachine, initialTransition, transition } from 'xstate';
import { runPlantOnly } from '../../sim/run-plant-only.ts';
import { CYCLE_MS } from '../../src/domain/time.ts';
import { simulate } from '../support/simulate.ts';
import type { Row } from './finding.ts';
import { shown } from './numbers.ts';
import { median, percentile } from './statistics.ts';
import { timePerCallUs } from './timing.ts';

const PROGRAM = 'kim-2013-60';
const SESSIONS = 24;
const WARM_UP = 4;
const PLANT_ONLY_S = 2000;

/** The whole closed loop, session after session, against its plant alone and against a loop that steps XState each tick. */
export const simulationSpeed: Row = {
  name: 'simulation-speed',
  measure(progress) {
    const speeds: number[] = [];
    for (let seed = 1; seed <= SESSIONS + WARM_UP; seed += 1) {
      progress(`session ${seed} of ${SESSIONS + WARM_UP}`);
      speeds.push(sessionSpeed(seed));
    }
    const [cold = Number.NaN] = speeds;
    const warm = speeds.slice(WARM_UP);
    progress('plant alone, toy loop');
    return [
      {
        what: 'closed loop, 16 min session',
        value: median(warm),
        unit: 'x real time',
        spread: `p10 ${shown(percentile(warm, 0.1))}, cold ${shown(cold)}; ${SESSIONS} sessions`,
        target: { sense: 'at least', limit: 10_000 },
        peers: [
          { what: 'plant alone', value: plantOnlySpeed(), unit: 'x' },
          { what: 'toy loop of one XState event a tick', value: toyLoopSpeed(), unit: 'x' },
        ],
      },
    ];
  },
};

function sessionSpeed(seed: number): number {
  const startedMs = performance.now();
  const { simMs, outcome } = simulate(PROGRAM, { seed });
  if (outcome !== 'completed') throw new Error(`the session with seed ${seed} ended ${outcome}`);
  return simMs / (performance.now() - startedMs);
}

function plantOnlySpeed(): number {
  const trials: number[] = [];
  for (let trial = 0; trial < 10; trial += 1) {
    const startedMs = performance.now();
    runPlantOnly(PLANT_ONLY_S);
    trials.push((PLANT_ONLY_S * 1000) / (performance.now() - startedMs));
  }
  return median(trials);
}

/** The least that a loop with an event a tick could do: no sensors, no plant, one counter. */
function toyLoopSpeed(): number {
  const machine = createMachine({
    types: {} as { context: { ticks: number }; events: { type: 'TICK' } },
    context: { ticks: 0 },
    on: { TICK: { actions: assign({ ticks: ({ context }) => context.ticks + 1 }) } },
  });
  let [snapshot] = initialTransition(machine);
  const tick = () => {
    [snapshot] = transition(machine, snapshot, { type: 'TICK' });
  };
  return (CYCLE_MS * 1000) / median(timePerCallUs(tick, { batches: 50, callsPerBatch: 4000 }));
}
