import { formatDuration } from '../../domain/units.ts';
import { tiltWords } from '../table-words.ts';
import { bigDigits } from './big-digits.ts';
import { lampLine, phaseWords, progressBar } from './panel-lines.ts';
import type { PanelModel } from './panel-model.ts';
import { inkOf, type Style } from './styling.ts';
import { drawTable } from './table-drawing.ts';
import { cut, spread } from './text-width.ts';
import { drawTiltGraph } from './tilt-graph.ts';
import { HISTORY_MS } from './tilt-history.ts';

/** The middle of the panel: the picture of the table at the left, its facts at the right. */

const FACTS_COLUMNS = { least: 32, most: 44 };
const GUTTER = '  ';
const GRAPH_ROWS = 4;

export function renderBody(model: PanelModel, rows: number, style: Style): string[] {
  const half = Math.floor(model.columns * 0.46);
  const columns = Math.min(Math.max(half, FACTS_COLUMNS.least), FACTS_COLUMNS.most);
  const facts = factLines(model, { columns, rows, style });
  const picture = drawTable({
    tiltDeg: model.view.tiltDeg,
    size: { columns: model.columns - columns - GUTTER.length, rows },
    occupancy: model.view.occupancy,
    paint: inkOf(model.color),
  });
  return picture.map((line, row) => `${line}${GUTTER}${facts[row] ?? ''}`.trimEnd());
}

interface FactsPlace {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
}

/** What does not fit goes in this order: blank rows, the graph, the times. */
function factLines(model: PanelModel, place: FactsPlace): string[] {
  const { view, wallMs } = model;
  const now = [lampLine(view, wallMs, place.style), ...angleLines(model, place)];
  const phase = phaseLines(model, place);
  const times = timeLines(model, place);
  const graph = graphLines(model, place);
  const full = [...now, '', ...phase, ...times, '', ...graph];
  if (full.length <= place.rows) return full;
  const tight = full.filter((line) => line !== '');
  if (tight.length <= place.rows) return tight;
  const short = [...now, ...phase, ...times];
  return short.length <= place.rows ? short : [...now, ...phase];
}

function angleLines({ view }: PanelModel, { columns, style }: FactsPlace): string[] {
  const digits = bigDigits(`${signed(view.tiltDeg)}°`);
  const words = spread(tiltWords(view.tiltDeg), `${signed(view.rateDegPerSec)}°/s`, columns);
  return [...digits.map((row) => style(row.trimEnd(), 'strong')), words];
}

/** Minus zero would flicker while the table stands. */
function signed(value: number): string {
  const text = value.toFixed(1);
  if (text === '-0.0' || text === '0.0') return '0.0';
  return value > 0 ? `+${text}` : text;
}

function phaseLines({ view }: PanelModel, { columns, style }: FactsPlace): string[] {
  const { phase, left } = phaseWords(view);
  const tone = view.lights.alarm === 'none' ? 'strong' : view.lights.alarm === 'high' ? 'red' : 'yellow';
  const bar = view.session === null ? [] : [style(progressBar(view.session, columns), 'green')];
  return [style(spread(cut(phase, columns), left, columns), tone), ...bar];
}

function timeLines({ view }: PanelModel, { columns }: FactsPlace): string[] {
  if (view.session === null) return [];
  const { elapsedMs, remainingMs, headDownMs } = view.session;
  const total = `${formatDuration(elapsedMs)} of ${formatDuration(elapsedMs + remainingMs)}`;
  return [spread(total, `${formatDuration(headDownMs)} head-down`, columns)];
}

function graphLines({ tilts, color }: PanelModel, { columns, style }: FactsPlace): string[] {
  const graph = drawTiltGraph({ tilts, columns, rows: GRAPH_ROWS, paint: inkOf(color) });
  return [...graph, style(spread(`-${formatDuration(HISTORY_MS)}`, 'now', columns), 'faint')];
}
