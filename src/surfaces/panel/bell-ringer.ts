import { soundOf, soundSinceMs } from '../../domain/panel-signal.ts';
import { burstAt, type SoundPattern } from '../../domain/signal-patterns.ts';
import type { Lights } from '../../domain/view.ts';

/** Says when a terminal's bell is due: a bell cannot sound a pattern, so it rings once where a burst of tones begins. */
export class BellRinger {
  #pattern: SoundPattern | null = null;
  #sinceMs = Number.NaN;
  #burst = -1;

  /** `nowMs` on the clock that `lights` counts by. */
  isDue(lights: Lights, nowMs: number): boolean {
    const pattern = soundOf(lights);
    const sinceMs = soundSinceMs(lights);
    const burst = pattern === null ? -1 : burstAt(pattern, nowMs - sinceMs);
    const isNew = pattern !== this.#pattern || sinceMs !== this.#sinceMs || burst !== this.#burst;
    this.#pattern = pattern;
    this.#sinceMs = sinceMs;
    this.#burst = burst;
    return isNew && burst >= 0;
  }
}
