import { PanelButtons } from '../../../sim/panel-buttons.ts';
import { SimulatedRider } from '../../../sim/simulated-rider.ts';
import { SimulatedTable } from '../../../sim/simulated-table.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { BOARD_MODES } from '../../../src/domain/lease-frames.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { CYCLE_MS } from '../../../src/domain/time.ts';
import type { SessionPlan } from '../../../src/machine/session-plan.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import { type EmulatedRig, openEmulatedRig } from '../../boards/firmata/emulated-rig.ts';
import { ENDLESS_SETTINGS } from '../held-table.ts';
import { DriveWatch } from './drive-watch.ts';
import { EdgeTimer } from './edge-timer.ts';
import { HandedOverTable } from './handed-over-table.ts';

const SEED = 1;
const STEP_MS = 2;
const UPRIGHT_DEG = 75;
const SELF_TEST_TICKS = 500;
const HELD_WITHIN_MS = 300_000;
const LEASED_WITHIN_MS = 3000;
/** The board has taken over what the simulated table's board had: session open, brake on. */
const TAKEN_OVER_MS = 60;
/** Phases of host and board are mixed by clocks that do not agree: two ceramic resonators, 0.5 % each. */
const MOST_DRIFT = 0.01;
const MODE_BITS = 7;
const STANDING: ActuatorCommand = {
  duty: 0,
  driveEnabled: false,
  brakeReleased: false,
  leaseMs: 250,
  sessionOpen: false,
  person: true,
  alarm: 'none',
};

/**
 * The real controller in a session, over the real driver and real bytes, on the emulated board with the real image;
 * host and board in lock-step. The way down to the hold runs on the simulated table.
 */
export class HeldBoard {
  readonly rig: EmulatedRig;
  readonly watch: DriveWatch;
  readonly edges: EdgeTimer;
  readonly random = new SeededRandom(SEED);
  controller: TableController | null = null;
  /** False: the host's process is gone. */
  hostLives = true;
  /** Cycle of the board at which the host first asked for the way up; null until then. */
  returnAskedAt: number | null = null;
  readonly #plan: SessionPlan;
  #offsetMs = 0;
  #nextTickMs = 0;

  private constructor(rig: EmulatedRig, plan: SessionPlan) {
    this.rig = rig;
    this.#plan = plan;
    this.watch = new DriveWatch(rig.emulated.uno, ENDLESS_SETTINGS.table.drive.bridge);
    this.edges = new EdgeTimer(rig.emulated.uno);
  }

  static async open(plan: SessionPlan): Promise<HeldBoard> {
    const rig = await openEmulatedRig({ settings: ENDLESS_SETTINGS, seed: SEED });
    rig.buttons.press('CLAMP', null);
    return new HeldBoard(rig, plan);
  }

  /** A session of its own, in its first hold, `heldMs` after that has begun. */
  async hold(heldMs: number): Promise<void> {
    const simulated = new SimulatedTable({ settings: ENDLESS_SETTINGS, seed: SEED });
    const hardware = new HandedOverTable(simulated);
    const controller = this.#holdInSimulation(simulated, hardware, heldMs);
    await this.#takeOver(simulated.plant.tiltDeg);
    const { emulated, table } = this.rig;
    this.#offsetMs = simulated.nowMs - emulated.nowMs;
    hardware.handOver(table, this.#offsetMs);
    this.controller = controller;
    this.hostLives = true;
    this.returnAskedAt = null;
    this.#nextTickMs = emulated.nowMs;
    emulated.boardClockRate = 1 + this.random.between(-MOST_DRIFT, MOST_DRIFT);
    this.watch.forget();
  }

  /** Lets time pass, the host's ticks included. */
  async pass(ms: number): Promise<void> {
    const { emulated, pause } = this.rig;
    for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
      if (this.hostLives && emulated.nowMs >= this.#nextTickMs) this.#tick();
      await pause(STEP_MS);
    }
  }

  async until(isDone: () => boolean, withinMs: number): Promise<boolean> {
    for (let passedMs = 0; !isDone() && passedMs < withinMs; passedMs += STEP_MS) await this.pass(STEP_MS);
    return isDone();
  }

  #tick(): void {
    const { controller, rig } = this;
    if (controller === null) return;
    this.#nextTickMs += CYCLE_MS;
    controller.tick(rig.emulated.nowMs + this.#offsetMs);
    if (controller.state === 'returning-emergency') this.returnAskedAt ??= rig.emulated.uno.cycle;
  }

  #holdInSimulation(table: SimulatedTable, hardware: HandedOverTable, heldMs: number): TableController {
    const buttons = new PanelButtons(table);
    const rider = new SimulatedRider({ buttons, hasGrip: ENDLESS_SETTINGS.board.hasGrip, startMs: 0 });
    const controller = new TableController({
      hardware,
      settings: ENDLESS_SETTINGS,
      plan: this.#plan,
      occupancy: 'person',
      admission: ADMITS_ALL,
      findPlan: () => ({ ok: false, because: 'no other program here' }),
    });
    const tick = (): void => {
      rider.act(table.nowMs, controller, table.plant.tiltDeg);
      controller.tick(table.nowMs);
      table.advance(CYCLE_MS);
    };
    for (let count = 0; count < SELF_TEST_TICKS; count += 1) tick();
    buttons.press('START', 200);
    while (controller.state !== 'holding') {
      if (table.nowMs > HELD_WITHIN_MS) throw new Error(`no hold: the table is ${controller.state}`);
      tick();
    }
    for (let passedMs = 0; passedMs < heldMs; passedMs += CYCLE_MS) tick();
    return controller;
  }

  /** The emulated board, leased upright and turned by hand to where the simulated table stands, its session open. */
  async #takeOver(tiltDeg: number): Promise<void> {
    const { emulated, table, buttons } = this.rig;
    this.controller = null;
    emulated.boardClockRate = 1;
    buttons.release('RETURN');
    emulated.plant.turnByHand(UPRIGHT_DEG);
    const isLeased = () => BOARD_MODES[table.report.mode & MODE_BITS] === 'leased';
    await this.#drive(TAKEN_OVER_MS, STANDING);
    for (let passedMs = 0; !isLeased(); passedMs += CYCLE_MS) {
      if (passedMs > LEASED_WITHIN_MS) throw new Error('the board takes no lease');
      await this.#drive(CYCLE_MS, STANDING);
    }
    await this.#drive(TAKEN_OVER_MS, STANDING);
    emulated.plant.turnByHand(tiltDeg);
    await this.#drive(TAKEN_OVER_MS, { ...STANDING, sessionOpen: true });
  }

  async #drive(ms: number, command: ActuatorCommand): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
      this.rig.table.write(command);
      await this.rig.pause(CYCLE_MS);
    }
  }
}
