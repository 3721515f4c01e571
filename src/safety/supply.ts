import type { Settings } from '../config/settings.ts';
import { eStopOpen } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

const MAINS_LOST_MS = 300;
const LOW_MS = 1000;
/** What the reserve gives at rest says how full it is; under a load it says more of the wiring. */
const AT_REST_AMPS = 2;
/** After E-STOP, which may cut what the sense is wired to, the supply comes back within this, ms. */
const AFTER_E_STOP_MS = 1000;

/** Whether the supply sense counts: a supply that E-STOP has cut is no fault of the supply. */
class SupplySense {
  #cutAtMs = Number.NEGATIVE_INFINITY;

  counts({ nowMs, inputs }: SafetyInput['estimate']): boolean {
    if (eStopOpen(inputs)) this.#cutAtMs = nowMs;
    return nowMs - this.#cutAtMs > AFTER_E_STOP_MS;
  }
}

/** H-23: the mains are gone and the table runs on its reserve, which is there for the way up and not for a session. */
export function mainsLost(settings: Settings): Check {
  const { mainsAboveVolts } = settings.board.supply;
  const sense = new SupplySense();
  const below = new Sustained();
  return {
    id: 'H-23',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const lost = sense.counts(estimate) && estimate.supplyVolts < mainsAboveVolts;
      return below.heldMs(lost, estimate.nowMs) >= MAINS_LOST_MS;
    },
  };
}

/** H-25: what is left of the reserve is fewer than two ways up. */
export function reserveLow(settings: Settings): Check {
  const { reserveLowVolts } = settings.board.supply;
  const sense = new SupplySense();
  const below = new Sustained();
  return {
    id: 'H-25',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const low = sense.counts(estimate) && estimate.supplyVolts < reserveLowVolts;
      return below.heldMs(low && estimate.currentAmps < AT_REST_AMPS, estimate.nowMs) >= LOW_MS;
    },
  };
}
