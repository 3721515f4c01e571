import type { Settings } from '../config/settings.ts';
import type { Check, SafetyInput } from './check.ts';

/** H-34: no frame has arrived for longer than a sensor may be silent. */
export function telemetrySilent(settings: Settings): Check {
  const { sensorSilentMs } = settings.timeouts;
  return {
    id: 'H-34',
    reaction: 'RET',
    present: ({ estimate }: SafetyInput) => estimate.frameAgeMs > sensorSilentMs,
  };
}
