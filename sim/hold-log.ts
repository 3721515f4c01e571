import type { Controller } from '../src/ports/controller.ts';
import type { HoldResult } from './session-result.ts';

/** A hold has begun when the plant is as close to its target as this, deg. */
const SETTLED_DEG = 0.5;

/** Measures each hold on the plant. Of the controller it knows only that it holds, and where it means to. */
export class HoldLog {
  readonly #holds: HoldResult[] = [];
  #holding = false;
  #settled = false;
  #targetDeg = 0;
  #startMs = 0;
  #sumDeg = 0;
  #samples = 0;
  #maxErrorDeg = 0;

  get holds(): readonly HoldResult[] {
    return this.#holds;
  }

  /** After each cycle, at `tMs` since START; `holder` is the controller while it holds the table, else null. */
  observe(tMs: number, tiltDeg: number, holder: Controller | null): void {
    if (holder === null) {
      if (this.#holding) this.end(tMs);
      return;
    }
    if (!this.#holding) this.#begin(tiltDeg, holder);
    this.#measure(tMs, tiltDeg);
  }

  /** The session is over, or the hold is. */
  end(tMs: number): void {
    this.#holding = false;
    if (!this.#settled) return;
    this.#settled = false;
    this.#holds.push({
      targetDeg: this.#targetDeg,
      startMs: this.#startMs,
      endMs: tMs,
      meanTiltDeg: this.#sumDeg / this.#samples,
      maxErrorDeg: this.#maxErrorDeg,
    });
  }

  #begin(tiltDeg: number, controller: Controller): void {
    this.#holding = true;
    this.#settled = false;
    this.#targetDeg = controller.view().session?.targetDeg ?? tiltDeg;
  }

  #measure(tMs: number, tiltDeg: number): void {
    const errorDeg = Math.abs(tiltDeg - this.#targetDeg);
    if (!this.#settled) {
      if (errorDeg >= SETTLED_DEG) return;
      this.#settled = true;
      this.#startMs = tMs;
      this.#sumDeg = 0;
      this.#samples = 0;
      this.#maxErrorDeg = 0;
    }
    this.#sumDeg += tiltDeg;
    this.#samples += 1;
    if (errorDeg > this.#maxErrorDeg) this.#maxErrorDeg = errorDeg;
  }
}
