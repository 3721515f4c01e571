import type { SimulatedRider } from '../../sim/simulated-rider.ts';
import type { TableController } from '../../src/cycle/table-controller.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { TableState } from '../../src/domain/states.ts';
import type { EmulatedRig } from '../boards/firmata/emulated-rig.ts';
import { ByteProxy } from './byte-proxy.ts';
import { type HostOnUno, openHostOnUno } from './host-on-uno.ts';
import { StormJudge } from './storm-judge.ts';

const CYCLE_MS = 10;
const PROGRAM = 'first-time';
const PRESS_MS = 200;
/** In weather that never clears nobody could acknowledge anything, and no session would begin. */
const CALM = 0.9;
/** SELECT held acknowledges. */
const ACKNOWLEDGE_MS = 1500;
/** What is held for a fault of the drive, a hand on UP alone moves. */
const HELD_UP_MS = 2500;
/** Between two presses of whoever wants to go on with it, ms. */
const HAND_EVERY_MS = [3000, 8000] as const;

/** The real firmware and the real host, controller and driver, over a cable that is bad in both directions. */
export class HostStorm {
  readonly judge: StormJudge;
  /** Sessions that have begun. */
  sessions = 0;
  readonly #rig: EmulatedRig;
  readonly #controller: TableController;
  readonly #rider: SimulatedRider;
  readonly #random: SeededRandom;
  readonly #reportsBefore: number;
  #state: TableState = 'self-test';
  readonly #toBoard: ByteProxy;
  readonly #toHost: ByteProxy;
  #arrived: number[] = [];
  #asksDown = false;
  #nextHandMs = 0;

  static async open(seed: number): Promise<HostStorm> {
    return new HostStorm(await openHostOnUno(PROGRAM, seed), seed);
  }

  private constructor({ rig, controller, rider }: HostOnUno, seed: number) {
    const { emulated, table } = rig;
    this.#rig = rig;
    this.#controller = controller;
    this.#rider = rider;
    this.#reportsBefore = table.reports;
    this.#random = new SeededRandom(seed);
    this.judge = new StormJudge(emulated);
    const { line } = emulated.uno;
    const [carry, deliver] = [line.send.bind(line), line.onByte];
    this.#toBoard = new ByteProxy(2 * seed, carry, CALM);
    this.#toHost = new ByteProxy(
      2 * seed + 1,
      (bytes) => {
        for (const byte of bytes) deliver(byte, emulated.uno.cycle);
      },
      CALM,
    );
    line.send = (bytes) => this.#toBoard.send(bytes, emulated.nowMs);
    line.onByte = (byte) => {
      this.judge.hear(byte);
      this.#arrived.push(byte);
    };
    const write = table.write.bind(table);
    table.write = (command) => {
      this.#asksDown = command.duty < 0;
      write(command);
    };
  }

  get harmedBytes(): number {
    return this.#toBoard.harmed + this.#toHost.harmed;
  }

  /** Sound frames of the board that came through. */
  get framesHeard(): number {
    return this.#rig.table.reports - this.#reportsBefore;
  }

  get told(): string {
    return `${this.sessions} sessions, ${this.#controller.state}`;
  }

  async run(ms: number): Promise<this> {
    const { emulated, pause } = this.#rig;
    for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
      this.#toBoard.pass(emulated.nowMs);
      this.#toHost.pass(emulated.nowMs);
      await pause(CYCLE_MS);
      if (this.#arrived.length > 0) this.#toHost.send(Uint8Array.from(this.#arrived), emulated.nowMs);
      this.#arrived = [];
      this.#rider.act(emulated.nowMs, this.#controller, emulated.plant.tiltDeg);
      this.#hand(emulated.nowMs);
      this.#controller.tick(emulated.nowMs);
      this.#countSessions();
      this.judge.observe(this.#asksDown && this.#toBoard.isPassing);
    }
    this.judge.lookAtBoard(ms);
    return this;
  }

  #countSessions(): void {
    const { state } = this.#controller;
    if (state === 'arming' && this.#state !== 'arming') this.sessions += 1;
    this.#state = state;
  }

  /** Beside the rider, who answers what is asked: acknowledges what has happened and starts again. */
  #hand(nowMs: number): void {
    if (nowMs < this.#nextHandMs) return;
    this.#nextHandMs = nowMs + this.#random.between(...HAND_EVERY_MS);
    const { buttons } = this.#rig;
    const { state } = this.#controller;
    if (state === 'ready') buttons.press('START', PRESS_MS);
    else if (state === 'locked') buttons.press('SELECT', ACKNOWLEDGE_MS);
    else if (state === 'laid-flat') buttons.press('RETURN', PRESS_MS);
    else if (state === 'stopped') buttons.press(this.#random.uniform() < 0.5 ? 'RETURN' : 'UP', HELD_UP_MS);
  }
}
