import { HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../src/domain/units.ts';
import type { Plant } from './plant.ts';

/** Measures a session on the plant, one cycle after the other, without a word from the controller. */
export class PlantMeter {
  /** Of the cycle observed last. */
  tiltDeg = 0;
  upDegPerSec = 0;
  downDegPerSec = 0;
  accelDegPerSec2 = 0;
  headDown = false;
  /** How long the head has been down without a break, ms; 0 where it is not. */
  headDownSpellMs = 0;

  /** Of the whole session. */
  maxTiltDeg = 0;
  minTiltDeg = 0;
  maxRateDegPerSec = 0;
  maxAccelDegPerSec2 = 0;
  headDownMs = 0;

  readonly #plant: Plant;

  constructor(plant: Plant) {
    this.#plant = plant;
    this.tiltDeg = plant.tiltDeg;
    this.maxTiltDeg = plant.tiltDeg;
    this.minTiltDeg = plant.tiltDeg;
    plant.peaks.reset();
  }

  observe(cycleMs: number): void {
    const plant = this.#plant;
    const tiltDeg = plant.tiltDeg;
    this.tiltDeg = tiltDeg;
    this.upDegPerSec = plant.peaks.upDegPerSec;
    this.downDegPerSec = plant.peaks.downDegPerSec;
    this.accelDegPerSec2 = plant.peaks.accelDegPerSec2;
    plant.peaks.reset();
    if (tiltDeg > this.maxTiltDeg) this.maxTiltDeg = tiltDeg;
    if (tiltDeg < this.minTiltDeg) this.minTiltDeg = tiltDeg;
    if (this.upDegPerSec > this.maxRateDegPerSec) this.maxRateDegPerSec = this.upDegPerSec;
    if (this.downDegPerSec > this.maxRateDegPerSec) this.maxRateDegPerSec = this.downDegPerSec;
    if (this.accelDegPerSec2 > this.maxAccelDegPerSec2) this.maxAccelDegPerSec2 = this.accelDegPerSec2;
    this.headDown = this.headDown ? tiltDeg <= HEAD_DOWN_ENDS_DEG : tiltDeg < HEAD_DOWN_BEGINS_DEG;
    if (!this.headDown) {
      this.headDownSpellMs = 0;
      return;
    }
    this.headDownMs += cycleMs;
    this.headDownSpellMs += cycleMs;
  }
}
