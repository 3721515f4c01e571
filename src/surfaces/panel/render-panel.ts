import { formatDuration } from '../../domain/units.ts';
import { tiltWords } from '../table-words.ts';
import { renderBody } from './panel-body.ts';
import { buttonLine, messageLines, phaseWords, promptWords } from './panel-lines.ts';
import type { PanelModel } from './panel-model.ts';
import { faultLines, HELP_LINES } from './panel-overlays.ts';
import { type Style, styleOf } from './styling.ts';
import { center, cut, spread } from './text-width.ts';
import { sparkTilts } from './tilt-graph.ts';

/** The whole panel as rows of text, none wider than the terminal and never more of them than it has. Pure. */

const MIN_COLUMNS = 58;
const MIN_ROWS = 16;
const MESSAGE_ROWS = 3;
/** Header and rule, prompt, messages, buttons, keys, and the row that the cursor stands in. */
const ROWS_AROUND_BODY = 2 + 1 + MESSAGE_ROWS + 1 + 1 + 1;
const SPARK_COLUMNS = 12;

const KEYS_LONG = 'space START  r RETURN  e E-STOP  ↑↓ UP DOWN  s SELECT  a ack  ? help  q quit';
const KEYS_SHORT = 'space START  r RETURN  e E-STOP  s SELECT  ? help  q quit';

export function renderPanel(model: PanelModel): string[] {
  const { columns, rows } = model;
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) return shortForm(model).map((line) => cut(line, columns));
  const style = styleOf(model.color);
  const bodyRows = rows - ROWS_AROUND_BODY;
  const keys = KEYS_LONG.length <= columns ? KEYS_LONG : KEYS_SHORT;
  return [
    header(model, style),
    style('─'.repeat(columns), 'faint'),
    ...middle(model, bodyRows, style),
    promptRow(model, style),
    ...messageRows(model, style),
    model.pressed === null ? '' : center(buttonLine(model.pressed, { columns, style }), columns),
    style(center(keys, columns), 'faint'),
  ];
}

/** For a terminal that is too small for a picture: as many lines as it has, the first of which says the most. */
function shortForm(model: PanelModel): string[] {
  const { view, tilts, rows } = model;
  const { phase, left } = phaseWords(view);
  const prompt = promptWords(view);
  const now = [tiltWords(view.tiltDeg), left === '' ? phase : `${phase} ${left}`, sparkTilts(tilts, SPARK_COLUMNS)];
  const lines = [now.join('  '), ...(prompt === null ? [] : [prompt]), ...messageLines(model)];
  return lines.slice(0, Math.max(rows - 1, 1));
}

function header({ view, columns, speed, pressed }: PanelModel, style: Style): string {
  const { program, occupancy, hardwareName } = view;
  const what = ` ${program.name}  ${formatDuration(program.totalMs)}`;
  const pace = pressed === null || speed === 1 ? [] : [`${speed}x`];
  const where = [hardwareName, occupancy, ...pace].join(' · ');
  return style(spread(cut(what, columns), `${where} `, columns), 'strong');
}

function middle(model: PanelModel, rows: number, style: Style): string[] {
  const { overlay, columns } = model;
  switch (overlay.kind) {
    case 'none':
      return renderBody(model, rows, style);
    case 'help':
      return overlaid(HELP_LINES);
    case 'faults':
      return overlaid(faultLines(overlay.choices, overlay.page));
    default:
      return overlay satisfies never;
  }

  function overlaid(lines: readonly string[]): string[] {
    return Array.from({ length: rows }, (_, row) => cut(lines[row] === undefined ? '' : `  ${lines[row]}`, columns));
  }
}

function promptRow({ view, columns, color }: PanelModel, style: Style): string {
  const text = promptWords(view);
  if (text === null) return '';
  const shown = color ? ` ${cut(text, columns - 2)} ` : `>> ${cut(text, columns - 6)} <<`;
  return center(style(shown, view.lights.alarm === 'high' ? 'alert' : 'notice'), columns);
}

/** Always as many rows, so that nothing jumps; the last says how many more there are. */
function messageRows(model: PanelModel, style: Style): string[] {
  const lines = messageLines(model);
  return Array.from({ length: MESSAGE_ROWS }, (_, row) => {
    const line = lines[row];
    if (line === undefined) return '';
    const unseen = row === MESSAGE_ROWS - 1 ? lines.length - MESSAGE_ROWS : 0;
    const more = unseen > 0 ? `  +${unseen} more` : '';
    const text = ` ${cut(line, model.columns - 2 - more.length)}${more}`;
    return line.startsWith('!') ? style(text, 'red') : text;
  });
}
