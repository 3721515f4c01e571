/** What a light or a buzzer does over time, as data, and what it does at a moment. Times are multiples of the cycle's 10 ms. */

export type LampColor = 'green' | 'yellow' | 'red';
/** What the panel's status light shows at a moment. */
export type Lamp = 'off' | LampColor;

export interface LightPattern {
  readonly color: LampColor;
  readonly periodMs: number;
  /** Lit from the start of each period; as long as the period where the light is steady. */
  readonly onMs: number;
}

export interface SoundFigures {
  /** Length of each tone. */
  readonly pulseMs: number;
  /** Silence after each tone of a burst but the last. */
  readonly spacingsMs: readonly number[];
  /** Silence from the end of a burst to the start of the next; null where it sounds once. */
  readonly intervalMs: number | null;
}

/** A burst of tones, repeated or not. */
export interface SoundPattern extends SoundFigures {
  readonly pulses: number;
  /** From the first tone's start to the last one's end. */
  readonly burstMs: number;
  /** From one burst's start to the next; infinite where it sounds once. */
  readonly periodMs: number;
}

export function soundPattern(figures: SoundFigures): SoundPattern {
  const pulses = figures.spacingsMs.length + 1;
  const burstMs = figures.spacingsMs.reduce((sum, spacingMs) => sum + spacingMs, pulses * figures.pulseMs);
  const periodMs = figures.intervalMs === null ? Number.POSITIVE_INFINITY : burstMs + figures.intervalMs;
  return { ...figures, pulses, burstMs, periodMs };
}

/** Before its start a light is off. */
export function lampAt({ color, periodMs, onMs }: LightPattern, elapsedMs: number): Lamp {
  return elapsedMs >= 0 && elapsedMs % periodMs < onMs ? color : 'off';
}

/** Whether a tone sounds; before the start none does. Allocates nothing: it is asked in every cycle. */
export function soundsAt({ pulseMs, spacingsMs, burstMs, periodMs }: SoundPattern, elapsedMs: number): boolean {
  let leftMs = elapsedMs % periodMs;
  if (!(leftMs >= 0) || leftMs >= burstMs) return false;
  for (const spacingMs of spacingsMs) {
    if (leftMs < pulseMs) return true;
    leftMs -= pulseMs + spacingMs;
    if (leftMs < 0) return false;
  }
  return true;
}

/** Which burst has begun last, from 0; below 0 before the start. */
export function burstAt({ periodMs }: SoundPattern, elapsedMs: number): number {
  return Math.floor(elapsedMs / periodMs);
}
