import type { TableView } from '../domain/view.ts';

const COLUMNS = 20;

/** The panel's four lines: program, what is going on, time left, angle. Plain ASCII: its characters are the display's own. */
export function lcdLines(view: TableView): readonly string[] {
  const { session, program, state, prompt, tiltDeg } = view;
  const left = session === null ? program.totalMs : session.remainingMs;
  const phase = session?.phaseRemainingMs ?? null;
  const doing = prompt === null || session !== null ? state : prompt.kind.replace('-', ' ');
  return [
    program.name,
    phase === null ? doing : `${doing} ${clock(phase)}`,
    `${session === null ? 'takes' : 'left'} ${clock(left)}${session === null ? '' : `  ${session.hold}/${session.holds}`}`,
    `${Math.abs(tiltDeg).toFixed(0)} deg ${tiltDeg < -1 ? 'head-down' : tiltDeg > 1 ? 'head-up' : 'level'}`,
  ].map((line) => line.slice(0, COLUMNS));
}

function clock(ms: number): string {
  const seconds = Math.ceil(Math.max(ms, 0) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
