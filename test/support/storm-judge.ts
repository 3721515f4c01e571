import type { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import { PlantChecker } from '../../sim/plant-checker.ts';
import { PlantMeter } from '../../sim/plant-meter.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { MOST_DELAY_MS } from './byte-proxy.ts';
import { RawLeaseHost } from './raw-lease-host.ts';

const CYCLE_MS = 10;
const LEASE_MS = 250;
/** From the fastest that a host asks for to rest, at the slew with which the board turns. */
const TURN_MS = 1500;
const STILL_DEG_PER_S = 0.3;
const SRAM_BEGINS = 0x100;
const UNTOUCHED = 0xa5;
/** A board that lives sends a hundred frames a second. */
const LEAST_FRAMES_PER_S = 90;

/**
 * What a board and its table did while their line was bad, by the plant. A reader of its own hears the board before the
 * cable does, so that it is known what the board did, whatever arrives.
 */
export class StormJudge {
  /** Leases that the board has ended by itself. */
  takeovers = 0;
  readonly #table: EmulatedTable;
  readonly #witness = new RawLeaseHost(() => undefined);
  readonly #meter: PlantMeter;
  readonly #checker: PlantChecker;
  readonly #complaints: string[] = [];
  readonly #resets: number;
  #askedDownAtMs = Number.NEGATIVE_INFINITY;
  #wasReturning = false;
  #framesBefore = 0;

  constructor(table: EmulatedTable) {
    this.#table = table;
    const witness = this.#witness;
    const checked = {
      plant: table.plant,
      sensors: table.sensors,
      board: {
        get mode() {
          return witness.mode;
        },
      },
      get inputs() {
        return table.inputs;
      },
      get boardIsDown() {
        return table.uno.isStarting;
      },
    };
    this.#meter = new PlantMeter(table.plant);
    this.#checker = new PlantChecker(checked, this.#meter, DEFAULT_SETTINGS);
    this.#resets = this.#resetsSoFar;
  }

  /** What was not as it must be, so far. */
  get complaints(): readonly string[] {
    const violations = this.#checker.violations.map(
      ({ rule, atMs, value, limit }) => `${rule} at ${atMs} ms: ${value.toFixed(2)} beyond ${limit.toFixed(2)}`,
    );
    return [...violations, ...this.#complaints];
  }

  /** That the board has sent. */
  get frames(): number {
    return this.#witness.frames;
  }

  /** Bytes of SRAM that nothing has ever written: between the variables and the deepest stack. */
  get untouchedBytes(): number {
    const { data } = this.#table.uno.chip.cpu;
    let most = 0;
    let run = 0;
    for (let at = SRAM_BEGINS; at < data.length; at += 1) {
      run = data[at] === UNTOUCHED ? run + 1 : 0;
      if (run > most) most = run;
    }
    return most;
  }

  /** From the board, before anything has happened to it. */
  hear(byte: number): void {
    this.#witness.receive(byte);
  }

  /** After each cycle; `asksDown`: the host asks for a downward duty, and the cable lets something through. */
  observe(asksDown: boolean): void {
    const { nowMs } = this.#table;
    this.#meter.observe(CYCLE_MS);
    this.#checker.observe(nowMs);
    const isReturning = this.#witness.mode === 'returning';
    if (isReturning && !this.#wasReturning) this.takeovers += 1;
    this.#wasReturning = isReturning;
    if (asksDown) this.#askedDownAtMs = nowMs;
    const { downDegPerSec } = this.#meter;
    const sinceMs = nowMs - this.#askedDownAtMs;
    if (downDegPerSec < STILL_DEG_PER_S || sinceMs < LEASE_MS + MOST_DELAY_MS + TURN_MS) return;
    this.#complaints.push(`down at ${downDegPerSec.toFixed(2)} deg/s, asked for ${sinceMs} ms ago, at ${nowMs} ms`);
  }

  /** `ms` have passed since the last time: the board must have lived. */
  lookAtBoard(ms: number): void {
    const perS = ((this.#witness.frames - this.#framesBefore) * 1000) / ms;
    this.#framesBefore = this.#witness.frames;
    if (perS < LEAST_FRAMES_PER_S) this.#complaints.push(`${perS.toFixed(0)} frames a second`);
    if (this.#resetsSoFar !== this.#resets) this.#complaints.push('the board has started anew');
  }

  get #resetsSoFar(): number {
    return Object.values(this.#table.uno.resets).reduce((sum, count) => sum + count, 0);
  }
}
