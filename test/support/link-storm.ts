import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { CONVERSIONS } from '../../src/domain/lease-frames.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { BoardBench, COMMITTED_IMAGE } from './board-bench.ts';
import { ByteProxy } from './byte-proxy.ts';
import { StormJudge } from './storm-judge.ts';

const CYCLE_MS = 10;
const MOST_DUTY = 0.3;

/** The real firmware with a host that drives it up and down at random, over a cable that is bad in both directions. */
export class LinkStorm {
  readonly bench: BoardBench;
  readonly judge: StormJudge;
  readonly #random: SeededRandom;
  readonly #toBoard: ByteProxy;
  readonly #toHost: ByteProxy;
  #arrived: number[] = [];
  #nextWishMs = 0;

  /** `flash`: another image than this release's. */
  constructor(seed: number, flash: Uint8Array = COMMITTED_IMAGE) {
    this.#random = new SeededRandom(seed);
    const bench = new BoardBench({ startTiltDeg: 75, seed, flash });
    this.bench = bench;
    const { host, table } = bench;
    const { line } = table.uno;
    this.judge = new StormJudge(table);
    this.#toBoard = new ByteProxy(2 * seed, (bytes) => line.send(bytes));
    this.#toHost = new ByteProxy(2 * seed + 1, (bytes) => {
      for (const byte of bytes) host.receive(byte);
    });
    bench.toBoard = (bytes) => this.#toBoard.send(bytes, table.nowMs);
    bench.toHost = (byte) => {
      this.judge.hear(byte);
      this.#arrived.push(byte);
    };
  }

  get harmedBytes(): number {
    return this.#toBoard.harmed + this.#toHost.harmed;
  }

  /** Sound frames of the board that came through. */
  get framesHeard(): number {
    return this.bench.host.frames;
  }

  get told(): string {
    return `session ${this.bench.host.sessionId}`;
  }

  run(ms: number): this {
    const { host, table } = this.bench;
    for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
      this.#wish(table.nowMs);
      this.#toBoard.pass(table.nowMs);
      host.cycle();
      // Not by `bench.run`: its peaks are the judge's here.
      table.advance(CYCLE_MS);
      if (this.#arrived.length > 0) this.#toHost.send(Uint8Array.from(this.#arrived), table.nowMs);
      this.#arrived = [];
      this.#toHost.pass(table.nowMs);
      this.judge.observe(host.isAlive && host.duty < 0 && this.#toBoard.isPassing);
    }
    this.judge.lookAtBoard(ms);
    return this;
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
