import { DEFAULT_SETTINGS, type Settings } from '../src/config/settings.ts';
import { invariant } from '../src/domain/invariant.ts';
import type { TableState } from '../src/domain/states.ts';
import type { Controller } from '../src/ports/controller.ts';
import type { TableHardware } from '../src/ports/table-hardware.ts';
import { findFault } from './faults.ts';
import { HoldLog } from './hold-log.ts';
import { PanelButtons } from './panel-buttons.ts';
import { PlantChecker } from './plant-checker.ts';
import { PlantMeter } from './plant-meter.ts';
import type { RiderBody, Variation } from './plant-parameters.ts';
import { PRESS_MS, type ScheduledEvent, sortEvents } from './scheduled-event.ts';
import { SessionHistory } from './session-history.ts';
import type { SessionResult } from './session-result.ts';
import { SimulatedRider } from './simulated-rider.ts';
import { SimulatedTable } from './simulated-table.ts';

/** Where a fault reaches into the controller's machine: called at the start of each of its steps, it may throw. */
export interface MachineProbe {
  disturb: (() => void) | null;
}

export type CreateController = (hardware: TableHardware, probe: MachineProbe) => Controller;

export interface SimulationOptions {
  readonly createController: CreateController;
  readonly settings?: Settings;
  readonly events?: readonly ScheduledEvent[];
  readonly seed?: number;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  /** From this time after START on the rider answers nothing. */
  readonly unresponsiveFromMs?: number | null;
  /** Called at every multiple of `sampleEveryMs` after START, 0 included. */
  readonly onSample?: (sample: SessionSample) => void;
  readonly sampleEveryMs?: number;
}

/** One point of a session's trace. A new record each time: the caller may keep it. */
export interface SessionSample {
  readonly tMs: number;
  /** The plant's. */
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
  /** The controller's. */
  readonly estimateDeg: number;
  readonly state: TableState;
  /** As applied at the drive's pins. */
  readonly duty: number;
  readonly currentAmps: number;
  readonly brakeReleased: boolean;
  /** Bits of `INPUT`. */
  readonly inputs: number;
}

export const CYCLE_MS = 10;
const DEFAULT_SAMPLE_MS = 100;
/** The board is powered this long before START, at the least; a controller that is not ready by then gets some more. */
const BOOT_BEFORE_START_MS = 5000;
const READY_WITHIN_MS = 30_000;
/** START is taken, or refused, within this time. */
const START_ANSWERED_WITHIN_MS = 1000;
/** A table that is held somewhere is left there this long after the last event. */
const HELD_FOR_MS = 120_000;
/** No session is longer: 60 min by the bound in code, and every way up. */
const LONGEST_SESSION_MS = 2 * 60 * 60_000;
const UPRIGHT_WITHIN_DEG = 2;

/** One session on the simulated table, as fast as it goes. Faults that the table does not know must have been refused before. */
export function simulateSession(options: SimulationOptions): SessionResult {
  const run = new SessionRun(options);
  if (!run.boot()) return run.refused();
  run.start();
  while (!run.isOver()) run.cycle();
  return run.result();
}

class SessionRun {
  readonly #options: SimulationOptions;
  readonly #settings: Settings;
  readonly #table: SimulatedTable;
  readonly #buttons: PanelButtons;
  readonly #rider: SimulatedRider | null;
  readonly #probe: MachineProbe = { disturb: null };
  readonly #controller: Controller;
  readonly #events: readonly ScheduledEvent[];
  readonly #lastEventMs: number;
  readonly #holds = new HoldLog();
  readonly #history: SessionHistory;
  readonly #sampleEveryMs: number;
  #meter: PlantMeter;
  #checker: PlantChecker;
  #startedAtMs = 0;
  #stepsAtStart = 0;
  #nextEvent = 0;
  #nextEventMs = Number.POSITIVE_INFINITY;
  #nextSampleMs = Number.POSITIVE_INFINITY;

