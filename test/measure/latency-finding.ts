import type { Finding, Peer } from './finding.ts';
import { shown } from './numbers.ts';
import { percentile } from './statistics.ts';

export interface LatencyFinding {
  readonly what: string;
  readonly trials: readonly number[];
  readonly unit: 'ms' | 'us';
  /** Which of the trials has to keep to the target: 1 is the longest. */
  readonly judged: number;
  readonly limit: number;
  readonly peers: readonly Peer[];
}

/** Latencies as one line of the table: the figure that is judged, and how all of them lay. */
export function latencyFinding({ what, trials, unit, judged, limit, peers }: LatencyFinding): Finding {
  const at = (share: number) => shown(percentile(trials, share));
  return {
    what,
    value: percentile(trials, judged),
    unit,
    spread: `p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, max ${at(1)}; ${shown(trials.length)} trials`,
    target: { sense: 'under', limit },
    peers,
  };
}
