import { DEFAULT_SETTINGS, type Settings } from '../src/config/settings.ts';
import { CYCLE_MS } from '../src/domain/time.ts';
import type { Controller } from '../src/ports/controller.ts';
import { EventPlayer } from './event-player.ts';
import { HoldLog } from './hold-log.ts';
import { PanelButtons } from './panel-buttons.ts';
import { PlantChecker } from './plant-checker.ts';
import { PlantMeter } from './plant-meter.ts';
import { RiderExercise } from './rider-exercise.ts';
import { SessionHistory } from './session-history.ts';
import { SessionLog } from './session-log.ts';
import type { SessionResult } from './session-result.ts';
import { SimulatedRider } from './simulated-rider.ts';
import { SimulatedTable } from './simulated-table.ts';
import type { MachineProbe, SimulationOptions } from './simulation-options.ts';
import { hostIsGone, hostIsMute, isSettled, nobodyMoves } from './who-moves.ts';

export type { CreateController, SessionSample, SimulationOptions } from './simulation-options.ts';

const DEFAULT_SAMPLE_MS = 100;
/** The board is powered this long before START, at the least; a controller that is not ready by then gets some more. */
const BOOT_BEFORE_START_MS = 5000;
const READY_WITHIN_MS = 30_000;
/** START is taken, or refused, within this time. */
const START_ANSWERED_WITHIN_MS = 1000;
/** A table that is held somewhere is left there this long after the last event. */
const HELD_FOR_MS = 120_000;
/** ... and this long after it has come to stand, so that the record shows that it stands. */
const STANDS_FOR_MS = 1000;
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
  readonly #exercise: RiderExercise | null;
  readonly #probe: MachineProbe = { disturb: null };
  #controller: Controller;
  #hostStarts = 1;
  readonly #events: EventPlayer;
  readonly #holds = new HoldLog();
  readonly #history: SessionHistory;
  readonly #sampleEveryMs: number;
  #meter: PlantMeter;
  #checker: PlantChecker;
  #log: SessionLog;
  #startedAtMs = 0;
  #stepsAtStart = 0;
  #nextSampleMs = Number.POSITIVE_INFINITY;
  #settledAtMs = Number.NaN;

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
    this.#exercise =
      options.rider === null
        ? null
        : new RiderExercise(this.#table, { seed: options.seed ?? 1, movement: options.riderMovement ?? 'when-asked' });
    this.#controller = options.createController(this.#table, this.#probe);
    this.#sampleEveryMs = options.sampleEveryMs ?? DEFAULT_SAMPLE_MS;
    this.#meter = new PlantMeter(this.#table.plant);
    this.#checker = new PlantChecker(this.#table, this.#meter, settings);
    this.#log = new SessionLog(0);
    this.#history = new SessionHistory(this.#controller, () => hostIsMute(this.#table));
    this.#events = new EventPlayer(
      { table: this.#table, buttons: this.#buttons, probe: this.#probe, history: this.#history },
      options.events ?? [],
    );
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
    this.#log = new SessionLog(this.#startedAtMs);
    const unresponsiveFromMs = this.#options.unresponsiveFromMs ?? null;
    if (this.#rider !== null && unresponsiveFromMs !== null)
      this.#rider.unresponsiveFromMs = this.#startedAtMs + unresponsiveFromMs;
    this.#meter = new PlantMeter(this.#table.plant);
    this.#checker = new PlantChecker(this.#table, this.#meter, this.#settings);
    if (this.#options.onSample !== undefined) this.#nextSampleMs = 0;
  }

  cycle(): void {
    const tMs = this.#elapsedMs();
    if (tMs >= this.#events.nextMs) this.#events.play(tMs, (event) => this.#log.played(event));
    if (tMs >= this.#nextSampleMs) this.#sample(tMs);
    this.#tick();
    this.#table.advance(CYCLE_MS);
    this.#meter.observe(CYCLE_MS);
    const endMs = this.#elapsedMs();
    this.#checker.observe(endMs);
    // A hold that the host cannot keep any more has ended, whatever its controller would say.
    const holding = this.#controller.state === 'holding' && this.#table.board.mode === 'leased';
    this.#holds.observe(endMs, this.#meter.tiltDeg, holding ? this.#controller : null);
    this.#history.observe(endMs);
    this.#observeLog(tMs);
  }

  isOver(): boolean {
    const tMs = this.#elapsedMs();
    if (tMs < START_ANSWERED_WITHIN_MS) return false;
    const settled =
      nobodyMoves(this.#table) || (isSettled(this.#controller.state) && this.#table.board.mode !== 'returning');
    if (!settled) {
      this.#settledAtMs = Number.NaN;
      return tMs >= this.#events.lastMs + LONGEST_SESSION_MS;
    }
    if (Number.isNaN(this.#settledAtMs)) this.#settledAtMs = tMs;
    if (this.#isUpright() && !this.#isHeldUpright()) return true;
    return tMs >= Math.max(this.#events.lastMs + HELD_FOR_MS, this.#settledAtMs + STANDS_FOR_MS);
  }

  refused(): SessionResult {
    this.#startedAtMs = this.#table.nowMs;
    this.#stepsAtStart = this.#table.plantSteps;
    this.#meter = new PlantMeter(this.#table.plant);
    return this.result();
  }

  result(): SessionResult {
    const simMs = this.#elapsedMs();
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
      events: this.#log.events,
      violations: this.#checker.violations,
    };
  }

  #observeLog(tMs: number): void {
    const controller = hostIsMute(this.#table) ? null : this.#controller;
    const { board, plant } = this.#table;
    const isAway = plant.tiltDeg < this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
    this.#log.observe({ tMs, controller, board: board.mode, isUpright: this.#isUpright(), isAway });
  }

  #elapsedMs(): number {
    return this.#table.nowMs - this.#startedAtMs;
  }

  /** The rider acts, and the controller runs where its process does. */
  #tick(): void {
    const { nowMs, host, plant } = this.#table;
    this.#rider?.act(nowMs, this.#controller, plant.tiltDeg);
    this.#exercise?.act(nowMs, this.#controller);
    if (host.dead || nowMs < host.stalledUntilMs) return;
    if (host.starts !== this.#hostStarts) this.#startHostAnew(host.starts);
    this.#controller.tick(nowMs);
  }

  /** Nothing of the old process is left; what the session was is what the new one finds. */
  #startHostAnew(starts: number): void {
    this.#hostStarts = starts;
    this.#controller = this.#options.createController(this.#table, this.#probe);
    this.#history.follow(this.#controller);
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

  #isUpright(): boolean {
    const { plant } = this.#table;
    return plant.tiltDeg >= this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG && plant.rateDegPerSec === 0;
  }

  /** An E-STOP pressed while upright holds the table as it does elsewhere. */
  #isHeldUpright(): boolean {
    return !hostIsGone(this.#table) && this.#controller.state === 'stopped';
  }
}
