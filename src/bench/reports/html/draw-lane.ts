import type { Trace } from '../../trace.ts';
import { escapeHtml } from './escape-html.ts';
import { isWord, type Lane } from './lanes.ts';
import { linePath } from './line-path.ts';
import { shownTime } from './shown-time.ts';
import { setTimesOf, spansOf } from './spans.ts';

export interface Frame {
  readonly trace: Trace;
  readonly endMs: number;
  readonly bucketMs: number;
}

/** A place on the time axis, which is as wide as the page makes it. */
export const percent = (ms: number, endMs: number): string => `${Number(((100 * ms) / endMs).toFixed(4))}%`;

/** Drawn values have so many parts a unit: beyond that nobody reads. */
const PER_UNIT = 1000;
/** A lane has about so many lines to read values from. */
const LINES_PER_LANE = 4;
/** Hues of words, by the order in which they come. */
const HUES = 6;

export function drawLines(lane: Extract<Lane, { kind: 'line' }>, y: number, { trace, endMs, bucketMs }: Frame): string {
  const { low, high, heightPx, lines, unit } = lane;
  const top = -high * PER_UNIT;
  const range = (high - low) * PER_UNIT;
  // The first last: it lies on top.
  const inner = lines.toReversed().map(({ name, values }) => {
    const path = linePath(trace, { values, bucketMs, perUnit: PER_UNIT });
    return `<path d="${path}" data-name="${escapeHtml(name)}" data-unit="${escapeHtml(unit)}" data-per="${PER_UNIT}"/>`;
  });
  const box = `<svg class="lines" y="${y}" width="100%" height="${heightPx}" viewBox="0 ${Math.round(top)} ${endMs} ${Math.round(range)}" preserveAspectRatio="none">${inner.join('')}</svg>`;
  return `<rect class="lane" y="${y}" width="100%" height="${heightPx}"/>${grid(lane, y)}${box}`;
}

function grid({ low, high, heightPx }: Extract<Lane, { kind: 'line' }>, y: number): string {
  const step = stepOf((high - low) / (heightPx < 100 ? 3 : LINES_PER_LANE));
  let text = '';
  for (let index = Math.ceil(low / step); index * step <= high; index += 1) {
    const value = Number((index * step).toFixed(6));
    const at = Number((y + ((high - value) / (high - low)) * heightPx).toFixed(1));
    text += `<line class="${value === 0 ? 'zero' : 'grid'}" x2="100%" y1="${at}" y2="${at}"/>`;
    text += `<text class="value" x="2" y="${Math.max(at - 2, y + 9)}">${value}</text>`;
  }
  return text;
}

/** 1, 2 or 5 times a power of ten. */
function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (least / power <= 1 ? 1 : least / power <= 2 ? 2 : least / power <= 5 ? 5 : 10);
}

export function drawBar(lane: Extract<Lane, { kind: 'words' | 'flag' }>, y: number, frame: Frame): string {
  const { trace, endMs, bucketMs } = frame;
  const { column, heightPx, title, kind } = lane;
  const spans = spansOf(trace.timesMs, column.values, trace.timesMs.at(-1) ?? 0);
  const back = `<rect class="lane" y="${y}" width="100%" height="${heightPx}"/>`;
  if (kind === 'words') {
    const words = [...new Set(spans.map(({ value }) => value))];
    const bars = spans.flatMap(({ fromMs, toMs, value }) => {
      if (!isWord(value)) return [];
      const told = escapeHtml(value);
      const hue = `hue${words.indexOf(value) % HUES}`;
      const x = percent(fromMs, endMs);
      // However short it was, it is seen.
      const edge = `<line class="edge ${hue}" x1="${x}" x2="${x}" y1="${y}" y2="${y + heightPx}"/>`;
      return `${edge}<svg class="word ${hue}" x="${x}" width="${percent(toMs - fromMs, endMs)}" y="${y}" height="${heightPx}" data-name="${escapeHtml(title)}" data-from="${fromMs}" data-to="${toMs}"><title>${escapeHtml(title)} ${told}, from ${shownTime(fromMs)} to ${shownTime(toMs)}</title><rect width="100%" height="100%"/><text x="4" y="15">${told}</text></svg>`;
    });
    return back + bars.join('');
  }
  const path = { steady: '', busy: '' };
  for (const { fromMs, toMs, isBusy } of setTimesOf(spans, bucketMs))
    path[isBusy ? 'busy' : 'steady'] += `M${fromMs} 0h${toMs - fromMs}v1h-${toMs - fromMs}z`;
  const name = escapeHtml(title);
  return `${back}<svg class="flag" y="${y + 2}" width="100%" height="${heightPx - 4}" viewBox="0 0 ${endMs} 1" preserveAspectRatio="none"><path d="${path.steady}" data-name="${name}"/><path class="busy" d="${path.busy}" data-name="${name}"/></svg>`;
}
