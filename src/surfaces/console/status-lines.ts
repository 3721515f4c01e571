import { formatDuration } from '../../domain/units.ts';
import type { SessionView, TableView } from '../../domain/view.ts';
import { alarmWords, causeWords, depthWords, endWords, type HazardText, remedyOf, tiltWords } from '../table-words.ts';

/** The reply to `status`: a first line that says it all, then one line a topic. */
export function statusLines(view: TableView, hazardText: HazardText, operator: string | null): string[] {
  return [
    `${view.state}, ${tiltWords(view.tiltDeg)}, brake ${view.brakeReleased ? 'released' : 'on'}`,
    topic(
      'program',
      `${view.program.name}, ${formatDuration(view.program.totalMs)}, ${depthWords(view.program.deepestDeg)}`,
    ),
    ...alarmLines(view),
    ...(view.session === null ? [] : [topic('session', sessionWords(view.session))]),
    ...(view.lastSession === null ? [] : [topic('last', endWords(view.lastSession, hazardText))]),
    ...troubleLines(view, hazardText),
    ...startLines(view),
    ...(view.occupancy === 'person' ? [] : [topic('on table', view.occupancy)]),
    topic('operator', operator ?? 'nobody'),
    topic('board', `${view.hardwareName}, last frame ${Math.round(view.frameAgeMs)} ms ago, lease ${view.leaseMs} ms`),
  ];
}

/** Also the reply to `faults` and the first part of the one to `ack`. */
export function faultLines(view: TableView, hazardText: HazardText): string[] {
  return view.faults.map(({ id, reaction, atMs }) => {
    return `  ${id}  ${hazardText(id)} (${reaction}, ${formatDuration(Math.max(view.nowMs - atMs, 0))} ago)`;
  });
}

function alarmLines({ lights, nowMs }: TableView): string[] {
  if (lights.alarm === 'none') return [];
  const forText = formatDuration(Math.max(nowMs - lights.alarmSinceMs, 0));
  return [topic('alarm', `${lights.alarm} for ${forText}, ${alarmWords(lights.alarm)}`)];
}

function troubleLines(view: TableView, hazardText: HazardText): string[] {
  const remedy = remedyOf(view);
  return [
    ...(view.cause === null ? [] : [topic('cause', causeWords(view.cause, hazardText))]),
    ...(remedy === null ? [] : [topic('do', remedy)]),
    ...(view.faults.length === 0 ? [] : [topic('faults', String(view.faults.length)), ...faultLines(view, hazardText)]),
  ];
}

function startLines(view: TableView): string[] {
  if (view.refusals.length > 0) {
    return [topic('may start', 'no'), ...view.refusals.map(({ id, text }) => `  ${id}  ${text}`)];
  }
  const may = view.state === 'ready' || view.state === 'arming';
  return [topic('may start', may ? 'yes' : view.session === null ? 'no' : 'no, a session is under way')];
}

function sessionWords(session: SessionView): string {
  const hold = session.holds === 0 ? 'no holds' : `hold ${session.hold} of ${session.holds}`;
  const left = session.phaseRemainingMs === null ? 'moving' : `${formatDuration(session.phaseRemainingMs)} left`;
  const total = formatDuration(session.elapsedMs + session.remainingMs);
  const headDown = formatDuration(session.headDownMs);
  return `${hold}, ${left}, ${formatDuration(session.elapsedMs)} of ${total}, ${headDown} head-down`;
}

function topic(name: string, text: string): string {
  return `${name.padEnd(11)}${text}`;
}
