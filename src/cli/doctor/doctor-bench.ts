import type { Settings } from '../../config/settings.ts';
import type { SensorFrame } from '../../domain/frames.ts';
import type { Button } from '../../domain/inputs.ts';
import type { TableHardware } from '../../ports/table-hardware.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { PiAccess } from '../../targets/pi-target.ts';
import type { BoardAccess } from '../../targets/target.ts';
import { until } from '../../targets/until.ts';

/** What the checks of `doctor` work with, whatever the table hangs on. */
export interface DoctorBench {
  readonly table: Pick<TableHardware, 'read' | 'facts'>;
  /** Lets time pass; an emulated board lives by it alone. */
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  /** Hands that turn an emulated table; null on a real one. */
  readonly turnByHand: ((tiltDeg: number) => void) | null;
  /** The page that says how this table is wired. */
  readonly wiring: string;
  readonly settings: Settings;
  /** Null on a real table: there a person is asked. */
  readonly hands: TestInputs | null;
  /** Somebody is there to press what is asked for. */
  readonly attended: boolean;
  /** Says what to do now. */
  readonly ask: (text: string) => void;
}

/** Behind it is a board with our firmware. */
export interface BoardDoctorBench extends DoctorBench {
  readonly board: BoardAccess;
}

/** The table hangs on this computer's own pins. */
export interface PiDoctorBench extends DoctorBench {
  readonly pi: PiAccess;
}

export type Finding =
  | { readonly state: 'ok'; readonly text: string }
  | { readonly state: 'FAIL'; readonly text: string; readonly remedy: string }
  | { readonly state: 'skipped'; readonly text: string };

export interface DoctorCheck<Bench extends DoctorBench = DoctorBench> {
  readonly part: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Finding>;
}

export const ok = (text: string): Finding => ({ state: 'ok', text });
export const fail = (text: string, remedy: string): Finding => ({ state: 'FAIL', text, remedy });
export const skipped = (text: string): Finding => ({ state: 'skipped', text });

const PERSON_WITHIN_MS = 15_000;
const HANDS_WITHIN_MS = 1000;
const HANDS_HOLD_MS = 100;

/** A button is pressed, by a person who is asked or by the hands of an emulated table, and what is seen is told. */
export async function whilePressed<Seen>(
  bench: DoctorBench,
  { button, text }: { readonly button: Button; readonly text: string },
  watch: (withinMs: number) => Promise<Seen>,
): Promise<Seen> {
  const { hands } = bench;
  if (hands === null) {
    bench.ask(text);
    return watch(PERSON_WITHIN_MS);
  }
  hands.press(button, null);
  const seen = await watch(HANDS_WITHIN_MS);
  hands.release(button);
  await bench.wait(HANDS_HOLD_MS);
  return seen;
}

/** Readings over a time. */
export async function sample(bench: DoctorBench, ms: number, read: (frame: SensorFrame) => number) {
  let count = 0;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  await until(bench, ms, (frame) => {
    const value = read(frame);
    count += 1;
    sum += value;
    low = Math.min(low, value);
    high = Math.max(high, value);
    return false;
  });
  return { mean: sum / count, low, high };
}
