import type { ScenarioResult } from '../scenario-result.ts';
import type { TraceColumn } from '../trace.ts';

/** What was done to the table as one more column: the latest mark, from the sample at which it was made. What the controller did has its own. */
export function markColumn({ marks, trace }: ScenarioResult): TraceColumn {
  const done = marks.filter(({ kind }) => kind !== 'state' && kind !== 'fault');
  let next = 0;
  let latest: string | null = null;
  const values = trace.timesMs.map((timeMs) => {
    for (let mark = done[next]; mark !== undefined && mark.atMs <= timeMs; mark = done[next]) {
      latest = `${mark.kind} ${mark.text}`;
      next += 1;
    }
    return latest;
  });
  return { name: 'mark', unit: '', kind: 'word', values };
}