  constructor(options: SimulationOptions) {
    const settings = options.settings ?? DEFAULT_SETTINGS;
    const startMs = -BOOT_BEFORE_START_MS;
    this.#options = options;
    this.#settings = settings;
    this.#table = new SimulatedTable({ ...options, settings, startMs });
    this.#buttons = new PanelButtons(this.#table);
    this.#rider =
      options.rider === null
        ? null
        : new SimulatedRider({ buttons: this.#buttons, hasGrip: settings.board.hasGrip, startMs });
    this.#controller = options.createController(this.#table, this.#probe);
    this.#events = sortEvents([startPress(), ...(options.events ?? [])]);
    this.#lastEventMs = this.#events.reduce((latest, event) => Math.max(latest, endOf(event)), 0);
    this.#sampleEveryMs = options.sampleEveryMs ?? DEFAULT_SAMPLE_MS;
    this.#meter = new PlantMeter(this.#table.plant);
    this.#checker = new PlantChecker(this.#table, this.#meter, settings);
    this.#history = new SessionHistory(this.#controller, () => this.#hostIsGone());
  }

  /** Lets the controller test itself; false where it does not become ready. */
  boot(): boolean {
    const untilMs = this.#table.nowMs + READY_WITHIN_MS;
    while (this.#table.nowMs < 0 || this.#controller.state !== 'ready') {
      if (this.#table.nowMs >= untilMs) return false;
      this.#tick();
      this.#table.advance(CYCLE_MS);
    }
    return true;
  }

  /** From now on time counts. */
  start(): void {
    this.#startedAtMs = this.#table.nowMs;
    this.#stepsAtStart = this.#table.plantSteps;
    const unresponsiveFromMs = this.#options.unresponsiveFromMs ?? null;
    if (this.#rider !== null && unresponsiveFromMs !== null)
      this.#rider.unresponsiveFromMs = this.#startedAtMs + unresponsiveFromMs;
    this.#meter = new PlantMeter(this.#table.plant);
    this.#checker = new PlantChecker(this.#table, this.#meter, this.#settings);
    this.#nextEventMs = this.#events[0]?.atMs ?? Number.POSITIVE_INFINITY;
    if (this.#options.onSample !== undefined) this.#nextSampleMs = 0;
  }

  cycle(): void {
    const tMs = this.#tMs;
    if (tMs >= this.#nextEventMs) this.#applyEvents(tMs);
    if (tMs >= this.#nextSampleMs) this.#sample(tMs);
    this.#tick();
    this.#table.advance(CYCLE_MS);
    this.#meter.observe(CYCLE_MS);
    const endMs = this.#tMs;
    this.#checker.observe(endMs);
    this.#holds.observe(endMs, this.#meter.tiltDeg, this.#controller);
    this.#history.observe(endMs);
  }

  isOver(): boolean {
    const tMs = this.#tMs;
    if (tMs < START_ANSWERED_WITHIN_MS) return false;
    const settled = this.#hostIsGone() ? this.#boardIsDone() : isSettled(this.#controller.state);
    if (!settled) return tMs >= this.#lastEventMs + LONGEST_SESSION_MS;
    if (this.#isUpright() && !this.#isHeldUpright()) return true;
    return tMs >= this.#lastEventMs + HELD_FOR_MS;
  }

  refused(): SessionResult {
    this.#startedAtMs = this.#table.nowMs;
    this.#stepsAtStart = this.#table.plantSteps;
    this.#meter = new PlantMeter(this.#table.plant);
    return this.result();
  }

  result(): SessionResult {
    const simMs = this.#tMs;
    this.#holds.end(simMs);
    this.#history.close();
    const meter = this.#meter;
    const { outcome, cause, faults } = this.#history.judge(this.#isUpright());
    return {
      outcome,
      cause,
      simMs,
      cycles: simMs / CYCLE_MS,
      plantSteps: this.#table.plantSteps - this.#stepsAtStart,
      maxTiltDeg: meter.maxTiltDeg,
      minTiltDeg: meter.minTiltDeg,
      finalTiltDeg: meter.tiltDeg,
      headDownMs: meter.headDownMs,
      maxRateDegPerSec: meter.maxRateDegPerSec,
      maxAccelDegPerSec2: meter.maxAccelDegPerSec2,
      faults,
      holds: this.#holds.holds,
      violations: this.#checker.violations,
    };
  }

  get #tMs(): number {
    return this.#table.nowMs - this.#startedAtMs;
  }

  /** The rider acts, and the controller runs where its process does. */
  #tick(): void {
    const { nowMs, host, plant } = this.#table;
    this.#rider?.act(nowMs, this.#controller, plant.tiltDeg);
    if (host.dead || nowMs < host.stalledUntilMs) return;
    this.#controller.tick(nowMs);
  }

  #applyEvents(tMs: number): void {
    for (let event = this.#events[this.#nextEvent]; event !== undefined && event.atMs <= tMs; ) {
      this.#apply(event, tMs);
      this.#nextEvent += 1;
      event = this.#events[this.#nextEvent];
    }
    this.#nextEventMs = this.#events[this.#nextEvent]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #apply(event: ScheduledEvent, tMs: number): void {
    switch (event.kind) {
      case 'press':
        this.#buttons.press(event.button, event.forMs);
        break;
      case 'release':
        this.#buttons.release(event.button);
        break;
      case 'fault':
      case 'clear': {
        const reply = event.kind === 'fault' ? this.#buttons.inject(event.fault) : this.#buttons.clear(event.fault);
        invariant(reply.ok, reply.ok ? '' : reply.because);
        this.#probe.disturb = this.#table.host.machineThrows ? throwInMachine : null;
        if (event.kind === 'fault') this.#noteFault(event.fault, tMs);
        break;
      }
      default:
        event satisfies never;
    }
  }

  #noteFault(text: string, tMs: number): void {
    const found = findFault(text);
    if (found.ok) this.#history.noteInjected(found.fault.id, tMs);
  }

  #sample(tMs: number): void {
    this.#nextSampleMs += this.#sampleEveryMs;
    const { plant, board, inputs } = this.#table;
    const view = this.#controller.view();
    this.#options.onSample?.({
      tMs,
      tiltDeg: plant.tiltDeg,
      rateDegPerSec: plant.rateDegPerSec,
      estimateDeg: view.tiltDeg,
      state: view.state,
      duty: board.outputs.driveEnabled ? board.outputs.duty : 0,
      currentAmps: Math.abs(plant.motorAmps),
      brakeReleased: board.outputs.brakeReleased,
      inputs,
    });
  }

  #hostIsGone(): boolean {
    return this.#table.host.dead || this.#table.link.commandsLost;
  }

  #boardIsDone(): boolean {
    const { mode } = this.#table.board;
    return mode === 'returned' || mode === 'off' || mode === 'idle';
  }

  #isUpright(): boolean {
    const { plant } = this.#table;
    return plant.tiltDeg >= this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG && plant.rateDegPerSec === 0;
  }

  /** An E-STOP pressed while upright holds the table as it does elsewhere. */
  #isHeldUpright(): boolean {
    return !this.#hostIsGone() && this.#controller.state === 'stopped';
  }
}

/** States that nothing but a person leaves. */
function isSettled(state: TableState): boolean {
  return state === 'ready' || state === 'locked' || state === 'stopped' || state === 'laid-flat';
}

function startPress(): ScheduledEvent {
  return { kind: 'press', atMs: 0, button: 'START', forMs: PRESS_MS };
}

function endOf(event: ScheduledEvent): number {
  return event.kind === 'press' ? event.atMs + (event.forMs ?? 0) : event.atMs;
}

function throwInMachine(): void {
  throw new Error('the machine throws');
}
