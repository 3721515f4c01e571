import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { SessionResult } from '../../sim/session-result.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { fault, press, release } from '../support/simulate.ts';
import { completed, MASSES_KG, type Part, UP_WITHIN_MS, uprightBy, withinBounds } from './judges.ts';

const SESSION_MS = 956_000;
const FACTORS = ['friction', 'inertia', 'motorTorque', 'noise'] as const;

/** Sessions on the simulated table with something amiss in each, judged by what the plant did. */
export const SESSION_PARTS: readonly Part[] = [
  {
    name: 'tables: friction, inertia, torque and noise 30 % up and down, every corner, 3 masses',
    run(check) {
      for (const massKg of MASSES_KG)
        for (let corner = 0; corner < 16; corner += 1) {
          const factor = (bit: number) => ((corner >> bit) & 1 ? 1.3 : 0.7);
          const variation = { friction: factor(0), inertia: factor(1), motorTorque: factor(2), noise: factor(3) };
          check('kim-2013-60', { seed: 1 + corner, rider: { massKg, comCm: 0 }, variation }, completed);
        }
      for (const name of FACTORS)
        for (const factor of [0.7, 1.3])
          for (let seed = 1; seed <= 5; seed += 1) {
            const variation = { friction: 1, inertia: 1, motorTorque: 1, noise: 1, [name]: factor };
            check('kim-2013-60', { seed, rider: { massKg: 85, comCm: 0 }, variation }, completed);
          }
    },
  },
  {
    name: 'RETURN at 1,000 moments, with a second press, in a pause',
    run(check) {
      const random = new SeededRandom(7);
      for (let trial = 0; trial < 1000; trial += 1) {
        const atS = random.uniform() * (SESSION_MS / 1000);
        const events: ScheduledEvent[] = [press('RETURN', atS)];
        if (trial % 3 === 1) events.push(press('RETURN', atS + random.uniform() * 5));
        if (trial % 3 === 2) events.push(press('START', Math.max(0.6, atS - random.uniform() * 30)));
        check('kim-2013-60', { seed: trial, events }, uprightBy(atS * 1000 + UP_WITHIN_MS));
      }
    },
  },
  {
    name: 'faults at 100 moments each, upright in time',
    run(check) {
      const random = new SeededRandom(11);
      // H-08 shows itself only when the table moves: at the latest after the hold of three minutes.
      const ids = {
        'H-04': 0,
        'H-08': 185,
        'H-09:repeated': 2,
        'H-11:open': 0,
        'H-11:short': 0,
        'H-26': 1,
        'H-27': 5,
        'H-28': 0,
      };
      for (const [id, unseenS] of Object.entries(ids))
        for (let trial = 0; trial < 100; trial += 1) {
          const atS = 1 + random.uniform() * (SESSION_MS / 1000 - 60);
          const deadlineMs = (atS + unseenS + 12) * 1000 + UP_WITHIN_MS;
          check('kim-2013-60', { seed: trial, events: [fault(id, atS)] }, uprightBy(deadlineMs));
        }
    },
  },
  {
    name: 'jams while inverting at 100 moments: stop, then up',
    run(check) {
      const random = new SeededRandom(13);
      for (let trial = 0; trial < 100; trial += 1) {
        const atS = 3 + random.uniform() * 64;
        check(
          'kim-2013-60',
          { seed: trial, events: [fault('H-18', atS)] },
          uprightBy(atS * 1000 + UP_WITHIN_MS + 10_000),
        );
      }
    },
  },
  {
    name: 'E-STOP and open clamps at 100 moments each: held, then up by hand',
    run(check) {
      const random = new SeededRandom(17);
      for (let trial = 0; trial < 100; trial += 1) {
        const atS = 5 + random.uniform() * 900;
        const stopped = [press('ESTOP', atS)];
        check('kim-2013-60', { seed: trial, events: stopped }, (result) => stoppedOr(result, 'ESTOP'));
        const risen = [
          press('ESTOP', atS),
          release('ESTOP', atS + 5),
          press('UP', atS + 6, 59),
          press('RETURN', atS + 70),
        ];
        check('kim-2013-60', { seed: trial, events: risen }, uprightBy((atS + 70) * 1000 + UP_WITHIN_MS));
        check('kim-2013-60', { seed: trial, events: [fault('H-21', atS)] }, (result) => stoppedOr(result, 'H-21'));
      }
    },
  },
  {
    name: 'the rider does not answer, from 200 moments',
    run(check) {
      const random = new SeededRandom(19);
      for (let trial = 0; trial < 200; trial += 1) {
        const unresponsiveFromMs = Math.round(random.uniform() * SESSION_MS * 0.85);
        check('kim-2013-60', { seed: trial, unresponsiveFromMs }, (result) => {
          if (result.outcome === 'completed') return unresponsiveFromMs > 780_000 ? null : 'completed';
          if (Math.abs(result.finalTiltDeg) > 1) return `ended at ${result.finalTiltDeg}`;
          return withinBounds(result);
        });
      }
    },
  },
];

/** Held where it was, or already so far up that the latch no longer carries anybody. */
function stoppedOr(result: SessionResult, cause: string): string | null {
  if (result.outcome === 'stopped' && result.cause === cause) return withinBounds(result);
  if (cause === 'H-21' && result.outcome === 'returned' && result.cause === 'H-59') return withinBounds(result);
  return `${result.outcome} by ${result.cause}, ended at ${result.finalTiltDeg}`;
}
