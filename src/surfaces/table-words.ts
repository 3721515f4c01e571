import { ALARM_LIGHTS, ALARM_SOUNDS } from '../domain/alarm-patterns.ts';
import type { Cause, HazardId, NamedCause } from '../domain/faults.ts';
import type { AlarmLevel } from '../domain/frames.ts';
import { describeTilt } from '../domain/units.ts';
import type { SessionEnd, TableView } from '../domain/view.ts';

/** The words in which every surface speaks of tilts, causes and what to do about them. */

/** What a hazard is called, for one line of text. */
export type HazardText = (id: HazardId) => string;

/** From here up the table counts as upright in words; nothing is decided by it. */
const UPRIGHT_FROM_DEG = 70;

const CAUSE_TEXT: Readonly<Record<NamedCause, string>> = {
  RETURN: 'RETURN was pressed',
  ESTOP: 'E-STOP was pressed',
  GRIP: 'the grip was let go',
  ALIVE: 'the rider did not answer',
  HEAD_DOWN_CAP: 'the longest time head-down was reached',
  SESSION_CAP: 'the longest session was reached',
  PAUSE_CAP: 'the longest pause head-down was reached',
  RAMP_LATE: 'a ramp took longer than planned',
  CONSOLE: 'a console asked for the return',
};

/** `upright 75.1°`, `20.3° head-up`, `horizontal`, `60.0° head-down`: one decimal, so that it never jumps in width. */
export function tiltWords(tiltDeg: number): string {
  if (tiltDeg >= UPRIGHT_FROM_DEG) return `upright ${tiltDeg.toFixed(1)}°`;
  if (Math.abs(tiltDeg) < 0.5) return 'horizontal';
  return `${Math.abs(tiltDeg).toFixed(1)}° ${tiltDeg < 0 ? 'head-down' : 'head-up'}`;
}

/** A program's deepest point: `60° head-down`. */
export function depthWords(deepestDeg: number): string {
  return describeTilt(deepestDeg);
}

export function causeWords(cause: Cause, hazardText: HazardText): string {
  return isNamed(cause) ? CAUSE_TEXT[cause] : `${cause} ${hazardText(cause)}`;
}

/** How an alarm looks and sounds: `red light at 2 Hz, 10 tones every 6 s`. */
export function alarmWords(level: Exclude<AlarmLevel, 'none'>): string {
  const { color, periodMs, onMs } = ALARM_LIGHTS[level];
  const { pulses, periodMs: burstEveryMs } = ALARM_SOUNDS[level];
  const light =
    onMs < periodMs ? `${color} light at ${Number((1000 / periodMs).toFixed(1))} Hz` : `steady ${color} light`;
  return `${light}, ${pulses} tones every ${burstEveryMs / 1000} s`;
}

/** How a session ended: `completed`, or `returned: RETURN was pressed`. */
export function endWords({ outcome, cause }: SessionEnd, hazardText: HazardText): string {
  return cause === null ? outcome : `${outcome}: ${causeWords(cause, hazardText)}`;
}

/** What the person at the table should do now, or null where nothing is asked for. */
export function remedyOf(view: TableView): string | null {
  if (view.prompt !== null) return view.prompt.text;
  switch (view.state) {
    case 'stopped':
      return 'remove the cause, release E-STOP, then press RETURN or hold UP';
    case 'laid-flat':
      return 'look after the rider; any button goes on to upright';
    case 'locked':
      return 'remove the cause, then hold SELECT for 1 s at the panel';
    default:
      return null;
  }
}

function isNamed(cause: Cause): cause is NamedCause {
  return Object.hasOwn(CAUSE_TEXT, cause);
}
