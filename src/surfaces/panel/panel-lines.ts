import { BUTTONS, type Button } from '../../domain/inputs.ts';
import { formatDuration } from '../../domain/units.ts';
import type { SessionView, TableView } from '../../domain/view.ts';
import { causeWords, endWords, remedyOf } from '../table-words.ts';
import type { PanelModel } from './panel-model.ts';
import type { Style } from './styling.ts';

/** The single lines of the panel. */

/** IEC 60601-1-8: red at 2 Hz for a high alarm, yellow at 0.6 Hz for a medium one. */
const FLASH_HZ = { none: 1, low: 1, medium: 0.6, high: 2 };

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

export function isLit({ lights }: TableView, wallMs: number): boolean {
  return !lights.flashing || Math.floor((wallMs / 1000) * FLASH_HZ[lights.alarm] * 2) % 2 === 0;
}

/** Three lamps, the lit one filled: `○ ready  ● moving  ○ alarm`. */
export function lampLine(view: TableView, wallMs: number, style: Style): string {
  const lit = isLit(view, wallMs);
  const lamp = (color: 'green' | 'yellow' | 'red', name: string) => {
    const on = lit && view.lights.status === color;
    return style(`${on ? '●' : '○'} ${name}`, view.lights.status === color ? color : 'faint');
  };
  const alarm = view.lights.alarm === 'none' ? 'alarm' : `${view.lights.alarm.toUpperCase()} ALARM`;
  return [lamp('green', 'ready'), lamp('yellow', 'moving'), lamp('red', alarm)].join('   ');
}

const PROMPT_KEYS = {
  answer: 'press s',
  'press-start': 'press space',
  acknowledge: 'press a',
  'open-clamp': null,
  'close-clamp': null,
  release: null,
  return: 'press r',
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
