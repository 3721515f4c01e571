import type { ScenarioResult } from '../scenario-result.ts';
import type { TraceColumn } from '../trace.ts';

/** A trace as a spreadsheet reads it (RFC 4180): a row a sample, the units in the header, a signal without a value left empty. */
export function csvOf({ trace }: ScenarioResult): string {
  const { timesMs, columns } = trace;
  let text = `${['time (ms)', ...columns.map(titleOf)].map(quoted).join(',')}\r\n`;
  timesMs.forEach((timeMs, row) => {
    text += String(timeMs);
    for (const { values } of columns) text += `,${cellOf(values[row] ?? null)}`;
    text += '\r\n';
  });
  return text;
}

const titleOf = ({ name, unit }: TraceColumn): string => (unit === '' ? name : `${name} (${unit})`);

/** Beyond the sixth place there is nothing but the noise of binary fractions. */
function cellOf(value: number | string | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(Number(value.toFixed(6))) : quoted(value);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
