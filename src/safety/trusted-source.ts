import type { AngleSource, TableEstimate } from '../domain/estimate.ts';
import type { HazardId } from '../domain/faults.ts';
import { Sustained } from './sustained.ts';

/** Faults that show by themselves that the potentiometer is the wrong one. */
const POTENTIOMETER_FAULTS: ReadonlySet<HazardId> = new Set(['H-08', 'H-09', 'H-10', 'H-11', 'H-12']);
/** Two plausible sources further apart than this are both worthless. */
const WORTHLESS_APART_DEG = 20;
/** A sensor may be silent for this long. */
const LOST_MS = 100;

/**
 * Which angle source a motion may rely on. The potentiometer, until a fault speaks against it; then the accelerometer
 * while it is plausible. Where it is unclear which one is wrong, the more head-down of the two: believing the table
 * further down than it is costs a slower return; believing it further up costs the stop at the end.
 */
export class TrustedSource {
  source: AngleSource = 'potentiometer';
  #potentiometerFailed = false;
  /** It was followed in doubt, and proved to be the wrong one. */
  #accelerometerRefuted = false;
  /** The accelerometer is followed, and may be the wrong one. */
  inDoubt = false;
  readonly #lost = new Sustained();

  faultRaised(id: HazardId, estimate: TableEstimate): void {
    if (POTENTIOMETER_FAULTS.has(id)) {
      this.#potentiometerFailed = true;
      this.inDoubt = false;
    }
    if (id === 'H-13') this.#disagree(estimate);
  }

  #disagree({ potTiltDeg, accelTiltDeg }: TableEstimate): void {
    if (this.#accelerometerRefuted) return;
    const apartDeg = potTiltDeg - accelTiltDeg;
    if (this.inDoubt) {
      this.#accelerometerRefuted = true;
      this.inDoubt = false;
      this.#potentiometerFailed = false;
      this.source = 'potentiometer';
    } else if (!this.#potentiometerFailed) {
      if (Math.abs(apartDeg) >= WORTHLESS_APART_DEG) this.source = 'none';
      else if (apartDeg > 0) {
        this.#potentiometerFailed = true;
        this.inDoubt = true;
      }
    }
  }

  update(estimate: TableEstimate): AngleSource {
    if (this.source === 'none') return 'none';
    if (this.#potentiometerFailed) {
      this.source = 'accelerometer';
      if (this.#lost.heldMs(!estimate.accelPlausible, estimate.nowMs) >= LOST_MS) this.source = 'none';
    }
    return this.source;
  }

  reset(): void {
    this.source = 'potentiometer';
    this.#potentiometerFailed = false;
    this.#accelerometerRefuted = false;
    this.inDoubt = false;
  }
}
