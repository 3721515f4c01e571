import { closeSync, openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import type { Child } from './child.ts';

const STEP_MS = 10;
const ROW_MS = 2;
/** What the host has written is waited for, looks without a byte: what it wrote before this board listened never comes. */
const QUIET_LOOKS = 500;
/** Nothing has come for so long of the wall's time: nothing is on its way. */
const SETTLED_MS = 300;

/** What the table does, as somebody beside it sees it. */
export interface Row {
  readonly tMs: number;
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
  /** At the drive's pins, -1..+1. */
  readonly duty: number;
}

/**
 * Lets a table with its emulated board live in step with the process of a host: the host's clock is the table's, and the
 * board goes on when the host has done what was due and its bytes have come. With no host, or one that has been struck,
 * the board lives alone, as fast as it goes.
 */
export class LockStep {
  readonly rows: Row[] = [];
  readonly clockPath: string;
  readonly #table: EmulatedTable;
  readonly #file: number;
  readonly #time = new Float64Array(1);
  #host: Child | null = null;
  readonly #waiting: (() => void)[] = [];
  #sent = 0;
  #isWaking = false;
  #standing: Promise<void> | null = null;
  #received = 0;
  /** Written, as the host counts it, and never to come. */
  #missing = Number.POSITIVE_INFINITY;
  #isOver = false;
  readonly #ended: Promise<void>;

  constructor(table: EmulatedTable, clockPath: string) {
    this.#table = table;
    this.clockPath = clockPath;
    this.#file = openSync(clockPath, 'w');
    this.#count();
    this.#publish();
    this.#ended = this.#run();
  }

  get nowMs(): number {
    return this.#table.nowMs;
  }

  get row(): Row {
    const { nowMs, plant, drive } = this.#table;
    return { tMs: nowMs, tiltDeg: plant.tiltDeg, rateDegPerSec: plant.rateDegPerSec, duty: drive.pinDuty };
  }

  /** From now on the board waits for this one; null: for nobody. */
  follow(host: Child | null): void {
    this.#host = host;
    this.#received = 0;
    this.#missing = Number.POSITIVE_INFINITY;
  }

  /** The host goes on after it was stopped, and finds all at once what has come meanwhile. */
  wake(): void {
    this.#isWaking = true;
    this.#host?.wake();
  }

  /**
   * The table's time stands still while the host is struck and until what it had sent has come: bytes that a busy computer
   * passes on late would otherwise reach a board that lives ten times as fast as the wall, and lengthen its lease.
   */
  async whileStanding(strike: () => Promise<void> | void): Promise<void> {
    let goOn = (): void => undefined;
    this.#standing = new Promise((resolve) => {
      goOn = resolve;
    });
    await strike();
    for (let received = -1; received !== this.#received; ) {
      received = this.#received;
      await wait(SETTLED_MS);
    }
    this.#standing = null;
    goOn();
  }

  /** Resolves at the end of the first step in which it is so; with false where it is not within `withinMs` of the table's time. */
  async until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const untilMs = this.nowMs + withinMs;
    while (!isSo()) {
      if (this.nowMs >= untilMs) return false;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return true;
  }

  async pass(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#ended;
    closeSync(this.#file);
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      for (let ms = 0; ms < STEP_MS; ms += ROW_MS) {
        this.#table.advance(ROW_MS);
        this.rows.push(this.row);
      }
      this.#publish();
      const host = this.#host;
      if (host !== null) await this.#waitFor(host);
      for (const tell of this.#waiting.splice(0)) tell();
      await nextTurn();
      if (this.#standing !== null) await this.#standing;
    }
  }

  #publish(): void {
    this.#time[0] = this.#table.nowMs;
    writeSync(this.#file, new Uint8Array(this.#time.buffer), 0, 8, 0);
  }

  async #waitFor(host: Child): Promise<void> {
    const written = await host.step({ nowMs: this.nowMs, sent: this.#isWaking ? null : this.#sent });
    if (!host.isStruck) this.#isWaking = false;
    const isThere = () => written - this.#received <= this.#missing;
    let received = this.#received;
    for (let quiet = 0; !isThere() && this.#host === host && quiet < QUIET_LOOKS; quiet += 1) {
      await wait(1);
      if (this.#received !== received) quiet = 0;
      received = this.#received;
    }
    this.#missing = isThere() ? Math.min(this.#missing, written - this.#received) : written - this.#received;
  }

  /** Bytes that pass the serial line, both ways. */
  #count(): void {
    const { line } = this.#table.uno;
    const { onByte } = line;
    line.onByte = (byte, cycle) => {
      this.#sent += 1;
      onByte(byte, cycle);
    };
    const send = line.send.bind(line);
    line.send = (bytes) => {
      this.#received += bytes.length;
      send(bytes);
    };
  }
}

/** Whatever has come for this process meanwhile is taken. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
