import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.ts';
import type {
  BenchHost,
  BenchLink,
  BenchSetup,
  BenchSurface,
  BenchTable,
  LinkDisturbance,
} from '../../src/ports/bench-table.ts';
import { SAMPLE_MS } from '../../src/ports/bench-table.ts';
import { EMULATED_FAULTS, EmulatedInputs } from '../emulated-uno/emulated-faults.ts';
import { EmulatedTable } from '../emulated-uno/emulated-table.ts';
import { PseudoTerminal } from '../emulated-uno/pseudo-terminal.ts';
import { PlantMeter } from '../plant-meter.ts';
import { BenchRiderPart } from './bench-rider.ts';
import { DisturbedLine } from './disturbed-line.ts';
import { emptySample } from './empty-sample.ts';
import { HostProcess } from './host-process.ts';
import { lookAtPlant } from './look-at-plant.ts';
import { settle } from './settle.ts';

export type EmulatedBenchSetup = BenchSetup & { readonly settings: Settings };

export interface EmulatedBenchParts {
  /** The board's program. */
  readonly flash: Uint8Array;
  /** Puts the calibration of these settings into the board, as `upright calibrate` does. Resolves with the firmware's name. */
  readonly calibrate: (table: EmulatedTable, settings: Settings) => Promise<string>;
  /** Settings and program as files in this folder, and its state folder as after `upright commission`; the command line of the host. */
  readonly prepare: (place: HostPlace) => Promise<readonly string[]>;
  /** A host that does not answer for so long is given up, ms of the wall. */
  readonly silentMs: number;
}

export interface HostPlace {
  readonly folder: string;
  readonly stateDir: string;
  readonly port: string;
  readonly setup: EmulatedBenchSetup;
  readonly firmware: string;
}

/** The real firmware on an emulated Uno, and `upright run` as a user would start it, in lock-step over a serial port. */
export function emulatedBench(parts: EmulatedBenchParts) {
  return {
    name: 'uno-emulated' as const,
    summary: 'the real firmware on an emulated Uno, the controller in a process of its own, serial bytes between them',
    abilities: new Set(['host', 'link', 'console', 'scpi', 'rider', 'config'] as const),
    faults: EMULATED_FAULTS,
    open: (setup: EmulatedBenchSetup): Promise<BenchTable> => EmulatedBenchTable.open(setup, parts),
  };
}

class EmulatedBenchTable implements BenchTable {
  readonly sample = emptySample();
  readonly hands: EmulatedInputs;
  readonly host: BenchHost;
  readonly link: BenchLink;
  readonly #table: EmulatedTable;
  readonly #terminal: PseudoTerminal;
  readonly #folder: string;
  readonly #words: readonly string[];
  readonly #silentMs: number;
  readonly #meter: PlantMeter;
  readonly #rider: BenchRiderPart;
  readonly #toHost: DisturbedLine;
  readonly #toBoard: DisturbedLine;
  #process: HostProcess | null = null;
  #isStopped = false;
  #stalledUntilMs = Number.NEGATIVE_INFINITY;
  #starts = false;
  /** Bytes on the host's serial port since its process began: sent to it, come from it. */
  #sentBytes = 0;
  #cameBytes = 0;
  #came: () => void = () => undefined;
  #fromHost: Uint8Array[] = [];
  #fromBoard: number[] = [];
  #hostZeroMs = 0;
  #zeroMs = 0;

  static async open(setup: EmulatedBenchSetup, parts: EmulatedBenchParts): Promise<EmulatedBenchTable> {
    const { settings, rider, seed, startTiltDeg } = setup;
    const start = startTiltDeg === null ? {} : { startTiltDeg };
    const table = new EmulatedTable({ flash: parts.flash, settings, rider, seed, bootLoader: 'optiboot-8', ...start });
    const firmware = await parts.calibrate(table, settings);
    const opened = await PseudoTerminal.open();
    if (!opened.ok)
      throw new Error(opened.because === 'no-socat' ? 'socat is not installed: apt install socat' : opened.detail);
    const folder = mkdtempSync(join(tmpdir(), 'upright-bench-'));
    const stateDir = join(folder, 'state');
    mkdirSync(stateDir, { mode: 0o700 });
    const words = await parts.prepare({ folder, stateDir, port: opened.terminal.path, setup, firmware });
    const { silentMs } = parts;
    const bench = new EmulatedBenchTable({ setup, table, terminal: opened.terminal, folder, words, silentMs });
    try {
      setup.before(bench.hands);
      await bench.#begin();
      await settle(bench, setup);
    } catch (thrown) {
      await bench.close();
      throw thrown;
    }
    return bench;
  }

