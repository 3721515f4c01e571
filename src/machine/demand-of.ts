import type { MotionDemand } from '../domain/demand.ts';
import type { TableState } from '../domain/states.ts';
import { emergencyRates, plannedRates } from './motion-rates.ts';
import { stepTargetDeg } from './step-target.ts';
import type { TableContext } from './table-context.ts';

const OFF: MotionDemand = { kind: 'off' };
const STAY: MotionDemand = { kind: 'stay' };
const BLIND: MotionDemand = { kind: 'blind' };

/** What a state asks of the drive. Every state is named here: one that is missing does not compile. */
export function demandOf(state: TableState, context: TableContext): MotionDemand {
  const { uprightDeg, rates } = context.settings.table;
  switch (state) {
    case 'self-test':
    case 'ready':
    case 'arming':
    case 'holding':
    case 'resting':
    case 'paused':
    case 'laid-flat':
    case 'locked':
      return STAY;
    case 'moving':
      return { kind: 'ramp', targetDeg: stepTargetDeg(context), rates: plannedRates(context) };
    case 'jogging':
      return { kind: 'jog', direction: context.jogDirection, rateDegPerSec: rates.headUpDegPerSec };
    case 'returning-planned':
      return { kind: 'return', targetDeg: uprightDeg, rates: plannedRates(context) };
    case 'returning-emergency':
      return { kind: 'return', targetDeg: context.layFlat ? 0 : uprightDeg, rates: emergencyRates(context) };
    case 'returning-blind':
      return BLIND;
    case 'backing-off':
      if (context.retreatToDeg === null) return OFF;
      return { kind: 'retreat', targetDeg: context.retreatToDeg, rates: plannedRates(context) };
    case 'stopped':
      // Clamps that let go: slow down as gently as a ramp does. Everything else that stops the table stops it now.
      return context.held === 'clamps' && !context.eStopOpen ? STAY : OFF;
    default:
      return state satisfies never;
  }
}

/** Whether two demands ask for the same motion, so that an event beside it does not begin the motion anew. */
export function sameDemand(one: MotionDemand, other: MotionDemand): boolean {
  if (one === other) return true;
  switch (one.kind) {
    case 'off':
    case 'stay':
    case 'blind':
      return one.kind === other.kind;
    case 'jog':
      return other.kind === 'jog' && one.direction === other.direction && one.rateDegPerSec === other.rateDegPerSec;
    case 'ramp':
    case 'return':
    case 'retreat':
      return (
        other.kind === one.kind &&
        one.targetDeg === other.targetDeg &&
        one.rates.headDownUpDegPerSec === other.rates.headDownUpDegPerSec &&
        one.rates.headUpUpDegPerSec === other.rates.headUpUpDegPerSec &&
        one.rates.downDegPerSec === other.rates.downDegPerSec
      );
    default:
      return one satisfies never;
  }
}
