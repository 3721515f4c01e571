import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import type { MotionDemand } from '../../src/domain/demand.ts';
import { invariant } from '../../src/domain/invariant.ts';
import type { Occupancy } from '../../src/domain/occupancy.ts';
import type { TableState } from '../../src/domain/states.ts';
import { type DeadlineName, passedDeadline } from '../../src/machine/deadlines.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { TableStepper } from '../../src/machine/step-table.ts';
import type { TableContext } from '../../src/machine/table-context.ts';
import type { TableEventBody } from '../../src/machine/table-event.ts';

/** A hold head-down, a rest at horizontal, another hold: every kind of step has one after it. */
export const PLAN: SessionPlan = {
  name: 'two-holds',
  steps: [
    { kind: 'hold', tiltDeg: -40, durationMs: 120_000 },
    { kind: 'rest', tiltDeg: 0, durationMs: 30_000 },
  ],
  rampDegPerSec: 2,
  totalMs: 300_000,
  headDownMs: 160_000,
  deepestDeg: -40,
  holds: 1,
};

export const UPRIGHT_DEG = DEFAULT_SETTINGS.table.uprightDeg;

/** The default settings with some of the rider's or the board's changed. */
export function settingsWith(changes: {
  readonly rider?: Partial<Settings['rider']>;
  readonly board?: Partial<Settings['board']>;
  readonly timeouts?: Partial<Settings['timeouts']>;
}): Settings {
  return {
    ...DEFAULT_SETTINGS,
    rider: { ...DEFAULT_SETTINGS.rider, ...changes.rider },
    board: { ...DEFAULT_SETTINGS.board, ...changes.board },
    timeouts: { ...DEFAULT_SETTINGS.timeouts, ...changes.timeouts },
  };
}

interface DriverOptions {
  readonly settings?: Settings;
  readonly plan?: SessionPlan;
  readonly occupancy?: Occupancy;
}

/**
 * The machine on a clock of its own. Waiting runs its deadlines out as the cycle does: every 10 ms, the weightiest one
 * that has passed.
 */
export class TableDriver {
  readonly stepper: TableStepper;
  nowMs = 1000;
  tiltDeg = UPRIGHT_DEG;
  latchClosed = true;
  /** Deadlines that have run out so far. */
  readonly passed: DeadlineName[] = [];

  constructor({ settings = DEFAULT_SETTINGS, plan = PLAN, occupancy = 'person' }: DriverOptions = {}) {
    this.stepper = new TableStepper({ settings, plan, occupancy });
  }

  get state(): TableState {
    return this.stepper.state;
  }

  get context(): TableContext {
    return this.stepper.context;
  }

  get demand(): MotionDemand {
    return this.stepper.demand;
  }

  send(...events: (TableEventBody | PlainEvent)[]): this {
    for (const event of events) {
      const body = typeof event === 'string' ? { type: event } : event;
      this.stepper.step({ ...body, atMs: this.nowMs, tiltDeg: this.tiltDeg, latchClosed: this.latchClosed });
    }
    return this;
  }

  at(tiltDeg: number): this {
    this.tiltDeg = tiltDeg;
    return this;
  }

  wait(durationMs: number): this {
    const endMs = this.nowMs + durationMs;
    while (this.nowMs < endMs) {
      const nextMs = Math.max(this.nowMs + 10, Math.min(this.stepper.earliestDeadlineMs, endMs));
      this.nowMs = Math.min(nextMs, endMs);
      const name = passedDeadline(this.context.deadlines, this.nowMs);
      if (name === null) continue;
      this.passed.push(name);
      this.send({ type: 'DEADLINE', name });
    }
    return this;
  }

  /** START at the panel, and off. */
  start(): this {
    if (this.state === 'self-test') this.send('SELF_TEST_PASSED');
    this.send('START_PRESSED').wait(500);
    invariant(this.state === 'moving', `a session begins, and not ${this.state}`);
    return this;
  }

  /** In the first hold, head-down. */
  holdHeadDown(): this {
    return this.start().at(-6).send('WENT_HEAD_DOWN').at(-40).send('ARRIVED');
  }
}