  private constructor(parts: {
    setup: EmulatedBenchSetup;
    table: EmulatedTable;
    terminal: PseudoTerminal;
    folder: string;
    words: readonly string[];
    silentMs: number;
  }) {
    const { setup, table, terminal } = parts;
    this.#table = table;
    this.#terminal = terminal;
    this.#folder = parts.folder;
    this.#words = parts.words;
    this.#silentMs = parts.silentMs;
    this.hands = new EmulatedInputs(table);
    this.#meter = new PlantMeter(table.plant);
    this.#rider = new BenchRiderPart({ setup, table, hands: this.hands });
    this.#toHost = new DisturbedLine((bytes) => {
      this.#sentBytes += bytes.length;
      terminal.output.write(bytes);
    });
    this.#toBoard = new DisturbedLine((bytes) => table.uno.line.send(bytes));
    table.uno.line.onByte = (byte) => this.#fromBoard.push(byte);
    terminal.input.on('data', (bytes: Buffer) => {
      this.#cameBytes += bytes.length;
      this.#fromHost.push(Uint8Array.from(bytes));
      this.#came();
    });
    this.host = {
      kill: () => this.#process?.signal('SIGKILL'),
      stall: (ms) => {
        this.#process?.signal('SIGSTOP');
        this.#isStopped = true;
        this.#stalledUntilMs = table.nowMs + ms;
      },
      start: () => {
        this.#starts = true;
      },
    };
    this.link = {
      disturb: (disturbance: LinkDisturbance | null) => {
        this.#toHost.disturbance = disturbance;
        this.#toBoard.disturbance = disturbance === null ? null : { ...disturbance, seed: disturbance.seed + 1 };
      },
    };
  }

  async advance(): Promise<void> {
    this.#table.advance(SAMPLE_MS);
    this.#meter.observe(SAMPLE_MS);
    await this.#passHost();
    this.#rider.act(this.#process?.view ?? null);
    this.#look();
  }

  takeOver(): void {
    this.#zeroMs = this.#table.nowMs;
    this.#look();
  }

  say(surface: BenchSurface, line: string): void {
    if (surface !== 'console') throw new Error('the emulated bench speaks no SCPI yet');
    this.#process?.console.say(line);
  }

  takeReply(surface: BenchSurface): readonly string[] | null {
    return surface === 'console' ? (this.#process?.console.takeReply() ?? null) : null;
  }

  async close(): Promise<void> {
    await this.#process?.kill();
    await this.#terminal.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #begin(): Promise<void> {
    this.#sentBytes = 0;
    this.#cameBytes = 0;
    this.#fromHost = [];
    this.#fromBoard = [];
    this.#hostZeroMs = this.#table.nowMs;
    this.#process = await HostProcess.spawn({ words: this.#words, cwd: this.#folder, silentMs: this.#silentMs });
  }

  async #passHost(): Promise<void> {
    const { nowMs } = this.#table;
    if (this.#starts && (this.#process === null || this.#process.isOver)) {
      this.#starts = false;
      await this.#begin();
    }
    if (this.#isStopped && nowMs >= this.#stalledUntilMs) {
      this.#isStopped = false;
      this.#process?.signal('SIGCONT');
    }
    this.#toHost.send(Uint8Array.from(this.#fromBoard), nowMs);
    this.#fromBoard = [];
    this.#toHost.pass(nowMs);
    if (!this.#isStopped && this.#process !== null) {
      const sent = await this.#process.passTo(nowMs - this.#hostZeroMs, this.#sentBytes);
      if (sent !== null) await this.#arrived(sent);
    }
    for (const bytes of this.#fromHost) this.#toBoard.send(bytes, nowMs);
    this.#fromHost = [];
    this.#toBoard.pass(nowMs);
  }

  /** What the host has written is on its way through the pseudo-terminal. */
  async #arrived(bytes: number): Promise<void> {
    if (this.#cameBytes >= bytes) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ARRIVES_WITHIN_MS);
      this.#came = () => {
        if (this.#cameBytes < bytes) return;
        clearTimeout(timer);
        this.#came = () => undefined;
        resolve();
      };
    });
  }

  #look(): void {
    const { sample } = this;
    const { plant, drive, inputs, nowMs, wiring } = this.#table;
    const { outputs } = drive;
    lookAtPlant(sample, { atMs: nowMs - this.#zeroMs, plant, meter: this.#meter, outputs, inputs });
    sample.view = this.#process?.view ?? null;
    sample.lamps.green = wiring.isLit('LIGHT_GREEN');
    sample.lamps.yellow = wiring.isLit('LIGHT_YELLOW');
    sample.lamps.red = wiring.isLit('LIGHT_RED');
    sample.lamps.buzzer = wiring.isLit('BUZZER');
  }
}

/** Through socat's two pipes, ms of the wall. */
const ARRIVES_WITHIN_MS = 500;
