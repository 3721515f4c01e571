import { initialTransition, transition } from 'xstate';
import type { TableEventBody } from '../../src/machine/table-event.ts';
import { tableMachine } from '../../src/machine/table-machine.ts';
import type { Row } from './finding.ts';
import { ENDLESS_PLAN, ENDLESS_SETTINGS, holdQuietly } from './held-table.ts';
import { shown } from './numbers.ts';
import { median, percentile } from './statistics.ts';
import { bytesPerCall, timePerCallUs } from './timing.ts';

const TIMED = { batches: 100, callsPerBatch: 20_000 };
/** A million cycles in all, few enough at a time that nothing is collected meanwhile. */
const COUNTED = { batches: 500, callsPerBatch: 2000 };

/**
 * A tick of a hold in which nothing happens, all of it but the hardware, against one step of the real machine. Of the
 * bytes, 16 are the caller's: a time with a fraction, handed over as a number on the heap.
 */
export const quietCycle: Row = {
  name: 'quiet-cycle',
  measure(progress) {
    const { cycle, isHolding } = holdQuietly();
    progress(`${shown(TIMED.batches * TIMED.callsPerBatch)} cycles timed`);
    const cycleUs = timePerCallUs(cycle, TIMED);
    const step = stepOfRealMachine();
    const stepUs = timePerCallUs(step, { batches: 100, callsPerBatch: 1000 });
    progress(`${shown(COUNTED.batches * COUNTED.callsPerBatch)} cycles counted`);
    const cycleBytes = bytesPerCall(cycle, COUNTED);
    const stepBytes = bytesPerCall(step, { batches: 50, callsPerBatch: 100 });
    if (!isHolding()) throw new Error('the cycles were not quiet: the hold has ended');
    return [
      {
        what: 'a quiet cycle: time',
        value: median(cycleUs),
        unit: 'us',
        spread: `p90 ${shown(percentile(cycleUs, 0.9))}; 2 M cycles`,
        target: { sense: 'under', limit: 0.7 },
        peers: [{ what: "one transition() of the table's machine", value: median(stepUs), unit: 'us' }],
      },
      {
        what: 'a quiet cycle: allocated',
        value: median(cycleBytes),
        unit: 'bytes',
        spread: `p90 ${shown(percentile(cycleBytes, 0.9))}; 1 M cycles`,
        target: { sense: 'under', limit: 64 },
        peers: [{ what: 'the same transition()', value: median(stepBytes), unit: 'bytes' }],
      },
    ];
  },
};

/** From a ramp into its hold: an ordinary step, with the actions of both. */
function stepOfRealMachine(): () => void {
  const input = { settings: ENDLESS_SETTINGS, plan: ENDLESS_PLAN, occupancy: 'person' } as const;
  let [snapshot] = initialTransition(tableMachine, input);
  const onTheWay: readonly TableEventBody[] = [
    { type: 'SELF_TEST_PASSED' },
    { type: 'START_PRESSED' },
    { type: 'DEADLINE', name: 'arming-ends' },
  ];
  const here = { tiltDeg: 75, latchClosed: true };
  for (const event of onTheWay) [snapshot] = transition(tableMachine, snapshot, { ...event, ...here, atMs: 0 });
  if (snapshot.value !== 'moving') throw new Error(`the machine is ${String(snapshot.value)}, not moving`);
  const moving = snapshot;
  return () => {
    transition(tableMachine, moving, { type: 'ARRIVED', ...here, atMs: 1000, tiltDeg: -60 });
  };
}
