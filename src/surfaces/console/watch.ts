import type { TableView } from '../../domain/view.ts';
import { tiltWords } from '../table-words.ts';

/** Says when a watched session is due its next line. It never catches up: a slow reader gets fewer lines. */
export class Watch {
  #dueAtMs = 0;

  isDue(watchHz: number | null, nowMs: number): boolean {
    if (watchHz === null || nowMs < this.#dueAtMs) return false;
    this.#dueAtMs = nowMs + 1000 / watchHz;
    return true;
  }
}

export function watchLine({ nowMs, state, tiltDeg, rateDegPerSec }: TableView, json: boolean): string {
  if (json) return JSON.stringify({ watch: { nowMs, state, tiltDeg, rateDegPerSec } });
  const seconds = (nowMs / 1000).toFixed(1);
  return `watch ${seconds} s, ${state}, ${tiltWords(tiltDeg)}, ${rateDegPerSec.toFixed(1)}°/s`;
}
