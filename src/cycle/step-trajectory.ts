import type { Settings } from '../config/settings.ts';
import type { MotionDemand, MotionRates } from '../domain/demand.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import { INPUT } from '../domain/inputs.ts';
import { type Setpoint, standingSetpoint } from '../domain/setpoint.ts';
import { CYCLE_MS } from '../domain/time.ts';
import { BlindReturn } from '../returning/blind-return.ts';
import { planReturn } from '../trajectory/plan-return.ts';
import { type MotionLimits, planTrajectory, type TiltState, type Trajectory } from '../trajectory/plan-trajectory.ts';
import { stoppingDistance } from '../trajectory/stopping-distance.ts';
import { isUprightByLimit } from './upright-by-limit.ts';

/** The setpoint begins anew at the table when it is further from it than control ever leaves it, deg. */
const LOST_TRACK_DEG = 2;
/** A motion has arrived this near its target, deg, ... */
const ARRIVED_WITHIN_DEG = 0.2;
/** ... or, once the plan has been over for this long, s, somewhat less near. */
const SETTLE_S = 0.5;
const SETTLED_WITHIN_DEG = 0.4;
/**
 * Follows a demand along a planned motion. A new demand is planned from the motion that the setpoint has right then, so
 * that nothing is ever felt of the change but its acceleration; the plan's time begins when the brake has let go.
 */
