import { readFileSync } from 'node:fs';
import type { BootLoader } from '../../sim/emulated-uno/boot-loader.ts';
import { EmulatedInputs } from '../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedTable, type EmulatedTableOptions } from '../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { calibratedEeprom } from './calibrated-eeprom.ts';
import { RawLeaseHost } from './raw-lease-host.ts';

const CYCLE_MS = 10;
/** The board's program has begun to send by then. */
const BOOT_MS = 100;
/** A slot of the state takes 7 bytes of 3.4 ms. */
const STORED_MS = 50;

const image = readIntelHex(readFileSync('boards/arduino/firmware/upright-uno.hex', 'utf8'));
if (!image.ok) throw new Error(image.because);
/** The committed image; whoever breaks it works on a copy. */
export const COMMITTED_IMAGE = image.flash;

export interface BoardBenchOptions extends Partial<EmulatedTableOptions> {
  readonly startTiltDeg: number;
  readonly bootLoader?: BootLoader;
}

/**
 * The real firmware on the emulated Uno, wired to the table, with a host without a mind at its line. It is brought to
 * where a test begins without the way there: calibrated in EEPROM, at the tilt that is asked for, clamps closed.
 */
export class BoardBench {
  readonly table: EmulatedTable;
  readonly hands: EmulatedInputs;
  readonly host: RawLeaseHost;
  /** What becomes of a write of the host, and of a byte of the board: the cable, where a test breaks it. */
  toBoard: (bytes: Uint8Array) => void;
  toHost: (byte: number) => void;
  /** Since `mark`, of the plant. */
  maxUpDegPerSec = 0;
  maxDownDegPerSec = 0;
  maxHeadUpDegPerSec = 0;
  maxAccelDegPerSec2 = 0;
  lowestDeg = 0;
  highestDeg = 0;
  #markedDeg = 0;

  constructor(options: BoardBenchOptions) {
    const settings = options.settings ?? DEFAULT_SETTINGS;
    const flash = options.flash ?? COMMITTED_IMAGE;
    const eeprom = options.eeprom ?? calibratedEeprom(settings);
    this.table = new EmulatedTable({ bootLoader: 'optiboot-8', ...options, settings, flash, eeprom });
    this.hands = new EmulatedInputs(this.table);
    const { line } = this.table.uno;
    this.host = new RawLeaseHost((bytes) => this.toBoard(bytes));
    this.toBoard = (bytes) => line.send(bytes);
    this.toHost = (byte) => this.host.receive(byte);
    line.onByte = (byte) => this.toHost(byte);
    this.hands.press('CLAMP', null);
    this.mark();
    this.run(BOOT_MS);
  }

  get tiltDeg(): number {
    return this.table.plant.tiltDeg;
  }

  get markedDeg(): number {
    return this.#markedDeg;
  }

  /** A session is open and the table stands on its brake where it is. */
  lease(): this {
    this.host.openSession();
    this.run(4 * CYCLE_MS);
    if (!this.host.isLeased) throw new Error(`the board takes no lease: it is ${this.host.mode}`);
    this.host.stand();
    return this.run(STORED_MS);
  }

  /** What is measured is measured from here. */
  mark(): this {
    const { plant } = this.table;
    plant.peaks.reset();
    this.maxUpDegPerSec = 0;
    this.maxDownDegPerSec = 0;
    this.maxHeadUpDegPerSec = 0;
    this.maxAccelDegPerSec2 = 0;
    this.lowestDeg = plant.tiltDeg;
    this.highestDeg = plant.tiltDeg;
    this.#markedDeg = plant.tiltDeg;
    return this;
  }

  run(ms: number): this {
    for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
      this.host.cycle();
      this.table.advance(CYCLE_MS);
      this.#measure();
    }
    return this;
  }

  /** How long it took, ms; `mostMs` where it did not happen. */
  runUntil(happened: () => boolean, mostMs: number): number {
    let passedMs = 0;
    while (!happened() && passedMs < mostMs) {
      this.run(CYCLE_MS);
      passedMs += CYCLE_MS;
    }
    return passedMs;
  }

  #measure(): void {
    const { plant } = this.table;
    const { peaks, tiltDeg } = plant;
    this.maxUpDegPerSec = Math.max(this.maxUpDegPerSec, peaks.upDegPerSec);
    this.maxDownDegPerSec = Math.max(this.maxDownDegPerSec, peaks.downDegPerSec);
    this.maxAccelDegPerSec2 = Math.max(this.maxAccelDegPerSec2, peaks.accelDegPerSec2);
    if (tiltDeg > 0.2) this.maxHeadUpDegPerSec = Math.max(this.maxHeadUpDegPerSec, peaks.upDegPerSec);
    this.lowestDeg = Math.min(this.lowestDeg, tiltDeg);
    this.highestDeg = Math.max(this.highestDeg, tiltDeg);
    peaks.reset();
  }
}
