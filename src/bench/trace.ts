import type { BenchSample } from '../ports/bench-table.ts';
import { SIGNALS, type Signal } from './signals.ts';

/** A signal's values, one a sample. A word or a list is told by its text. */
export interface TraceColumn {
  readonly name: string;
  readonly unit: string;
  readonly kind: Signal['kind'];
  readonly values: (number | string | null)[];
}

/** Everything that was seen in a run, sample by sample: plain data, so that it can leave the process that took it. */
export interface Trace {
  readonly timesMs: number[];
  readonly columns: readonly TraceColumn[];
}

export function emptyTrace(): Trace {
  return {
    timesMs: [],
    columns: SIGNALS.map((signal) => ({
      name: signal.name,
      unit: signal.kind === 'number' ? signal.unit.format(0).replace('0', '').trim() : '',
      kind: signal.kind,
      values: [],
    })),
  };
}

export function addSample(trace: Trace, sample: BenchSample): void {
  trace.timesMs.push(sample.atMs);
  SIGNALS.forEach((signal, index) => {
    trace.columns[index]?.values.push(readOf(signal, sample));
  });
}

function readOf(signal: Signal, sample: BenchSample): number | string | null {
  switch (signal.kind) {
    case 'number':
      return signal.of(sample);
    case 'flag':
      return signal.of(sample) ? 1 : 0;
    case 'word':
      return signal.of(sample);
    case 'list':
      return signal.of(sample)?.join(' ') ?? null;
    default:
      return signal satisfies never;
  }
}
