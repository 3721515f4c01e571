import type { SensorFrame } from '../domain/frames.ts';
import type { TableHardware } from '../ports/table-hardware.ts';

const STEP_MS = 2;

interface Watched {
  readonly table: Pick<TableHardware, 'read'>;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
}

/** Watches frames until one of them is what was waited for; null where none is in time. */
export async function until(
  { table, wait, nowMs }: Watched,
  withinMs: number,
  wanted: (frame: SensorFrame) => boolean,
): Promise<SensorFrame | null> {
  const endMs = nowMs() + withinMs;
  while (nowMs() < endMs) {
    const frame = table.read();
    if (wanted(frame)) return frame;
    await wait(STEP_MS);
  }
  return null;
}
