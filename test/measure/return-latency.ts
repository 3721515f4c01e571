import { ReturnTrials } from './board/return-trials.ts';
import type { Row } from './finding.ts';
import { johnnyFiveLatency } from './johnny-five-latency.ts';
import { latencyFinding } from './latency-finding.ts';
import { percentile } from './statistics.ts';

const HOLD_TRIALS = 1000;
const MOTION_TRIALS = 200;
const P99 = 0.99;
const LIMIT_MS = 25;

/** RETURN on the emulated Uno with our image and the host in the loop, from a hold and on the way down. */
export const returnLatency: Row = {
  name: 'return',
  async measure(progress) {
    const held = await ReturnTrials.open('hold');
    const fromHold: number[] = [];
    for (let trial = 0; trial < HOLD_TRIALS; trial += 1) {
      if (trial % 10 === 0) progress(`hold ${trial} of ${HOLD_TRIALS}`);
      fromHold.push(await held.fromHold());
    }
    const moving = await ReturnTrials.open('way down');
    const turned: number[] = [];
    const asked: number[] = [];
    for (let trial = 0; trial < MOTION_TRIALS; trial += 1) {
      if (trial % 10 === 0) progress(`way down ${trial} of ${MOTION_TRIALS}`);
      const turn = await moving.onTheWayDown();
      turned.push(turn.turnedMs);
      asked.push(turn.askedMs);
    }
    const peers = [await johnnyFiveLatency('forward', P99, progress)];
    const judged = { unit: 'ms', judged: P99, limit: LIMIT_MS } as const;
    const planned = {
      what: 'of it, until the host begins the jerk-limited turn, p99',
      value: percentile(asked, P99),
      unit: 'ms',
    } as const;
    return [
      latencyFinding({ what: 'RETURN in a hold: edge to first upward duty, p99', trials: fromHold, peers, ...judged }),
      latencyFinding({
        what: 'RETURN on the way down: edge to the turn of the drive, p99',
        trials: turned,
        peers: [planned, ...peers],
        ...judged,
      }),
    ];
  },
};
