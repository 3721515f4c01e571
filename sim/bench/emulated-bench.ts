import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.ts';
import type { BenchHost, BenchLink, BenchSetup, BenchSurface, BenchTable } from '../../src/ports/bench-table.ts';
import { SAMPLE_MS } from '../../src/ports/bench-table.ts';
import { EMULATED_FAULTS, EmulatedInputs } from '../emulated-uno/emulated-faults.ts';
import { EmulatedTable } from '../emulated-uno/emulated-table.ts';
import { PseudoTerminal } from '../emulated-uno/pseudo-terminal.ts';
import { PlantMeter } from '../plant-meter.ts';
import { BenchRiderPart } from './bench-rider.ts';
import { emptySample } from './empty-sample.ts';
import { HostLine } from './host-line.ts';
import { HostProcess } from './host-process.ts';
import { HostScpi } from './host-scpi.ts';
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
  /** Where it is an instrument; null: nobody wants to know. */
  readonly scpiPort: string | null;
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

/** What the host's process has of its own: ports, files and a command line. */
interface BenchPlace {
  readonly terminal: PseudoTerminal;
  readonly scpiTerminal: PseudoTerminal | null;
  readonly folder: string;
  readonly words: readonly string[];
}

async function openTerminal(): Promise<PseudoTerminal> {
  const opened = await PseudoTerminal.open();
  if (opened.ok) return opened.terminal;
  throw new Error(opened.because === 'no-socat' ? 'socat is not installed: apt install socat' : opened.detail);
}

function scpiAt({ input, output }: PseudoTerminal, came: () => void): HostScpi {
  const scpi = new HostScpi((text) => void output.write(text));
  input.on('data', (bytes: Buffer) => {
    scpi.take(bytes);
    came();
  });
  return scpi;
}

class EmulatedBenchTable implements BenchTable {
  readonly sample = emptySample();
  readonly hands: EmulatedInputs;
  readonly host: BenchHost;
  readonly link: BenchLink;
  readonly #table: EmulatedTable;
  readonly #place: BenchPlace;
  readonly #silentMs: number;
  readonly #meter: PlantMeter;
  readonly #rider: BenchRiderPart;
  readonly #line: HostLine;
  readonly #scpi: HostScpi | null;
  #process: HostProcess | null = null;
  #isStopped = false;
  #stalledUntilMs = Number.NEGATIVE_INFINITY;
  #isKilled = false;
  #starts = false;
  #came: () => void = () => undefined;
  #hostZeroMs = 0;
  #zeroMs = 0;

  static async open(setup: EmulatedBenchSetup, parts: EmulatedBenchParts): Promise<EmulatedBenchTable> {
    const { settings, rider, seed, startTiltDeg } = setup;
    const start = startTiltDeg === null ? {} : { startTiltDeg };
    const table = new EmulatedTable({ flash: parts.flash, settings, rider, seed, bootLoader: 'optiboot-8', ...start });
    const firmware = await parts.calibrate(table, settings);
    const terminal = await openTerminal();
    const scpiTerminal = setup.speaksScpi ? await openTerminal() : null;
    const folder = mkdtempSync(join(tmpdir(), 'upright-bench-'));
    const stateDir = join(folder, 'state');
    mkdirSync(stateDir, { mode: 0o700 });
    const ports = { port: terminal.path, scpiPort: scpiTerminal?.path ?? null };
    const words = await parts.prepare({ folder, stateDir, ...ports, setup, firmware });
    const place = { terminal, scpiTerminal, folder, words };
    const bench = new EmulatedBenchTable({ setup, table, place, silentMs: parts.silentMs });
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
    place: BenchPlace;
    silentMs: number;
  }) {
    const { setup, table, place } = parts;
    this.#table = table;
    this.#place = place;
    this.#silentMs = parts.silentMs;
    this.hands = new EmulatedInputs(table);
    this.#meter = new PlantMeter(table.plant);
    this.#rider = new BenchRiderPart({ setup, table, hands: this.hands });
    const came = () => this.#came();
    this.#line = new HostLine(place.terminal, table.uno.line, came);
    this.#scpi = place.scpiTerminal === null ? null : scpiAt(place.scpiTerminal, came);
    this.link = this.#line;
    this.host = {
      kill: () => {
        this.#process?.signal('SIGKILL');
        this.#isKilled = true;
      },
      stall: (ms) => {
        this.#process?.signal('SIGSTOP');
        this.#isStopped = true;
        this.#stalledUntilMs = table.nowMs + ms;
      },
      start: () => {
        this.#starts = this.#isKilled || this.#process?.isOver !== false;
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
    if (surface === 'console') this.#process?.console.say(line);
    else this.#scpi?.say(line);
  }

  takeReply(surface: BenchSurface): readonly string[] | null {
    if (surface === 'scpi') return this.#scpi?.takeReply() ?? null;
    return this.#process?.console.takeReply() ?? null;
  }

  async close(): Promise<void> {
    const { terminal, scpiTerminal, folder } = this.#place;
    await this.#process?.kill();
    await terminal.close();
    await scpiTerminal?.close();
    rmSync(folder, { recursive: true, force: true });
  }

  async #begin(): Promise<void> {
    this.#line.begin();
    this.#scpi?.begin();
    this.#hostZeroMs = this.#table.nowMs;
    const { words, folder } = this.#place;
    this.#process = await HostProcess.spawn({ words, cwd: folder, silentMs: this.#silentMs });
  }

  async #passHost(): Promise<void> {
    const { nowMs } = this.#table;
    if (this.#starts && (this.#process === null || this.#process.isOver)) {
      this.#starts = false;
      this.#isKilled = false;
      await this.#begin();
    }
    if (this.#isStopped && nowMs >= this.#stalledUntilMs) {
      this.#isStopped = false;
      this.#process?.signal('SIGCONT');
    }
    this.#line.passToHost(nowMs);
    if (!this.#isStopped && this.#process !== null) {
      const sentBytes = this.#line.sentBytes + (this.#scpi?.sentBytes ?? 0);
      const written = await this.#process.passTo(nowMs - this.#hostZeroMs, sentBytes);
      if (written !== null) await this.#arrived(written);
    }
    this.#line.passToBoard(nowMs);
  }

  /** What the host has written is on its way through the pseudo-terminals. */
  async #arrived(bytes: number): Promise<void> {
    const isThere = () => this.#line.cameBytes + (this.#scpi?.cameBytes ?? 0) >= bytes;
    if (isThere()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ARRIVES_WITHIN_MS);
      this.#came = () => {
        if (!isThere()) return;
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
