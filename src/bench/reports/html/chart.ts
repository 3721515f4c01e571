import type { CheckResult, Mark, ScenarioResult } from '../../scenario-result.ts';
import { drawBar, drawLines, type Frame, percent } from './draw-lane.ts';
import { escapeHtml } from './escape-html.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { shownTime } from './shown-time.ts';

/** The strips above the traces: what was done, and what was expected. */
const DONE_PX = 20;
const CHECKS_PX = 20;
const GAP_PX = 6;
const AXIS_PX = 22;
/** Points are kept for so many columns: more than a screen has, so that zooming in still shows something new. */
const COLUMNS = 2000;

const GLYPHS: Readonly<Record<Mark['kind'], string>> = {
  press: '▼',
  release: '△',
  inject: '✖',
  clear: '○',
  host: '■',
  link: '≈',
  said: '›',
  answered: '‹',
  state: '',
  fault: '',
};

/** All traces of a run over one time axis, with what was done and what was expected. */
export function chart(result: ScenarioResult, alike: readonly ScenarioResult[]): string {
  if (result.trace.timesMs.length === 0) return '<p class="nothing">Nothing was seen: there is no trace.</p>';
  const endMs = Math.max(10, ...alike.map(({ trace, tookMs }) => Math.max(tookMs, trace.timesMs.at(-1) ?? 0)));
  const frame: Frame = { trace: result.trace, endMs, bucketMs: endMs / COLUMNS };
  let y = DONE_PX + CHECKS_PX + GAP_PX;
  const labels = [label('done', { y: 0, heightPx: DONE_PX }), label('expected', { y: DONE_PX, heightPx: CHECKS_PX })];
  let drawn = '';
  for (const lane of lanesOf(result, alike)) {
    labels.push(laneLabel(lane, y));
    drawn += lane.kind === 'line' ? drawLines(lane, y, frame) : drawBar(lane, y, frame);
    y += lane.heightPx + GAP_PX;
  }
  const over = drawMarks(result, endMs, y) + drawChecks(result, endMs, y) + drawFailure(result, endMs, y);
  const height = y + AXIS_PX;
  const name = escapeHtml(`Traces of ${result.name} on ${result.target}`);
  return `<div class="chart" data-span="${endMs}">
<div class="tools"><button type="button" data-do="in" aria-label="Zoom in">+</button><button type="button" data-do="out" aria-label="Zoom out">−</button><button type="button" data-do="all">All</button><output class="readout"></output></div>
<div class="names" style="height:${height}px">${labels.join('')}</div>
<div class="view" tabindex="0" role="group" aria-label="${name}. Arrows move the cursor, plus and minus zoom, 0 shows all.">
<svg class="plot" height="${height}" role="img" aria-label="${name}">${drawn}${over}<g class="axis" data-y="${y}">${axis(endMs, y)}</g><line class="cursor" y1="0" y2="${y}" x1="-9" x2="-9"/><rect class="drag" y="0" height="${y}" width="0"/></svg>
</div></div>`;
}

interface LabelPlace {
  readonly y: number;
  readonly heightPx: number;
  readonly below?: string;
}

const label = (text: string, { y, heightPx, below = '' }: LabelPlace): string =>
  `<span style="top:${y}px;height:${heightPx}px" title="${escapeHtml(text)}">${escapeHtml(text)}${below}</span>`;

function laneLabel(lane: Lane, y: number): string {
  const unit = lane.kind === 'line' && lane.unit !== '' ? `, ${lane.unit}` : '';
  const below = lane.kind === 'line' ? lane.lines.slice(1).map(({ name }) => `<i>${escapeHtml(name)}</i>`) : [];
  return label(`${lane.title.replace(/^(input|light)\./, '')}${unit}`, {
    y,
    heightPx: lane.heightPx,
    below: below.join(''),
  });
}

/** For a page without its script, which sets closer ones. */
function axis(endMs: number, y: number): string {
  return [0, 0.25, 0.5, 0.75]
    .map((part) => `<text x="${part * 100}%" y="${y + 15}" dx="3">${shownTime(endMs * part)}</text>`)
    .join('');
}

function drawMarks({ marks }: ScenarioResult, endMs: number, bottom: number): string {
  return marks
    .filter(({ kind }) => GLYPHS[kind] !== '')
    .map(({ kind, text, atMs }) => {
      const x = percent(atMs, endMs);
      const title = `<title>${escapeHtml(`${shownTime(atMs)}: ${kind} ${text}`)}</title>`;
      return `<g class="mark ${kind}">${title}<line x1="${x}" x2="${x}" y1="${DONE_PX - 6}" y2="${bottom}"/>${inside(atMs, endMs, `<text x="${x}" y="${DONE_PX - 7}">${GLYPHS[kind]}</text>`)}</g>`;
    })
    .join('');
}

function drawChecks({ checks }: ScenarioResult, endMs: number, bottom: number): string {
  return checks.map((check) => drawCheck(check, endMs, bottom)).join('');
}

function drawCheck({ text, passed, fromMs, atMs }: CheckResult, endMs: number, bottom: number): string {
  const [from, at] = [percent(fromMs, endMs), percent(atMs, endMs)];
  const title = `<title>${escapeHtml(`${passed ? 'passed' : 'failed'} at ${shownTime(atMs)}: ${text}`)}</title>`;
  const sign = `<circle cx="${at}" cy="${DONE_PX + 10}" r="7"/><text x="${at}" y="${DONE_PX + 14}">${passed ? '✓' : '✗'}</text>`;
  const bar = `<rect x="${from}" width="${percent(Math.max(0, atMs - fromMs), endMs)}" y="${DONE_PX + 8}" height="4"/>`;
  return `<g class="check ${passed ? 'passed' : 'failed'}">${title}${bar}<line x1="${at}" x2="${at}" y1="${DONE_PX + 4}" y2="${bottom}"/>${inside(atMs, endMs, sign)}</g>`;
}

/** What failed without being an expectation of its own: what may never be, a figure, the bench itself. */
function drawFailure({ failure, checks, verdict }: ScenarioResult, endMs: number, bottom: number): string {
  if (failure === null || checks.some(({ passed }) => !passed)) return '';
  const { expected, seen, atMs } = failure;
  return drawCheck(
    { place: failure.place, text: `${verdict}: ${expected}, saw ${seen}`, passed: false, fromMs: atMs, atMs },
    endMs,
    bottom,
  );
}

/** A sign at either end of the axis stands beside its moment, that the edge does not cut it. */
function inside(atMs: number, endMs: number, sign: string): string {
  const part = atMs / endMs;
  if (part >= 0.01 && part <= 0.99) return sign;
  return `<g transform="translate(${part < 0.5 ? 8 : -8} 0)">${sign}</g>`;
}
