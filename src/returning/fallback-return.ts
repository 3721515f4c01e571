import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import { clampsOpen, eStopOpen } from '../domain/inputs.ts';
import { type Setpoint, standingSetpoint } from '../domain/setpoint.ts';
import { CYCLE_S } from '../domain/time.ts';
import { clamp } from '../domain/units.ts';

/** Near enough to the end to stand on the brake, deg. */
const ARRIVED_WITHIN_DEG = 0.3;
/** Share of the acceleration that the slowing down counts on; the rest is for the change of acceleration itself. */
const BRAKING_SHARE = 0.5;

/**
 * The way up when the machine or anything beside it has thrown. It needs no machine, no plan and no verdict: from the
 * motion that the table had, the rate changes by the set acceleration toward the emergency rate, and falls with the
 * distance left. E-STOP and an open ankle latch still come first. It ends upright, on the brake, for good.
 */
export class FallbackReturn {
  readonly #settings: Settings;
  readonly setpoint: Setpoint = standingSetpoint();
  done = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Takes the motion over as it is. */
  begin(moving: Readonly<Setpoint>): void {
    Object.assign(this.setpoint, moving, { returning: true, arrived: false, gaveUp: false });
  }

  step(estimate: TableEstimate): Setpoint {
    const next = this.setpoint;
    const { rates, uprightDeg } = this.#settings.table;
    next.rateLimitDegPerSec = rates.emergencyDegPerSec;
    if (eStopOpen(estimate.inputs)) return this.#stand('off', estimate);
    if (clampsOpen(estimate.inputs) && estimate.headDown) return this.#slowToRest(estimate);
    const leftDeg = uprightDeg - (next.kind === 'moving' ? next.tiltDeg : estimate.tiltDeg);
    if (this.done || leftDeg <= ARRIVED_WITHIN_DEG) {
      this.done = true;
      return this.#stand('standing', estimate);
    }
    if (next.kind !== 'moving') this.#stand('moving', estimate);
    const fastest = next.tiltDeg < 0 ? rates.emergencyDegPerSec : rates.emergencyHeadUpDegPerSec;
    const braking = Math.sqrt(2 * BRAKING_SHARE * rates.accelDegPerSec2 * leftDeg);
    this.#approach(Math.min(fastest, braking));
    return next;
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
