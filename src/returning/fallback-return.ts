import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import { clampsOpen, eStopOpen, INPUT } from '../domain/inputs.ts';
import { type Setpoint, standingSetpoint } from '../domain/setpoint.ts';
import { CYCLE_S } from '../domain/time.ts';
import { clamp } from '../domain/units.ts';
import { isNearUprightByEither } from '../domain/upright-limit.ts';
import { FallbackHands, type FallbackHold } from './fallback-hold.ts';

/** Near enough to the end to stand on the brake, deg. */
const ARRIVED_WITHIN_DEG = 0.3;
/** The table has followed its setpoint to the end when it is this near, deg. */
const UP_WITHIN_DEG = 1;
/** Share of the acceleration that the slowing down counts on; the rest is for the change of acceleration itself. */
const BRAKING_SHARE = 0.5;
/** Control never leaves the table further from its setpoint than this, deg: it does not follow. */
const LOST_TRACK_DEG = 3;
/** A current above what any rider asks of the drive, for this long, pushes against something. */
const OVER_CURRENT_MS = 50;
/** Faster than the setpoint by more than feedback adds, for this long: the drive runs away. */
const OVERSPEED_DEG_PER_SEC = 2;
const OVERSPEED_MS = 200;

/**
 * The way up when the machine or anything beside it has thrown. It needs no machine, no plan and no verdict: from the
 * motion that the table had, the rate changes by the set acceleration toward the emergency rate, and falls with the
 * distance left. E-STOP and an open ankle latch still come first, a released E-STOP moves nothing before RETURN or UP,
 * and what held the table before the throw holds it after. It ends where the table is upright, not where the setpoint
 * is, on the brake, for good; and where the table does not follow, it gives up rather than push.
 */
export class FallbackReturn {
  readonly #settings: Settings;
  readonly setpoint: Setpoint = standingSetpoint();
  done = false;
  /** The table does not follow: drive off, brake on, and whoever knows another way up may take it. */
  gaveUp = false;
  /** It is unclear which of two angles is right: as slowly as a ramp. */
  inDoubt = false;
  readonly hands = new FallbackHands();
  /** A hand on UP has pushed in vain, and has not let go since. */
  #handTried = false;
  #overCurrentSinceMs = Number.NaN;
  #overspeedSinceMs = Number.NaN;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Takes the motion over as it is, and what held the table. */
  begin(moving: Readonly<Setpoint>, hold: FallbackHold = 'nothing'): void {
    Object.assign(this.setpoint, moving, { returning: true, arrived: false, gaveUp: false });
    this.hands.hold = hold;
  }

  step(estimate: TableEstimate): Setpoint {
    const next = this.setpoint;
    const { rates, uprightDeg } = this.#settings.table;
    next.rateLimitDegPerSec = rates.emergencyDegPerSec;
    const { inputs } = estimate;
    const { hands } = this;
    hands.update(estimate);
    if (!hands.onUp) this.#handTried = false;
    if (eStopOpen(inputs) || hands.hold === 'until-asked' || this.gaveUp) return this.#stand('off', estimate);
    const hangsLoose = clampsOpen(inputs) && estimate.headDown;
    const byHand = hangsLoose || hands.hold === 'but-by-hand';
    if (byHand && !hands.onUp) return this.#slowToRest(estimate);
    if (this.done || this.#isUp(estimate)) {
      this.done = true;
      return this.#stand('standing', estimate);
    }
    // Where the angle itself has changed its source, the setpoint begins anew at the table.
    if (next.kind !== 'moving' || estimate.rebasedByDeg !== 0) this.#stand('moving', estimate);
    else if (this.#isInVain(estimate)) {
      if (byHand) this.#handTried = true;
      else this.gaveUp = true;
    }
    if (this.#handTried || this.gaveUp) return this.#stand('off', estimate);
    const leftDeg = Math.max(0, uprightDeg - next.tiltDeg);
    const belowDeg = Math.max(0, -next.tiltDeg);
    const slowing = 2 * BRAKING_SHARE * rates.accelDegPerSec2;
    const fastest = Math.min(
      byHand || this.inDoubt || hands.inDoubt ? rates.rampDegPerSec : rates.emergencyDegPerSec,
      Math.sqrt(rates.emergencyHeadUpDegPerSec ** 2 + slowing * belowDeg),
    );
    this.#approach(Math.min(fastest, Math.sqrt(slowing * leftDeg)));
    return next;
  }

  /** Something is in the way, or the drive does not move the table, or runs away with it. */
  #isInVain({ nowMs, tiltDeg, currentAmps, fittedRateDegPerSec }: TableEstimate): boolean {
    const overDegPerSec = Math.abs(fittedRateDegPerSec) - Math.abs(this.setpoint.rateDegPerSec);
    if (overDegPerSec < OVERSPEED_DEG_PER_SEC) this.#overspeedSinceMs = Number.NaN;
    else if (Number.isNaN(this.#overspeedSinceMs)) this.#overspeedSinceMs = nowMs;
    if (nowMs - this.#overspeedSinceMs >= OVERSPEED_MS) return true;
    if (currentAmps <= this.#settings.table.drive.obstructionAmps) this.#overCurrentSinceMs = Number.NaN;
    else if (Number.isNaN(this.#overCurrentSinceMs)) this.#overCurrentSinceMs = nowMs;
    const isPushing = nowMs - this.#overCurrentSinceMs >= OVER_CURRENT_MS;
    return isPushing || Math.abs(this.setpoint.tiltDeg - tiltDeg) > LOST_TRACK_DEG;
  }

  /** Where the table is, not where it was told to be; or the limit, where either source agrees with it. */
  #isUp(estimate: TableEstimate): boolean {
    const { tiltDeg, inputs, potTiltDeg, potInBand, accelTiltDeg, accelPlausible } = estimate;
    const { uprightDeg } = this.#settings.table;
    const setpoint = this.setpoint;
    const setpointDeg = setpoint.kind === 'moving' ? setpoint.tiltDeg : tiltDeg;
    if (uprightDeg - setpointDeg <= ARRIVED_WITHIN_DEG && uprightDeg - tiltDeg <= UP_WITHIN_DEG) return true;
    if ((inputs & INPUT.UPRIGHT_LIMIT) === 0) return false;
    const apart = accelPlausible && Math.abs(potTiltDeg - accelTiltDeg) > LOST_TRACK_DEG;
    if (potInBand && !apart) return false;
    return isNearUprightByEither(estimate, uprightDeg);
  }

  #slowToRest(estimate: TableEstimate): Setpoint {
    if (this.setpoint.kind !== 'moving') return this.#stand('standing', estimate);
    this.#approach(0);
    return this.setpoint.rateDegPerSec === 0 ? this.#stand('standing', estimate) : this.setpoint;
  }

  #approach(wantedRate: number): void {
    const next = this.setpoint;
    const step = this.#settings.table.rates.accelDegPerSec2 * CYCLE_S;
    const change = clamp(wantedRate - next.rateDegPerSec, -step, step);
    next.tiltDeg += (next.rateDegPerSec + change / 2) * CYCLE_S;
    next.rateDegPerSec += change;
    next.accelDegPerSec2 = 0;
  }

  #stand(kind: Setpoint['kind'], estimate: TableEstimate): Setpoint {
    this.setpoint.kind = kind;
    this.setpoint.tiltDeg = estimate.tiltDeg;
    this.setpoint.rateDegPerSec = 0;
    this.setpoint.accelDegPerSec2 = 0;
    return this.setpoint;
  }
}
