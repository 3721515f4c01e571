import { CYCLES_PER_MS } from '../../sim/emulated-uno/avr-chip.ts';
import { DRIVES, EStopTrials, ORDERS } from './board/e-stop-trials.ts';
import type { Row } from './finding.ts';
import { johnnyFiveLatency } from './johnny-five-latency.ts';
import { latencyFinding } from './latency-finding.ts';

const TRIALS = 10_000;
const BRIDGES = ['pwm-dir', 'two-pwm'] as const;
/** The board's own way up takes six times as long to begin as a lease: one press in so many meets it. */
const BY_ITSELF_EVERY = 10;

/** E-STOP on the emulated Uno with our image: from the pin's edge to the drive's pins off, in the board's cycles. */
export const eStopLatency: Row = {
  name: 'e-stop',
  async measure(progress) {
    const ms: number[] = [];
    for (const [index, bridge] of BRIDGES.entries()) {
      const trials = await EStopTrials.open(bridge, 1 + index);
      for (let trial = 0; trial < TRIALS / BRIDGES.length; trial += 1) {
        if (trial % 50 === 0) progress(`press ${ms.length} of ${TRIALS}`);
        const drive = trial % BY_ITSELF_EVERY === 0 ? 'by itself' : (DRIVES[trial % 2] ?? 'up');
        const order = ORDERS[Math.floor(trial / 2) % ORDERS.length] ?? 'at once';
        ms.push((await trials.trial(drive, order)) / CYCLES_PER_MS);
      }
    }
    const what = 'E-STOP: pin edge to drive pins off';
    const peers = [await johnnyFiveLatency('stop', 1, progress)];
    return [latencyFinding({ what, trials: ms, unit: 'ms', judged: 1, limit: 2, peers })];
  },
};
