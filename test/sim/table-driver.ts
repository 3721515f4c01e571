import { PanelButtons } from '../../sim/panel-buttons.ts';
import { SimulatedTable, type SimulatedTableOptions } from '../../sim/simulated-table.ts';
import type { ActuatorCommand } from '../../src/domain/frames.ts';

/** A host without a mind: writes what it is told, every 10 ms, for as long as it is told to. */
export class TableDriver {
  readonly table: SimulatedTable;
  readonly buttons: PanelButtons;
  readonly command: ActuatorCommand = {
    duty: 0,
    driveEnabled: false,
    brakeReleased: false,
    leaseMs: 250,
    sessionOpen: true,
    person: false,
    alarm: 'none',
  };
  /** Fastest ever seen, deg/s, and highest acceleration, deg/s2. */
  maxRateDegPerSec = 0;
  maxUpAboveHorizontal = 0;
  maxAccelDegPerSec2 = 0;

  constructor(options: SimulatedTableOptions = {}) {
    this.table = new SimulatedTable(options);
    this.buttons = new PanelButtons(this.table);
    this.buttons.press('CLAMP', null);
  }

  /** Renews the lease for `ms`. */
  drive(ms: number, change: Partial<ActuatorCommand> = {}): this {
    Object.assign(this.command, change);
    for (let passed = 0; passed < ms; passed += 10) {
      this.table.write(this.command);
      this.#pass();
    }
    return this;
  }

  /** Says nothing for `ms`, or until the board is done with its return. */
  silent(ms: number, until: () => boolean = () => false): this {
    for (let passed = 0; passed < ms && !until(); passed += 10) this.#pass();
    return this;
  }

  untilMode(mode: string, withinMs: number): this {
    return this.silent(withinMs, () => this.table.board.mode === mode);
  }

  get tiltDeg(): number {
    return this.table.plant.tiltDeg;
  }

  #pass(): void {
    const { plant } = this.table;
    this.table.advance(10);
    this.maxRateDegPerSec = Math.max(this.maxRateDegPerSec, plant.peaks.upDegPerSec, plant.peaks.downDegPerSec);
    this.maxAccelDegPerSec2 = Math.max(this.maxAccelDegPerSec2, plant.peaks.accelDegPerSec2);
    if (plant.tiltDeg > 0.2) this.maxUpAboveHorizontal = Math.max(this.maxUpAboveHorizontal, plant.peaks.upDegPerSec);
    plant.peaks.reset();
  }
}

/** Moving at a duty, brake free. */
export const moving = (duty: number): Partial<ActuatorCommand> => ({ duty, driveEnabled: true, brakeReleased: true });
/** Standing on the brake. */
export const standing: Partial<ActuatorCommand> = { duty: 0, driveEnabled: false, brakeReleased: false };
