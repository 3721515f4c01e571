import type { JerkPhases } from './jerk-phases.ts';
import type { TiltState, Trajectory } from './trajectory.ts';

/** A trajectory made of phases of constant jerk. It integrates from the start at each sample: nine phases at the most. */
export class JerkProfile implements Trajectory {
  readonly durationS: number;
  readonly #start: TiltState;
  readonly #end: TiltState;
  readonly #phases: JerkPhases;

  /** `end` is what the phases arrive at but for rounding; the profile ends there exactly. */
  constructor(start: Readonly<TiltState>, phases: JerkPhases, end: Readonly<TiltState>) {
    this.durationS = phases.totalS;
    this.#start = copyOf(start);
    this.#end = copyOf(end);
    this.#phases = phases;
  }

  /** The times at which the jerk changes, start and end among them, s. */
  get knotsS(): readonly number[] {
    const knotsS = [0];
    for (const durationS of this.#phases.durationsS) knotsS.push((knotsS.at(-1) ?? 0) + durationS);
    return knotsS;
  }

  /** The jerk after each knot but the last, deg/s³. */
  get jerks(): readonly number[] {
    return this.#phases.jerks;
  }

  at(timeS: number): TiltState {
    const state = { tiltDeg: 0, rateDegPerSec: 0, accelDegPerSec2: 0 };
    this.sample(timeS, state);
    return state;
  }

  sample(timeS: number, out: TiltState): void {
    if (Number.isNaN(timeS)) throw new RangeError('a trajectory cannot be sampled at a time that is not a number');
    if (timeS >= this.durationS) {
      out.tiltDeg = this.#end.tiltDeg;
      out.rateDegPerSec = this.#end.rateDegPerSec;
      out.accelDegPerSec2 = this.#end.accelDegPerSec2;
    } else {
      this.#integrate(timeS, out);
    }
  }

  #integrate(timeS: number, out: TiltState): void {
    const { durationsS, jerks, accels } = this.#phases;
    let { tiltDeg, rateDegPerSec, accelDegPerSec2 } = this.#start;
    let leftS = timeS;
    for (let index = 0; leftS > 0 && index < durationsS.length; index += 1) {
      const accel = accels[index] ?? 0;
      const jerk = jerks[index] ?? 0;
      const stepS = Math.min(leftS, durationsS[index] ?? 0);
      tiltDeg += stepS * (rateDegPerSec + stepS * (accel / 2 + (stepS * jerk) / 6));
      rateDegPerSec += stepS * (accel + (stepS * jerk) / 2);
      accelDegPerSec2 = accel + stepS * jerk;
      leftS -= stepS;
    }
    out.tiltDeg = tiltDeg;
    out.rateDegPerSec = rateDegPerSec;
    out.accelDegPerSec2 = accelDegPerSec2;
  }
}

const copyOf = ({ tiltDeg, rateDegPerSec, accelDegPerSec2 }: Readonly<TiltState>): TiltState => ({
  tiltDeg,
  rateDegPerSec,
  accelDegPerSec2,
});
