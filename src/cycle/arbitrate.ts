import type { Settings } from '../config/settings.ts';
import type { MotionDemand } from '../domain/demand.ts';
import type { BoardMode } from '../domain/frames.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';

const OFF: MotionDemand = { kind: 'off' };
const STAY: MotionDemand = { kind: 'stay' };
const BLIND: MotionDemand = { kind: 'blind' };

/**
 * Safety's second act. The machine has had the verdict as an event and should have left the session by now; where its
 * demand still goes on as if nothing had happened, the demand is replaced.
 */
export class Arbiter {
  readonly #emergency: MotionDemand;

  constructor(settings: Settings) {
    const { rates, uprightDeg } = settings.table;
    this.#emergency = {
      kind: 'return',
      targetDeg: uprightDeg,
      rates: {
        headDownUpDegPerSec: rates.emergencyDegPerSec,
        headUpUpDegPerSec: rates.emergencyHeadUpDegPerSec,
        downDegPerSec: rates.rampDegPerSec,
      },
    };
  }

  /**
   * The machine's demand, or what safety puts in its place. While the board does not obey, the table is the board's: a
   * plan that ran on all the same, and were it a stop, would be taken up in its middle as soon as the board obeys again.
   */
  arbitrate(demand: MotionDemand, verdict: SafetyVerdict, mode: BoardMode): MotionDemand {
    if (mode !== 'leased') return OFF;
    // Away from what is in the way and nowhere else: with the angle or the clamps in doubt it just stands.
    if (demand.kind === 'retreat') return verdict.clampsLost || verdict.trusted === 'none' ? STAY : demand;
    const moves = demand.kind === 'ramp' || demand.kind === 'return' || demand.kind === 'jog';
    if (moves && verdict.clampsLost && !(demand.kind === 'jog' && demand.direction === 1)) return STAY;
    if (moves && verdict.trusted === 'none') return BLIND;
    if (!verdict.returnDemanded) return demand;
    if (demand.kind === 'ramp') return this.#emergency;
    if (demand.kind === 'jog' && demand.direction === -1) return this.#emergency;
    return demand;
  }
}
