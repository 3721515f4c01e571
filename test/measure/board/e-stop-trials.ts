import { CYCLES_PER_MS } from '../../../sim/emulated-uno/avr-chip.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';
import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { E_STOP_CLOSED, INPUT } from '../../../src/domain/inputs.ts';
import { BOARD_MODES } from '../../../src/domain/lease-frames.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { type EmulatedRig, openEmulatedRig } from '../../boards/firmata/emulated-rig.ts';
import { DriveWatch } from './drive-watch.ts';
import { EdgeTimer } from './edge-timer.ts';
import { panelMessage, REPORTS_ON } from './line-traffic.ts';

const UPRIGHT_DEG = 75;
const STEP_MS = 2;
const LEASE_EVERY_MS = 10;
const LEASE_MS = 250;
const SHORT_LEASE_MS = 20;
/** Until the board has done what its state asks for; it is asked every step. */
const DONE_WITHIN_MS = 3000;
/** The press may come anywhere in three rounds of leases. */
const PRESS_WITHIN_MS = 30;
/** Two contacts of one mushroom open up to this far apart. */
const MOST_APART_MS = 4;
/** The drive must stay off this long, so that nothing that was under way puts it on again. */
const WATCHED_MS = 14;
const MODE_BITS = 7;

export const DRIVES = ['up', 'down', 'by itself'] as const;
/** How the drive ran: under a lease either way, or on the board's own way up. */
type Drive = (typeof DRIVES)[number];

export const ORDERS = ['A first', 'B first', 'at once'] as const;

/**
 * Presses of the E-STOP on the board with the real image, each at a random moment of its main loop, of its I2C bus and
 * of its line, which carries a hundred leases a second, telemetry, all reports of Firmata, and what a panel may say.
 */
export class EStopTrials {
  readonly #rig: EmulatedRig;
  readonly #random: SeededRandom;
  readonly #watch: DriveWatch;
  readonly #edges: EdgeTimer;
  readonly #command: ActuatorCommand = {
    duty: 0,
    driveEnabled: false,
    brakeReleased: false,
    leaseMs: LEASE_MS,
    sessionOpen: false,
    person: true,
    alarm: 'none',
  };
  #hostSpeaks = true;
  #nextLeaseMs = 0;

  private constructor(rig: EmulatedRig, settings: Settings, seed: number) {
    this.#rig = rig;
    this.#random = new SeededRandom(seed);
    this.#watch = new DriveWatch(rig.emulated.uno, settings.table.drive.bridge);
    this.#edges = new EdgeTimer(rig.emulated.uno);
  }

  static async open(bridge: 'pwm-dir' | 'two-pwm', seed: number): Promise<EStopTrials> {
    const { table } = DEFAULT_SETTINGS;
    const settings = { ...DEFAULT_SETTINGS, table: { ...table, drive: { ...table.drive, bridge } } };
    const rig = await openEmulatedRig({ settings, seed });
    rig.buttons.press('CLAMP', null);
    for (const message of REPORTS_ON) rig.table.link.send(message);
    return new EStopTrials(rig, settings, seed);
  }

  /** Cycles from the edge that opened the second channel until drive pins and brake pin were low. */
  async trial(drive: Drive, order: (typeof ORDERS)[number]): Promise<number> {
    await this.#lease();
    await this.#run(drive);
    return this.#press(order);
  }

  /** Upright, the E-STOP out, and a new lease where the last is over. */
  async #lease(): Promise<void> {
    const { emulated, table } = this.#rig;
    emulated.plant.turnByHand(UPRIGHT_DEG);
    emulated.pins.set(E_STOP_CLOSED, true);
    emulated.pinsChanged();
    Object.assign(this.#command, { duty: 0, driveEnabled: false, brakeReleased: false, sessionOpen: false });
    this.#command.leaseMs = LEASE_MS;
    this.#hostSpeaks = true;
    const isLeased = () =>
      BOARD_MODES[table.report.mode & MODE_BITS] === 'leased' && (table.report.mode & ~MODE_BITS) === 0;
    await this.#until(isLeased, 'no lease');
    // Only a host that has stood under its lease is let down.
    await this.#pass(2 * LEASE_EVERY_MS);
  }

  async #run(drive: Drive): Promise<void> {
    const duty = this.#random.between(0.05, 0.4);
    this.#rig.emulated.plant.turnByHand(this.#random.between(-50, drive === 'by itself' ? 30 : 65));
    Object.assign(this.#command, { driveEnabled: true, brakeReleased: true, sessionOpen: true });
    this.#command.duty = drive === 'down' ? -duty : duty;
    if (drive === 'by itself') {
      this.#command.leaseMs = SHORT_LEASE_MS;
      this.#command.duty = -duty;
      await this.#until(() => this.#watch.duty < 0, 'the lease moves nothing');
      this.#hostSpeaks = false;
      await this.#until(() => this.#watch.duty > 0, 'the board does not drive up');
      return;
    }
    await this.#until(() => Math.sign(this.#watch.duty) === Math.sign(this.#command.duty), 'the lease moves nothing');
  }

  async #press(order: (typeof ORDERS)[number]): Promise<number> {
    const { emulated } = this.#rig;
    const atCycle = emulated.uno.cycle + this.#random.between(0, PRESS_WITHIN_MS) * CYCLES_PER_MS;
    const apart = order === 'at once' ? 0 : this.#random.between(0, MOST_APART_MS) * CYCLES_PER_MS;
    const first = order === 'B first' ? INPUT.E_STOP_B_CLOSED : INPUT.E_STOP_A_CLOSED;
    let edgeCycle: number | null = null;
    const open = (bits: number): void => {
      emulated.pins.set(bits, false);
      emulated.pinsChanged();
    };
    const openLast = (cycle: number): void => {
      if (this.#watch.offSince !== null) throw new Error('the drive was off before the E-STOP');
      edgeCycle = cycle;
      open(E_STOP_CLOSED);
    };
    this.#edges.at(atCycle, (cycle) => {
      if (apart === 0) openLast(cycle);
      else {
        open(first);
        this.#edges.at(cycle + apart, openLast);
      }
    });
    const pressed = (): number | null => edgeCycle;
    await this.#until(() => pressed() !== null, 'no press');
    await this.#pass(WATCHED_MS);
    const { offSince } = this.#watch;
    const edge = pressed();
    if (edge === null || offSince === null) throw new Error('the drive is on with E-STOP pressed');
    return offSince - edge;
  }

  async #until(isDone: () => boolean, otherwise: string): Promise<void> {
    for (let passedMs = 0; !isDone(); passedMs += STEP_MS) {
      if (passedMs > DONE_WITHIN_MS) throw new Error(otherwise);
      await this.#pass(STEP_MS);
    }
  }

  async #pass(ms: number): Promise<void> {
    const { emulated, table, pause } = this.#rig;
    for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
      if (this.#hostSpeaks && emulated.nowMs >= this.#nextLeaseMs) {
        // No two timers of a computer keep step with a board.
        this.#nextLeaseMs = emulated.nowMs + LEASE_EVERY_MS + this.#random.between(-1, 1);
        table.link.panel.put(panelMessage(this.#random));
        table.write(this.#command);
      }
      await pause(STEP_MS);
    }
  }
}
