import type { ScenarioResult } from '../scenario-result.ts';
import type { TraceColumn } from '../trace.ts';
import { markColumn } from './mark-column.ts';

/** One variable of a value change dump: what it is in a given row, as it stands in the file. */
interface Variable {
  readonly name: string;
  /** Below that of the bench; null: in that itself. */
  readonly scope: string | null;
  readonly type: 'real 64' | 'wire 1' | 'string 1';
  readonly valueAt: (row: number) => string;
}

/**
 * A trace as a value change dump (IEEE 1364) of 1 ms, for GTKWave and PulseView: numbers are real variables, flags are wires.
 * A word is a string, which only GTKWave knows, and also a wire for each word that it was, which every viewer draws. A name
 * stands whole, dots and all: the libsigrok of PulseView's releases shows no scopes.
 */
export function vcdOf(result: ScenarioResult): string {
  const { trace, name, target } = result;
  const variables = [...trace.columns, markColumn(result)].flatMap(variablesOf);
  const times = trace.timesMs;
  let text = `$comment ${plain(name)} on ${target} $end\n$version upright bench $end\n$timescale 1 ms $end\n`;
  text += declarations(variables);
  const last: string[] = [];
  times.forEach((timeMs, row) => {
    const changes = changesAt(row, variables, last);
    const stamp = `#${Math.round(timeMs)}\n`;
    if (row === 0) text += `${stamp}$dumpvars\n${changes}$end\n`;
    else if (changes !== '') text += stamp + changes;
  });
  // A reader ends with the last time that it finds, and would not show what is only from then on.
  return times.length === 0 ? text : `${text}#${Math.round(times.at(-1) ?? 0) + 1}\n`;
}

function changesAt(row: number, variables: readonly Variable[], last: string[]): string {
  let text = '';
  variables.forEach(({ type, valueAt }, index) => {
    const value = valueAt(row);
    if (value === last[index]) return;
    last[index] = value;
    text += type === 'wire 1' ? `${value}${idOf(index)}\n` : `${value} ${idOf(index)}\n`;
  });
  return text;
}

/** No reader takes it for a value, not even one that does not know what stands before it. */
const idOf = (index: number): string => `v${index.toString(36)}`;

function declarations(variables: readonly Variable[]): string {
  let text = '$scope module bench $end\n';
  variables.forEach(({ name, scope, type }, index) => {
    const variable = `$var ${type} ${idOf(index)} ${plain(name)} $end\n`;
    text += scope === null ? variable : `$scope module ${plain(scope)} $end\n${variable}$upscope $end\n`;
  });
  return `${text}$upscope $end\n$enddefinitions $end\n`;
}

function variablesOf(column: TraceColumn): readonly Variable[] {
  const { name, kind, values } = column;
  const scope = null;
  switch (kind) {
    case 'number':
      return [{ name, scope, type: 'real 64', valueAt: (row) => `r${realOf(values[row] ?? null)}` }];
    case 'flag':
      return [
        { name, scope, type: 'wire 1', valueAt: (row) => (values[row] === 1 ? '1' : values[row] === 0 ? '0' : 'x') },
      ];
    case 'word':
    case 'list':
      return [
        { name, scope, type: 'string 1', valueAt: (row) => `s${plain(String(values[row] ?? ''))}` },
        ...wordsOf(column).map(
          (word): Variable => ({
            name: `${name}.${word}`,
            scope: name,
            type: 'wire 1',
            valueAt: (row) => (wordsIn(column, row).includes(word) ? '1' : '0'),
          }),
        ),
      ];
    default:
      return kind satisfies never;
  }
}

const realOf = (value: number | string | null): string =>
  typeof value === 'number' ? String(Number(value.toFixed(6))) : 'NaN';

/** Every word that it was at some time. */
function wordsOf(column: TraceColumn): readonly string[] {
  const texts = new Set(column.values);
  const words = new Set<string>();
  for (const text of texts) for (const word of split(column, text)) words.add(word);
  return [...words].sort();
}

const wordsIn = (column: TraceColumn, row: number): readonly string[] => split(column, column.values[row] ?? null);

function split({ kind }: TraceColumn, value: number | string | null): readonly string[] {
  if (typeof value !== 'string' || value === '') return [];
  return kind === 'list' ? value.split(' ') : [value];
}

/** Names and strings end at a blank, and `$` begins a keyword. */
const plain = (text: string): string => text.replaceAll(/[^\x21-\x23\x25-\x7e]+/g, '_');
