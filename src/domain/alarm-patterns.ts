import type { AlarmLevel } from './frames.ts';
import { type Lamp, type LightPattern, lampAt, type SoundPattern, soundPattern, soundsAt } from './signal-patterns.ts';

/**
 * How each level of alarm looks and sounds. The bounds are those of IEC 60601-1-8:2006 with its amendments 1 (2012) and
 * 2 (2020); the figures chosen within them are whole cycles, and repeat a whole number of times in a minute.
 *
 * | table | | high | medium | low |
 * | --- | --- | --- | --- | --- |
 * | 2, light | colour | red | yellow | cyan or yellow |
 * | | flashes | 1.4 to 2.8 Hz | 0.4 to 0.8 Hz | steady |
 * | | share of time lit | 20 to 60 % | 20 to 60 % | 100 % |
 * | 3, burst | pulses | 10 | 3 | 1 or 2 |
 * | | spacing after the 1st and 2nd, 4th, 6th and 7th, 9th | x = 50 to 125 ms | y = 125 to 250 ms | y |
 * | | after the 3rd and the 8th | 2x + td | | |
 * | | after the 5th | 0.35 to 1.30 s | | |
 * | | to the next burst | 2.5 to 15 s | 2.5 to 30 s | over 15 s, or no other |
 * | 4, pulse | length td | 75 to 200 ms | 125 to 250 ms | 125 to 250 ms |
 *
 * Pitch, harmonics, rise and fall of a pulse, and loudness, are the buzzer's: a plain one does not meet them.
 */
export const ALARM_LIGHTS: Readonly<Record<Exclude<AlarmLevel, 'none'>, LightPattern>> = {
  high: { color: 'red', periodMs: 500, onMs: 250 },
  // 0.6 Hz. A period of a third is no whole number of cycles: an edge comes up to 10 ms late and never adds up.
  medium: { color: 'yellow', periodMs: 5000 / 3, onMs: 2500 / 3 },
  low: { color: 'yellow', periodMs: 1000, onMs: 1000 },
};

const HIGH_PULSE_MS = 150;
const HIGH_X_MS = 100;
const HIGH_GAP_MS = 2 * HIGH_X_MS + HIGH_PULSE_MS;
const HALF_BURST_MS = [HIGH_X_MS, HIGH_X_MS, HIGH_GAP_MS, HIGH_X_MS];

export const ALARM_SOUNDS: Readonly<Record<Exclude<AlarmLevel, 'none'>, SoundPattern>> = {
  /** Three and two, and once more: every 6 s. */
  high: soundPattern({
    pulseMs: HIGH_PULSE_MS,
    spacingsMs: [...HALF_BURST_MS, 600, ...HALF_BURST_MS],
    intervalMs: 2600,
  }),
  /** Every 6 s. */
  medium: soundPattern({ pulseMs: 200, spacingsMs: [200, 200], intervalMs: 5000 }),
  /** Every 20 s. */
  low: soundPattern({ pulseMs: 200, spacingsMs: [200], intervalMs: 19_400 }),
};

/** The alarm's light `elapsedMs` after its level began; off where there is no alarm. */
export function lightAt(level: AlarmLevel, elapsedMs: number): Lamp {
  return level === 'none' ? 'off' : lampAt(ALARM_LIGHTS[level], elapsedMs);
}

/** Whether the buzzer sounds `elapsedMs` after the alarm's level began. */
export function buzzerAt(level: AlarmLevel, elapsedMs: number): boolean {
  return level !== 'none' && soundsAt(ALARM_SOUNDS[level], elapsedMs);
}

const PRIORITY: Readonly<Record<AlarmLevel, number>> = { none: 0, low: 1, medium: 2, high: 3 };

/** Of two alarms the one of higher priority sounds, and the other waits under it. */
export function higherAlarm(one: AlarmLevel, other: AlarmLevel): AlarmLevel {
  return PRIORITY[one] >= PRIORITY[other] ? one : other;
}
