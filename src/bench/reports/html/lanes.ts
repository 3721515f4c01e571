import type { ScenarioResult } from '../../scenario-result.ts';
import type { Trace, TraceColumn } from '../../trace.ts';

/** One strip of a chart. */
export type Lane =
  | {
      readonly kind: 'line';
      readonly title: string;
      readonly unit: string;
      readonly lines: readonly TraceColumn[];
      readonly low: number;
      readonly high: number;
      readonly heightPx: number;
    }
  | {
      readonly kind: 'words' | 'flag';
      readonly title: string;
      readonly column: TraceColumn;
      readonly heightPx: number;
    };

/** What is drawn as lines, and what is drawn below it: the tilt that the controller believes in, below that of the table. */
const LINES = [
  { names: ['tilt', 'estimate'], heightPx: 140 },
  { names: ['rate.signed'], heightPx: 72 },
  { names: ['drive.duty'], heightPx: 72 },
  { names: ['drive.current'], heightPx: 56 },
] as const;
const BAR_PX = 22;
const FLAG_PX = 18;
/** Always there, that its lane need not be searched for. */
const ALWAYS = ['brake.released'];

/** The lanes of one run, on the scale of all `alike`: the same scenario on the other targets, which it is compared with. */
export function lanesOf({ trace }: ScenarioResult, alike: readonly ScenarioResult[]): readonly Lane[] {
  const bars = trace.columns.flatMap(barLane);
  return [
    ...LINES.flatMap((line) => lineLane(line, trace, alike)),
    ...bars.filter(({ kind }) => kind === 'words'),
    ...bars.filter(({ kind }) => kind === 'flag'),
  ];
}

function lineLane(
  { names, heightPx }: (typeof LINES)[number],
  trace: Trace,
  alike: readonly ScenarioResult[],
): readonly Lane[] {
  const lines = columnsOf(trace, names);
  const [first] = lines;
  if (first === undefined) return [];
  const { low, high } = rangeOf(alike.flatMap(({ trace: other }) => columnsOf(other, names)));
  return [{ kind: 'line', title: first.name, unit: first.unit, lines, low, high, heightPx }];
}

const columnsOf = ({ columns }: Trace, names: readonly string[]): readonly TraceColumn[] =>
  names.flatMap((name) => columns.find((column) => column.name === name) ?? []);

/** With zero in it, and a little air. */
function rangeOf(columns: readonly TraceColumn[]): { readonly low: number; readonly high: number } {
  let low = 0;
  let high = 0;
  for (const { values } of columns) {
    for (const value of values) {
      if (typeof value !== 'number') continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const air = Math.max((high - low) * 0.06, 0.01);
  return { low: low < 0 ? low - air : low, high: high + air };
}

/** A flag that never changes and a word that never comes are left out: the CSV has them. */
function barLane(column: TraceColumn): readonly Lane[] {
  const { name: title, kind, values } = column;
  switch (kind) {
    case 'number':
      return [];
    case 'flag': {
      const changes = values.some((value) => value !== values[0]);
      return changes || ALWAYS.includes(title) ? [{ kind: 'flag', title, column, heightPx: FLAG_PX }] : [];
    }
    case 'word':
    case 'list':
      return values.some(isWord) ? [{ kind: 'words', title, column, heightPx: BAR_PX }] : [];
    default:
      return kind satisfies never;
  }
}

export const isWord = (value: number | string | null): value is string =>
  typeof value === 'string' && value !== '' && value !== 'none';
