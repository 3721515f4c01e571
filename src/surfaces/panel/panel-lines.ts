import { BUTTONS, type Button } from '../../domain/inputs.ts';
import { lampOf, soundOf, soundSinceMs } from '../../domain/panel-signal.ts';
import { formatDuration } from '../../domain/units.ts';
import type { Lights, SessionView, TableView } from '../../domain/view.ts';
import { causeWords, endWords, remedyOf } from '../table-words.ts';
import type { PanelModel } from './panel-model.ts';
import type { Style } from './styling.ts';

/** The single lines of the panel. */

/** `HOLD 2 of 3`, `MOVING to 60° head-down`, ... with the time left where it is known. */
export function phaseWords({ state, session }: TableView): { readonly phase: string; readonly left: string } {
  const left = session?.phaseRemainingMs == null ? '' : `${formatDuration(session.phaseRemainingMs)} left`;
  if (session === null) return { phase: state.toUpperCase(), left };
  if (state === 'holding') return { phase: `HOLD ${session.hold} of ${session.holds}`, left };
  if (state === 'moving') return { phase: `MOVING to ${Math.round(session.targetDeg)}°`, left };
  if (state === 'resting') return { phase: `REST, then hold ${session.hold} of ${session.holds}`, left };
  return { phase: state.toUpperCase().replaceAll('-', ' '), left };
}

export function progressBar({ elapsedMs, remainingMs }: SessionView, columns: number): string {
  const totalMs = elapsedMs + remainingMs;
  const share = totalMs > 0 ? Math.min(Math.max(elapsedMs / totalMs, 0), 1) : 0;
  const eighths = Math.round(share * columns * 8);
  const partial = eighths % 8 === 0 ? '' : String.fromCharCode(0x2590 - (eighths % 8));
  return `${'█'.repeat(Math.floor(eighths / 8))}${partial}`.padEnd(columns, '░');
}

const LAMPS = ['green', 'yellow', 'red'] as const;

/**
 * Three lamps, the lit one filled: `○ ready  ● moving  ○ alarm`. In an alarm only the lamp that it lights has a name. A
 * `♪` while the buzzer is in a burst of tones. `wallMs` on the clock of `lights`.
 */
export function lampLine({ lights, state }: TableView, wallMs: number, style: Style): string {
  const lamp = lampOf(lights, wallMs);
  const shown = lamp === 'off' ? dimmedColor(lights) : lamp;
  const isCall = lights.alarm === 'none' && lights.call === 'alive-check';
  const special = lights.alarm !== 'none' || isCall;
  const name = isCall ? 'ANSWER' : `${lights.alarm.toUpperCase()} ALARM`;
  const names = { green: 'ready', yellow: state === 'locked' ? 'locked' : 'moving', red: 'alarm' };
  const lamps = LAMPS.map((color) => {
    const text = color === shown && special ? name : special ? '' : names[color];
    return style(`${lamp === color ? '●' : '○'} ${text}`.trimEnd(), color === shown ? color : 'faint');
  });
  return [...lamps, ...(inBurst(lights, wallMs) ? ['♪'] : [])].join('  ');
}

/** The lamp that flashes, in the moment in which it is dark. */
function dimmedColor({ alarm, status }: Lights): 'green' | 'yellow' | 'red' {
  return alarm === 'high' || alarm === 'medium' ? status : 'green';
}

function inBurst(lights: Lights, nowMs: number): boolean {
  const sound = soundOf(lights);
  if (sound === null) return false;
  const elapsedMs = nowMs - soundSinceMs(lights);
  return elapsedMs >= 0 && elapsedMs % sound.periodMs < sound.burstMs;
}

const PROMPT_KEYS = {
  answer: 'press s',
  'press-start': 'press space',
  acknowledge: 'press a',
  'open-clamp': null,
  'close-clamp': null,
  release: null,
  return: 'press r',
  move: null,
  'lie-still': null,
} as const;

/** What to do next, with the key for it and the time that is left. */
export function promptWords({ prompt, nowMs }: TableView): string | null {
  if (prompt === null) return null;
  const key = PROMPT_KEYS[prompt.kind];
  const left = prompt.untilMs === null ? '' : `  ${Math.max(Math.ceil((prompt.untilMs - nowMs) / 1000), 0)} s`;
  return `${prompt.text}${key === null ? '' : `  [${key}]`}${left}`;
}

/** Cause, remedy, faults and refusals, the most urgent first. */
export function messageLines({ view, hazardText, notice, quitting }: PanelModel): string[] {
  const remedy = view.prompt === null ? remedyOf(view) : null;
  const cause = view.cause === null ? [] : [causeWords(view.cause, hazardText)];
  const faults = view.faults.filter(({ id }) => id !== view.cause);
  return [
    ...(quitting ? ['returning, then quitting'] : []),
    ...(notice === null ? [] : [notice]),
    ...cause.map((text) => `! ${text}`),
    ...(remedy === null ? [] : [remedy]),
    ...faults.map(({ id, reaction }) => `! ${id} ${hazardText(id)} (${reaction})`),
    ...(view.session === null && view.lastSession !== null
      ? [`last session ${endWords(view.lastSession, hazardText)}`]
      : []),
    ...view.refusals.map(({ id, text }) => `no start: ${id} ${text}`),
  ];
}

const BUTTON_TEXT: Readonly<Record<Button, string>> = {
  START: 'START',
  RETURN: 'RETURN',
  UP: 'UP',
  DOWN: 'DOWN',
  SELECT: 'SELECT',
  ESTOP: 'E-STOP',
  GRIP: 'GRIP',
  CLAMP: 'CLAMP',
};

const ROOMY_BUTTONS_COLUMNS = 64;

interface ButtonPlace {
  readonly columns: number;
  readonly style: Style;
}

/** The simulated buttons; one that is pressed stands out, without colour too. */
export function buttonLine(pressed: ReadonlySet<Button>, { columns, style }: ButtonPlace): string {
  const buttons = BUTTONS.map((button) => {
    if (!pressed.has(button)) return style(` ${BUTTON_TEXT[button]} `, 'faint');
    return style(`▐${BUTTON_TEXT[button]}▌`, button === 'ESTOP' ? 'alert' : 'strong');
  });
  return buttons.join(columns < ROOMY_BUTTONS_COLUMNS ? '' : ' ');
}