export class TrajectoryStepper {
  readonly #settings: Settings;
  readonly #blind: BlindReturn;
  readonly #now: TiltState = { tiltDeg: 0, rateDegPerSec: 0, accelDegPerSec2: 0 };
  readonly setpoint: Setpoint = standingSetpoint();
  #demand: MotionDemand = { kind: 'stay' };
  #plan: Trajectory | null = null;
  #targetDeg = 0;
  /** Ends by itself on the brake: a stop, which nobody waits for. */
  #stopping = false;
  #endedByLimit = false;
  #beganAtMs = 0;
  #reported = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#blind = new BlindReturn(settings.table.drive);
  }

  /** Returns the one setpoint record, rewritten. */
  step(demand: MotionDemand, estimate: TableEstimate, driving: boolean): Setpoint {
    const next = this.setpoint;
    next.arrived = false;
    next.gaveUp = false;
    if (demand !== this.#demand || estimate.rebasedByDeg !== 0) this.#begin(demand, estimate, driving);
    if (next.kind === 'moving') this.#move(estimate, driving);
    else if (next.kind === 'blind') this.#moveBlind(estimate, driving);
    else this.#rest(estimate);
    return next;
  }

  /** On the brake; a way up that has nowhere to go has arrived. */
  #rest(estimate: TableEstimate): void {
    const next = this.setpoint;
    next.tiltDeg = estimate.tiltDeg;
    if (this.#demand.kind !== 'return' || this.#reported) return;
    this.#reported = true;
    next.arrived = true;
  }

  #begin(demand: MotionDemand, estimate: TableEstimate, driving: boolean): void {
    const wasMoving = this.setpoint.kind === 'moving';
    const wasBlind = this.setpoint.kind === 'blind' && this.#blind.outcome === 'under-way';
    if (!wasMoving || estimate.rebasedByDeg !== 0 || this.#lostTrack(estimate))
      this.setpoint.tiltDeg = estimate.tiltDeg;
    this.#demand = demand;
    this.#reported = false;
    this.#stopping = false;
    this.#endedByLimit = false;
    // The motion that is taken over is the one of the tick before: a tick left out would be felt as a hitch.
    this.#beganAtMs = wasMoving ? estimate.nowMs - CYCLE_MS : estimate.nowMs;
    this.setpoint.returning = demand.kind === 'return' || demand.kind === 'blind';
    this.setpoint.retreating = demand.kind === 'retreat';
    switch (demand.kind) {
      case 'off':
        this.#stand('off');
        break;
      case 'stay':
        if (wasMoving) this.#planStop();
        else if (wasBlind) this.#stopping = true;
        else this.#stand('standing');
        break;
      case 'ramp':
      case 'retreat':
        this.#planTo(demand.targetDeg, demand.rates);
        break;
      case 'return':
        this.#planReturn(demand.targetDeg, demand.rates);
        break;
      case 'jog':
        this.#planJog(demand.direction, demand.rateDegPerSec);
        break;
      case 'blind':
        this.#beginBlind(estimate, driving ? { wasMoving, wasBlind } : {});
        break;
      default:
        demand satisfies never;
    }
  }

  #lostTrack(estimate: TableEstimate): boolean {
    return Math.abs(this.setpoint.tiltDeg - estimate.tiltDeg) > LOST_TRACK_DEG;
  }

  #stand(kind: 'off' | 'standing' | 'blind'): void {
    const next = this.setpoint;
    next.kind = kind;
    next.rateDegPerSec = 0;
    next.accelDegPerSec2 = 0;
    this.#plan = null;
  }

  #planTo(targetDeg: number, rates: MotionRates): void {
    if (targetDeg >= this.setpoint.tiltDeg) {
      this.#planUp(targetDeg, rates);
      return;
    }
    const limits = this.#limits(rates.headUpUpDegPerSec, rates.downDegPerSec);
    this.#follow(planTrajectory(this.setpoint, targetDeg, limits), targetDeg, rates.downDegPerSec);
  }

  /** A way up never goes down again: where the table cannot stop before the target any more, it just stops. */
  #planReturn(targetDeg: number, rates: MotionRates): void {
    const limits = this.#limits(rates.headDownUpDegPerSec, rates.downDegPerSec);
    const stopsAtDeg =
      this.setpoint.tiltDeg + stoppingDistance(this.setpoint.rateDegPerSec, this.setpoint.accelDegPerSec2, limits);
    if (stopsAtDeg < targetDeg) this.#planUp(targetDeg, rates);
    else if (this.setpoint.kind === 'moving') this.#planStop();
    else this.#stand('standing');
    this.#stopping = false;
  }

  #planUp(targetDeg: number, rates: MotionRates): void {
    const plan = planReturn(this.setpoint, targetDeg, {
      headDown: this.#limits(rates.headDownUpDegPerSec, rates.downDegPerSec),
      headUp: this.#limits(rates.headUpUpDegPerSec, rates.downDegPerSec),
    });
    this.#follow(plan, targetDeg, Math.max(rates.headDownUpDegPerSec, rates.headUpUpDegPerSec, rates.downDegPerSec));
  }

  #planJog(direction: 1 | -1, rateDegPerSec: number): void {
    const { uprightDeg, invertedDeg } = this.#settings.table;
    const targetDeg = direction > 0 ? uprightDeg : invertedDeg;
    const limits = this.#limits(rateDegPerSec, rateDegPerSec);
    this.#follow(planTrajectory(this.setpoint, targetDeg, limits), targetDeg, rateDegPerSec);
  }

  #planStop(): void {
    const rate = Math.max(Math.abs(this.setpoint.rateDegPerSec), this.#settings.table.rates.rampDegPerSec);
    const limits = this.#limits(rate, rate);
    const { tiltDeg, rateDegPerSec, accelDegPerSec2 } = this.setpoint;
    const targetDeg = tiltDeg + stoppingDistance(rateDegPerSec, accelDegPerSec2, limits);
    this.#follow(planTrajectory(this.setpoint, targetDeg, limits), targetDeg, this.setpoint.rateLimitDegPerSec);
    this.#stopping = true;
  }

  #follow(plan: Trajectory, targetDeg: number, rateLimitDegPerSec: number): void {
    this.#plan = plan;
    this.#targetDeg = targetDeg;
    this.setpoint.kind = 'moving';
    this.setpoint.rateLimitDegPerSec = Math.max(rateLimitDegPerSec, Math.abs(this.setpoint.rateDegPerSec));
  }

  #beginBlind(estimate: TableEstimate, { wasMoving = false, wasBlind = false }): void {
    this.#stand('blind');
    this.setpoint.rateLimitDegPerSec = this.#settings.table.rates.emergencyDegPerSec;
    const distanceDeg = this.#settings.table.uprightDeg - estimate.tiltDeg;
    const was = wasBlind ? 'blind' : wasMoving ? 'moving' : 'standing';
    this.#blind.begin({ nowMs: estimate.nowMs, distanceDeg, was });
  }

  #limits(maxRate: number, downRate: number): MotionLimits {
    const { accelDegPerSec2, jerkDegPerSec3 } = this.#settings.table.rates;
    return {
      maxRate,
      minRate: -downRate,
      maxAccel: accelDegPerSec2,
      minAccel: -accelDegPerSec2,
      maxJerk: jerkDegPerSec3,
    };
  }

  #move(estimate: TableEstimate, driving: boolean): void {
    const next = this.setpoint;
    if (!driving) this.#beganAtMs = estimate.nowMs;
    const mayEndByLimit = this.#demand.kind === 'return' && !this.#endedByLimit;
    if (mayEndByLimit && isUprightByLimit(estimate, this.#settings.table.uprightDeg)) this.#endByLimit(estimate);
    const elapsedS = (estimate.nowMs - this.#beganAtMs) / 1000;
    if (this.#plan !== null) {
      this.#plan.sample(elapsedS, this.#now);
      next.tiltDeg = this.#now.tiltDeg;
      next.rateDegPerSec = this.#now.rateDegPerSec;
      next.accelDegPerSec2 = this.#now.accelDegPerSec2;
    }
    const overS = elapsedS - (this.#plan?.durationS ?? 0);
    if (overS >= 0 && this.#stopping) this.#stand('standing');
    else if (!this.#reported && this.#hasArrived(estimate, overS)) {
      this.#reported = true;
      next.arrived = true;
    }
  }

  /** Comes to rest from here as smoothly as anywhere, and has then arrived. */
  #endByLimit(estimate: TableEstimate): void {
    this.#endedByLimit = true;
    this.#beganAtMs = estimate.nowMs - CYCLE_MS;
    this.#planStop();
    this.#stopping = false;
  }

  #hasArrived(estimate: TableEstimate, overS: number): boolean {
    if (overS < 0) return false;
    const errorDeg = Math.abs(estimate.tiltDeg - this.#targetDeg);
    return errorDeg < ARRIVED_WITHIN_DEG || (overS > SETTLE_S && errorDeg < SETTLED_WITHIN_DEG);
  }

  #moveBlind(estimate: TableEstimate, driving: boolean): void {
    const next = this.setpoint;
    next.tiltDeg = estimate.tiltDeg;
    if (this.#stopping) {
      next.blindDuty = this.#blind.slowDown();
      if (next.blindDuty === 0) this.#stand('standing');
      return;
    }
    next.blindDuty = this.#blind.step({
      nowMs: estimate.nowMs,
      atLimit: (estimate.inputs & INPUT.UPRIGHT_LIMIT) !== 0 && !estimate.limitRefuted,
      currentAmps: estimate.currentAmps,
      driving,
    });
    if (this.#blind.outcome === 'under-way' || this.#reported) return;
    this.#reported = true;
    next.arrived = this.#blind.outcome === 'arrived';
    next.gaveUp = this.#blind.outcome === 'gave-up';
  }
}
