import type { TiltState, Trajectory } from './trajectory.ts';

/** One trajectory after another. The second starts where the first ends, so the whole is as smooth as its parts. */
export class JoinedTrajectory implements Trajectory {
  readonly durationS: number;
  readonly #first: Trajectory;
  readonly #second: Trajectory;

  constructor(first: Trajectory, second: Trajectory) {
    this.durationS = first.durationS + second.durationS;
    this.#first = first;
    this.#second = second;
  }

  at(timeS: number): TiltState {
    const state = { tiltDeg: 0, rateDegPerSec: 0, accelDegPerSec2: 0 };
    this.sample(timeS, state);
    return state;
  }

  sample(timeS: number, out: TiltState): void {
    // At its very end the second must be asked, whatever the subtraction rounds to.
    if (timeS >= this.durationS) this.#second.sample(this.#second.durationS, out);
    else if (timeS >= this.#first.durationS) this.#second.sample(timeS - this.#first.durationS, out);
    else this.#first.sample(timeS, out);
  }
}
