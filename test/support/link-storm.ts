import { PlantChecker } from '../../sim/plant-checker.ts';
import { PlantMeter } from '../../sim/plant-meter.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { CONVERSIONS } from '../../src/domain/lease-frames.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { BoardBench } from './board-bench.ts';
import { ByteProxy, MOST_DELAY_MS } from './byte-proxy.ts';
import { RawLeaseHost } from './raw-lease-host.ts';

const CYCLE_MS = 10;
const LEASE_MS = 250;
/** From the fastest that this host asks for to rest, at the slew with which the board turns. */
const TURN_MS = 1500;
const STILL_DEG_PER_S = 0.3;
const MOST_DUTY = 0.3;
const SRAM_BEGINS = 0x100;
const UNTOUCHED = 0xa5;
/** A board that lives sends a hundred frames a second. */
const LEAST_FRAMES_PER_S = 90;

/**
 * The real firmware with a host that drives it up and down at random, over a cable that is bad in both directions. A
 * second reader hears the board before the cable does, so that what the board did is known whatever arrives.
 */
export class LinkStorm {
  readonly bench: BoardBench;
  /** Leases that the board has ended by itself. */
  takeovers = 0;
  readonly #random: SeededRandom;
  readonly #witness = new RawLeaseHost(() => undefined);
  readonly #toBoard: ByteProxy;
  readonly #toHost: ByteProxy;
  readonly #meter: PlantMeter;
  readonly #checker: PlantChecker;
  readonly #complaints: string[] = [];
  readonly #resets: number;
  #arrived: number[] = [];
  #nextWishMs = 0;
  #askedDownAtMs = Number.NEGATIVE_INFINITY;
  #wasReturning = false;
  #framesBefore = 0;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    const bench = new BoardBench({ startTiltDeg: 75, seed });
    this.bench = bench;
    const { host, table } = bench;
    const { line } = table.uno;
    this.#toBoard = new ByteProxy(2 * seed, (bytes) => line.send(bytes));
    this.#toHost = new ByteProxy(2 * seed + 1, (bytes) => {
      for (const byte of bytes) host.receive(byte);
    });
    bench.toBoard = (bytes) => this.#toBoard.send(bytes, bench.table.nowMs);
    bench.toHost = (byte) => {
      this.#witness.receive(byte);
      this.#arrived.push(byte);
    };
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

  get harmedBytes(): number {
    return this.#toBoard.harmed + this.#toHost.harmed;
  }

  /** Bytes of SRAM that nothing has ever written: between the variables and the deepest stack. */
  get untouchedBytes(): number {
    const { data } = this.bench.table.uno.chip.cpu;
    let most = 0;
    let run = 0;
    for (let at = SRAM_BEGINS; at < data.length; at += 1) {
      run = data[at] === UNTOUCHED ? run + 1 : 0;
      if (run > most) most = run;
    }
    return most;
  }

  run(ms: number): this {
    const { table } = this.bench;
    this.#framesBefore = this.#witness.frames;
    for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
      this.#wish(table.nowMs);
      this.#toBoard.pass(table.nowMs);
      this.bench.host.cycle();
      // Not by `bench.run`: its peaks are the meter's here.
      table.advance(CYCLE_MS);
      this.#toHost.send(Uint8Array.from(this.#arrived), table.nowMs);
      this.#arrived = [];
      this.#toHost.pass(table.nowMs);
      this.#meter.observe(CYCLE_MS);
      this.#checker.observe(table.nowMs);
      this.#watch(table.nowMs);
    }
    const perS = ((this.#witness.frames - this.#framesBefore) * 1000) / ms;
    if (perS < LEAST_FRAMES_PER_S) this.#complaints.push(`${perS.toFixed(0)} frames a second`);
    if (this.#resetsSoFar !== this.#resets) this.#complaints.push('the board has started anew');
    return this;
  }

  get #resetsSoFar(): number {
    return Object.values(this.bench.table.uno.resets).reduce((sum, count) => sum + count, 0);
  }

  #watch(nowMs: number): void {
    const { host } = this.bench;
    const isReturning = this.#witness.mode === 'returning';
    if (isReturning && !this.#wasReturning) this.takeovers += 1;
    this.#wasReturning = isReturning;
    if (host.isAlive && host.duty < 0) this.#askedDownAtMs = nowMs;
    const downDegPerSec = this.#meter.downDegPerSec;
    const sinceAskedMs = nowMs - this.#askedDownAtMs;
    if (downDegPerSec < STILL_DEG_PER_S || sinceAskedMs < LEASE_MS + MOST_DELAY_MS + TURN_MS) return;
    this.#complaints.push(
      `down at ${downDegPerSec.toFixed(2)} deg/s, asked for ${sinceAskedMs} ms ago, at ${nowMs} ms`,
    );
  }

  #openSession(): void {
    const { hands, host } = this.bench;
    host.openSession((host.sessionId % 0xffff) + 1);
    // To the checker a session begins with START.
    hands.press('START', 100);
  }

  /** A new wish every now and then; a session anew where the old one is over. It goes by what arrives. */
  #wish(nowMs: number): void {
    const { host } = this.bench;
    if (!host.isLeased) {
      // It need not know at once that it has lost its lease, nor that its new one is open.
      if (nowMs < this.#nextWishMs) return;
      if (host.mode === 'returned' || host.mode === 'idle') this.#openSession();
      this.#nextWishMs = nowMs + this.#random.between(200, 1000);
      return;
    }
    const { countsAtHorizontal, degPerCount } = DEFAULT_SETTINGS.board.potentiometer;
    const tiltDeg = (host.telemetry.tiltSum / CONVERSIONS - countsAtHorizontal) * degPerCount;
    const mustRise = host.wantedDuty < 0 && tiltDeg < -45;
    const mustSink = host.wantedDuty > 0 && tiltDeg > 65;
    if (nowMs < this.#nextWishMs && !mustRise && !mustSink) return;
    this.#nextWishMs = nowMs + this.#random.between(300, 6000);
    const wish = this.#random.uniform();
    if (wish < 0.2 && host.duty === host.wantedDuty && Math.abs(host.duty) < 0.01) host.stand();
    else if (mustRise || (wish < 0.45 && tiltDeg < 60 && !mustSink)) host.move(this.#random.between(0.1, 0.25));
    else if (tiltDeg > -40) host.move(-this.#random.between(0.05, MOST_DUTY));
    else host.move(0);
  }
}
