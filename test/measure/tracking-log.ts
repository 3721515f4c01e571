import type { Setpoint } from '../../src/domain/setpoint.ts';

/** How well the plant followed its setpoint, one ramp after the other. All in degrees. */
export class TrackingLog {
  worstRms = 0;
  worstOvershoot = 0;
  ramps = 0;
  #samples = 0;
  #squares = 0;
  #fromDeg = 0;
  #lowestDeg = 0;
  #highestDeg = 0;
  #targetDeg = 0;

  /** Once a tick: the setpoint of a moment, and the plant at it. */
  observe(setpoint: Readonly<Setpoint>, plantDeg: number): void {
    if (setpoint.kind !== 'moving') {
      this.#end();
      return;
    }
    if (this.#samples === 0) {
      this.#fromDeg = plantDeg;
      this.#lowestDeg = plantDeg;
      this.#highestDeg = plantDeg;
    }
    this.#samples += 1;
    this.#squares += (plantDeg - setpoint.tiltDeg) ** 2;
    this.#lowestDeg = Math.min(this.#lowestDeg, plantDeg);
    this.#highestDeg = Math.max(this.#highestDeg, plantDeg);
    this.#targetDeg = setpoint.tiltDeg;
  }

  /** The table has been put on its brake; where the setpoint was last is where it was to stop. */
  #end(): void {
    if (this.#samples === 0) return;
    const isUpward = this.#targetDeg > this.#fromDeg;
    const overshoot = isUpward ? this.#highestDeg - this.#targetDeg : this.#targetDeg - this.#lowestDeg;
    this.worstRms = Math.max(this.worstRms, Math.sqrt(this.#squares / this.#samples));
    this.worstOvershoot = Math.max(this.worstOvershoot, overshoot);
    this.ramps += 1;
    this.#samples = 0;
    this.#squares = 0;
  }
}
