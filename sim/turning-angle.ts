/** The series of sine and cosine are good up to this turn, rad; the error stays under 2e-7. */
export const ANCHOR_REACH_RAD = 0.01;

/**
 * Sine and cosine of an angle that turns little by little, by their series about an anchor: a fraction of the cost of
 * computing them anew. The plant's loop reads the anchor itself.
 */
export class TurningAngle {
  sin = 0;
  cos = 1;
  anchorRad = Number.POSITIVE_INFINITY;
  anchorSin = 0;
  anchorCos = 1;

  anchorAt(angleRad: number): void {
    this.anchorRad = angleRad;
    this.anchorSin = Math.sin(angleRad);
    this.anchorCos = Math.cos(angleRad);
  }

  turnTo(angleRad: number): void {
    if (Math.abs(angleRad - this.anchorRad) > ANCHOR_REACH_RAD) this.anchorAt(angleRad);
    const turn = angleRad - this.anchorRad;
    const even = 1 - 0.5 * turn * turn;
    this.sin = this.anchorSin * even + this.anchorCos * turn;
    this.cos = this.anchorCos * even - this.anchorSin * turn;
  }
}