/** Events that need nothing but their name. */
export type PlainEvent = Extract<
  TableEventBody['type'],
  | 'E_STOP_OPENED'
  | 'E_STOP_RELEASED'
  | 'GRIP_OPENED'
  | 'ARRIVED'
  | 'GAVE_UP'
  | 'WENT_HEAD_DOWN'
  | 'LEFT_HEAD_DOWN'
  | 'SELF_TEST_PASSED'
  | 'FOUND_INVERTED'
  | 'ANSWERED'
  | 'START_PRESSED'
  | 'SELECT_PRESSED'
  | 'ACKNOWLEDGED'
  | 'UP_PRESSED'
  | 'UP_RELEASED'
  | 'DOWN_PRESSED'
  | 'DOWN_RELEASED'
  | 'PAUSE_ASKED'
  | 'RESUME_ASKED'
  | 'ARM_ASKED'
>;

export const CLAMPS_LOST: TableEventBody = { type: 'FAULT', id: 'H-21', reaction: 'STOP' };
export const CHANNEL_OPEN: TableEventBody = { type: 'FAULT', id: 'H-06', reaction: 'STOP' };
export const ANGLE_LOST: TableEventBody = { type: 'FAULT', id: 'H-14', reaction: 'BLIND' };
export const ANGLE_STUCK: TableEventBody = { type: 'FAULT', id: 'H-08', reaction: 'RET' };
export const SOURCES_DISAGREE: TableEventBody = { type: 'FAULT', id: 'H-13', reaction: 'RET' };
export const CREEPS: TableEventBody = { type: 'FAULT', id: 'H-48', reaction: 'RET' };
export const DRIFTS: TableEventBody = { type: 'FAULT', id: 'H-10', reaction: 'DEG' };
export const JAMMED: TableEventBody = { type: 'BRAKED', id: 'H-18' };
export const BRAKED: TableEventBody = { type: 'BRAKED', id: 'H-19' };
export const RETURN: TableEventBody = { type: 'RETURN_ASKED', by: 'RETURN' };
export const CONSOLE_RETURN: TableEventBody = { type: 'RETURN_ASKED', by: 'CONSOLE' };

/** The driver in each state, reached by its shortest ordinary way. */
export const WAYS: Readonly<Record<TableState, (driver: TableDriver) => TableDriver>> = {
  'self-test': (driver) => driver,
  ready: (driver) => driver.send('SELF_TEST_PASSED'),
  arming: (driver) => driver.send('SELF_TEST_PASSED', 'START_PRESSED'),
  moving: (driver) => driver.start().at(-6).send('WENT_HEAD_DOWN').at(-20),
  holding: (driver) => driver.holdHeadDown(),
  resting: (driver) => {
    driver.holdHeadDown();
    for (let asked = 0; asked < 6 && driver.state === 'holding'; asked += 1) driver.wait(30_000).send('ANSWERED');
    return driver.at(-3).send('LEFT_HEAD_DOWN').at(0).send('ARRIVED');
  },
  paused: (driver) => driver.holdHeadDown().send('START_PRESSED'),
  jogging: (driver) => driver.holdHeadDown().send('DOWN_PRESSED'),
  'returning-planned': (driver) => WAYS.resting(driver).wait(30_000),
  'returning-emergency': (driver) => driver.holdHeadDown().send(RETURN),
  'returning-blind': (driver) => driver.holdHeadDown().send(ANGLE_LOST),
  'backing-off': (driver) => driver.holdHeadDown().send(RETURN, BRAKED),
  'laid-flat': (driver) => driver.holdHeadDown().send('GRIP_OPENED').at(0).send('LEFT_HEAD_DOWN', 'ARRIVED'),
  stopped: (driver) => driver.holdHeadDown().send('E_STOP_OPENED'),
  locked: (driver) => driver.holdHeadDown().send(RETURN).at(UPRIGHT_DEG).send('LEFT_HEAD_DOWN', 'ARRIVED'),
};

/** A table in that state. */
export function tableIn(state: TableState, options: DriverOptions = {}): TableDriver {
  const driver = WAYS[state](new TableDriver(options));
  invariant(driver.state === state, `the way to ${state} ends there, and not in ${driver.state}`);
  return driver;
}
