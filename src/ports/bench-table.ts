import type { HazardId } from '../domain/faults.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { TableView } from '../domain/view.ts';
import type { TestInputs } from './test-inputs.ts';

export const BENCH_TARGETS = ['sim', 'uno-emulated', 'uno'] as const;
export type BenchTargetName = (typeof BENCH_TARGETS)[number];

/** What some targets can do and others cannot. */
export const BENCH_ABILITIES = [
  /** End, stop and start the process of the controller. */
  'host',
  /** Disturb the bytes between controller and board. */
  'link',
  'console',
  'scpi',
  /** Choose rider, seed and the tilt at power-on. */
  'rider',
  /** Change the settings of the table. */
  'config',
] as const;
export type BenchAbility = (typeof BENCH_ABILITIES)[number];

/** How a scenario wants its table before anything happens. */
export interface BenchSetup {
  readonly program: BenchProgram;
  readonly occupancy: Occupancy;
  /** Null: the table is empty. */
  readonly rider: BenchRider | null;
  /** Of noise and sensor errors. */
  readonly seed: number;
  /** Where the table is at power-on; null: upright. */
  readonly startTiltDeg: number | null;
  /** The process that ran before ended in the middle of a session. */
  readonly sessionWasOpen: boolean;
  /** What is done to the table before the controller starts. */
  readonly before: (hands: TestInputs) => void;
  /** The bench looks on from the controller's start; else from when the rider is in and the table ready. */
  readonly startsAtOnce: boolean;
  /** The controller is asked as an instrument, too. */
  readonly speaksScpi: boolean;
}

/** A program by its name in the library, or as the text of a program file. */
export interface BenchProgram {
  readonly name: string;
  readonly text: string | null;
}

export interface BenchRider {
  readonly massKg: number;
  readonly comCm: number;
  /** Answers what the panel asks, after 2 s. */
  readonly answers: boolean;
}

/** One table under test. Closing it ends everything that belongs to it. */
export interface BenchTable {
  /** The latest sample; the record is the table's own and reused. */
  readonly sample: BenchSample;
  readonly hands: TestInputs;
  /** Null where the target has not the ability. */
  readonly host: BenchHost | null;
  readonly link: BenchLink | null;
  /** Lets `SAMPLE_MS` of the target's own time pass, and takes the next sample. */
  advance(): void | Promise<void>;
  /** Sends a line; what comes back comes while time passes. */
  say(surface: BenchSurface, line: string): void;
  /** The reply to the line said last, once it is whole: the lines before `ok` or the error, and that; for SCPI a single line. */
  takeReply(surface: BenchSurface): readonly string[] | null;
  close(): Promise<void>;
}

export type BenchSurface = 'console' | 'scpi';

/** As often as the controller's cycle, ms. */
export const SAMPLE_MS = 10;

/** What a bench sees at one moment: of the table by its own instruments, and what the controller says of itself. */
export interface BenchSample {
  /** Of the target's clock, ms since the bench took the table over. */
  atMs: number;
  /** The table's own, whatever its sensors say. */
  tiltDeg: number;
  rateDegPerSec: number;
  /** Magnitude, 5 Hz low-pass, brake stops excluded. */
  accelDegPerSec2: number;
  /** At the drive's pins, -1..+1. */
  duty: number;
  currentAmps: number;
  supplyVolts: number;
  brakeReleased: boolean;
  /** Bits of `INPUT`. */
  inputs: number;
  /** At the panel's lamps and buzzer. */
  readonly lamps: { green: boolean; yellow: boolean; red: boolean; buzzer: boolean };
  /** Null while no controller speaks. */
  view: BenchView | null;
}

/** What a bench asks of the controller's own account. */
export type BenchView = Pick<TableView, 'state' | 'cause' | 'tiltDeg' | 'prompt' | 'lastSession' | 'session'> & {
  readonly faults: readonly { readonly id: HazardId }[];
  readonly refusals: readonly { readonly id: string }[];
  readonly lights: Pick<TableView['lights'], 'alarm'>;
};

/** The process that runs the controller. */
export interface BenchHost {
  kill(): void;
  /** It does nothing for so long, and then finds that time has passed. */
  stall(ms: number): void;
  /** A new process, where the old one is gone; else nothing. */
  start(): void;
}

export interface BenchLink {
  /** From now on; null: sound again. */
  disturb(disturbance: LinkDisturbance | null): void;
}

/** What a bad cable does to bytes, each with the probability given, in both directions. */
export interface LinkDisturbance {
  readonly drop: number;
  readonly flip: number;
  readonly duplicate: number;
  readonly delayMs: number;
  readonly cut: boolean;
  readonly seed: number;
}

/** The target has stopped answering: what becomes of its time nobody knows. */
export class TargetSilent extends Error {
  override readonly name = 'TargetSilent';
}
