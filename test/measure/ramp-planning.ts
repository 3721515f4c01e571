import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { type MotionLimits, planTrajectory, type TiltState } from '../../src/trajectory/plan-trajectory.ts';
import type { Row } from './finding.ts';
import { shown } from './numbers.ts';
import { median, percentile } from './statistics.ts';

const SEED = 1;
const BATCHES = 100;
const PLANS_PER_BATCH = 10_000;
const WARM_UP = 5;

interface Move {
  readonly start: TiltState;
  readonly targetDeg: number;
  readonly limits: MotionLimits;
}

/** One plan after the other from random states, most under limits that differ up and down, a third of them long ways. */
export const rampPlanning: Row = {
  name: 'ramp-planning',
  measure(progress) {
    const random = new SeededRandom(SEED);
    const us: number[] = [];
    let longestS = 0;
    for (let batch = -WARM_UP; batch < BATCHES; batch += 1) {
      if (batch % 25 === 0) progress(`${shown(batch * PLANS_PER_BATCH)} of ${shown(BATCHES * PLANS_PER_BATCH)} plans`);
      const moves = Array.from({ length: PLANS_PER_BATCH }, () => anyMove(random));
      const startedMs = performance.now();
      for (const { start, targetDeg, limits } of moves) {
        const { durationS } = planTrajectory(start, targetDeg, limits);
        if (durationS > longestS) longestS = durationS;
      }
      if (batch >= 0) us.push(((performance.now() - startedMs) * 1000) / PLANS_PER_BATCH);
    }
    if (!(longestS > 1)) throw new Error('nothing was planned');
    return [
      {
        what: 'a ramp planned, any state and limits',
        value: median(us),
        unit: 'us',
        spread: `p90 of batches ${shown(percentile(us, 0.9))}; 1 M plans`,
        target: { sense: 'under', limit: 1 },
        peers: [{ what: 'Ruckig in C++', value: 0.15, unit: 'us', quoted: true }],
      },
    ];
  },
};

function anyMove(random: SeededRandom): Move {
  const symmetric = random.integerBelow(4) === 0;
  const maxRate = random.between(0.5, 8);
  const maxAccel = random.between(0.5, 10);
  const limits = {
    maxRate,
    minRate: symmetric ? -maxRate : -random.between(0.5, 8),
    maxAccel,
    minAccel: symmetric ? -maxAccel : -random.between(0.5, 10),
    maxJerk: random.between(1, 30),
  };
  const tiltDeg = random.between(-90, 90);
  // Up to a tenth beyond the limits: a start may break them.
  const rateShare = random.between(-1.1, 1.1);
  const accelShare = random.between(-1.1, 1.1);
  const reachDeg = [150, 5, 0.1][random.integerBelow(3)] ?? 150;
  return {
    limits,
    start: {
      tiltDeg,
      rateDegPerSec: rateShare * (rateShare > 0 ? limits.maxRate : -limits.minRate),
      accelDegPerSec2: accelShare * (accelShare > 0 ? limits.maxAccel : -limits.minAccel),
    },
    targetDeg: tiltDeg + random.between(-reachDeg, reachDeg),
  };
}
