import { DEGREES_PER_RADIAN } from '../src/domain/units.ts';

/** The fastest motion up and down and the highest judged acceleration since `reset`: deg/s, deg/s, deg/s2, all positive. */
export class MotionPeaks {
  upDegPerSec = 0;
  downDegPerSec = 0;
  accelDegPerSec2 = 0;

  reset(): void {
    this.upDegPerSec = 0;
    this.downDegPerSec = 0;
    this.accelDegPerSec2 = 0;
  }

  note(upRad: number, downRad: number, accelRad: number): void {
    this.upDegPerSec = Math.max(this.upDegPerSec, upRad * DEGREES_PER_RADIAN);
    this.downDegPerSec = Math.max(this.downDegPerSec, downRad * DEGREES_PER_RADIAN);
    this.accelDegPerSec2 = Math.max(this.accelDegPerSec2, accelRad * DEGREES_PER_RADIAN);
  }
}
