import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_LIGHTS, ALARM_SOUNDS, buzzerAt, lightAt } from '../../src/domain/alarm-patterns.ts';
import { CALL_LIGHTS, CALL_SOUNDS } from '../../src/domain/call-patterns.ts';

const LEVELS = ['low', 'medium', 'high'] as const;
type Level = (typeof LEVELS)[number];

/** IEC 60601-1-8, tables 2 to 4. */
const PULSE_MS: Record<Level, [number, number]> = { high: [75, 200], medium: [125, 250], low: [125, 250] };
const INTERVAL_MS: Record<Level, [number, number]> = {
  high: [2500, 15_000],
  medium: [2500, 30_000],
  low: [15_001, 60_000],
};

function within(value: number, [low, high]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

/** Lengths of what is on and off in turn, sampled by the cycle for a minute from `fromMs`. */
function runs(isOn: (elapsedMs: number) => boolean, fromMs: number): { on: boolean; ms: number }[] {
  const found: { on: boolean; ms: number }[] = [];
  for (let ms = 0; ms < 60_000; ms += 10) {
    const on = isOn(fromMs + ms);
    const last = found.at(-1);
    if (last?.on === on) last.ms += 10;
    else found.push({ on, ms: 10 });
  }
  return found;
}

describe('the buzzer of an alarm', () => {
  it('sounds 100, 30 and 6 tones in a minute from the start of any burst, and as long as any other minute', () => {
    const counts = { high: 100, medium: 30, low: 6 };
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.nat(20), fc.nat(1999), (level, burst, cycles) => {
        const atBurst = runs((ms) => buzzerAt(level, ms), burst * ALARM_SOUNDS[level].periodMs);
        expect(atBurst.filter(({ on }) => on)).toHaveLength(counts[level]);
        const anywhere = runs((ms) => buzzerAt(level, ms), cycles * 10);
        const soundingMs = anywhere.filter(({ on }) => on).reduce((sum, { ms }) => sum + ms, 0);
        expect(soundingMs).toBe(counts[level] * ALARM_SOUNDS[level].pulseMs);
      }),
      { numRuns: 30 },
    );
  });

  it.each(LEVELS)('keeps tones and pauses of a %s alarm within the standard', (level) => {
    const heard = runs((ms) => buzzerAt(level, ms), 0);
    for (const { on, ms } of heard) if (on) within(ms, PULSE_MS[level]);
    const pauses = heard.filter(({ on }) => !on).map(({ ms }) => ms);
    within(pauses[ALARM_SOUNDS[level].pulses - 1] ?? 0, INTERVAL_MS[level]);
  });

  it('groups the ten tones of a high alarm as three and two, twice', () => {
    const pauses = runs((ms) => buzzerAt('high', ms), 0)
      .filter(({ on }) => !on)
      .map(({ ms }) => ms)
      .slice(0, 9);
    const x = 100;
    within(x, [50, 125]);
    const half = [x, x, 2 * x + 150, x];
    expect(pauses).toEqual([...half, pauses[4], ...half]);
    within(pauses[4] ?? 0, [350, 1300]);
    for (const level of ['medium', 'low'] as const)
      for (const y of ALARM_SOUNDS[level].spacingsMs) within(y, [125, 250]);
  });

  it('is silent without an alarm and before its start', () => {
    for (const ms of [0, 10, 500]) expect(buzzerAt('none', ms)).toBe(false);
    for (const level of LEVELS) expect(buzzerAt(level, -10)).toBe(false);
  });
});

describe('the light of an alarm', () => {
  it('flashes red 120 times a minute, yellow 36 times, and stays lit', () => {
    const flashes = (level: Level) => runs((ms) => lightAt(level, ms) !== 'off', 0).filter(({ on }) => on).length;
    expect([flashes('high'), flashes('medium'), flashes('low')]).toEqual([120, 36, 1]);
    expect([lightAt('high', 0), lightAt('medium', 0), lightAt('low', 0)]).toEqual(['red', 'yellow', 'yellow']);
    within(1000 / ALARM_LIGHTS.high.periodMs, [1.4, 2.8]);
    within(1000 / ALARM_LIGHTS.medium.periodMs, [0.4, 0.8]);
    for (const level of ['high', 'medium'] as const) {
      within(ALARM_LIGHTS[level].onMs / ALARM_LIGHTS[level].periodMs, [0.2, 0.6]);
    }
    expect(lightAt('none', 0)).toBe('off');
  });
});

it('calls to the rider by tones longer than any alarm may have, and by a colour that no alarm has', () => {
  for (const { pulseMs } of Object.values(CALL_SOUNDS)) expect(pulseMs).toBeGreaterThan(250);
  const colors = Object.values(ALARM_LIGHTS).map(({ color }) => color);
  for (const light of Object.values(CALL_LIGHTS)) if (light !== null) expect(colors).not.toContain(light.color);
});
