import { ALARM_SOUNDS, lightAt } from './alarm-patterns.ts';
import { CALL_LIGHTS, CALL_SOUNDS } from './call-patterns.ts';
import { type Lamp, lampAt, type SoundPattern, soundsAt } from './signal-patterns.ts';
import type { Lights } from './view.ts';

/**
 * What light and buzzer do at a moment, of all that asks for them. A high and a medium alarm go before a call, a call
 * before a low alarm: who does not answer in ten seconds is laid flat, and a low alarm waits twenty between its bursts.
 */

function callIsHeard({ alarm, call }: Lights): boolean {
  return call !== null && alarm !== 'high' && alarm !== 'medium';
}

export function lampOf(lights: Lights, nowMs: number): Lamp {
  const { alarm, call } = lights;
  if (call !== null && callIsHeard(lights)) {
    const pattern = CALL_LIGHTS[call];
    if (pattern !== null) return lampAt(pattern, nowMs - lights.callSinceMs);
  }
  return alarm === 'none' ? lights.status : lightAt(alarm, nowMs - lights.alarmSinceMs);
}

/** What is to be heard now, or null. */
export function soundOf(lights: Lights): SoundPattern | null {
  const { alarm, call } = lights;
  if (call !== null && callIsHeard(lights)) return CALL_SOUNDS[call];
  return alarm === 'none' ? null : ALARM_SOUNDS[alarm];
}

/** When what is to be heard began. */
export function soundSinceMs(lights: Lights): number {
  return callIsHeard(lights) ? lights.callSinceMs : lights.alarmSinceMs;
}

export function isSounding(lights: Lights, nowMs: number): boolean {
  const pattern = soundOf(lights);
  return pattern !== null && soundsAt(pattern, nowMs - soundSinceMs(lights));
}
