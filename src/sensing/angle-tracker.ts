/**
 * An alpha-beta filter: the angle and rate that explain the samples best, without lag while the rate is steady. The
 * gains give a bandwidth near 2 Hz: a ramp's onset of 2 deg/s2 is followed within 0.03 deg, and the potentiometer's
 * jitter of 0.08 deg leaves 0.02 deg in the angle that the controller acts on.
 */
export class AngleTracker {
  static readonly ALPHA = 0.08;
  static readonly BETA = 0.0034;

  angleDeg = 0;
  rateDegPerSec = 0;
  #started = false;

  /** Carries the angle on by its own rate: a tick without a sample. */
  predict(periodS: number): void {
    this.angleDeg += this.rateDegPerSec * periodS;
  }

  /** Corrects the prediction by a sample, in degrees. */
  correct(sampleDeg: number, periodS: number): void {
    if (!this.#started) {
      this.restart(sampleDeg, 0);
      return;
    }
    const residualDeg = sampleDeg - this.angleDeg;
    this.angleDeg += AngleTracker.ALPHA * residualDeg;
    this.rateDegPerSec += (AngleTracker.BETA / periodS) * residualDeg;
  }

  restart(angleDeg: number, rateDegPerSec: number): void {
    this.angleDeg = angleDeg;
    this.rateDegPerSec = rateDegPerSec;
    this.#started = true;
  }
}
