import { BrakeSequence } from '../actuation/brake-sequence.ts';
import { Interlock, type InterlockInput } from '../actuation/interlock.ts';
import { TiltController } from '../actuation/tilt-controller.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import type { ActuatorCommand, SensorFrame } from '../domain/frames.ts';
import { clampsClosed } from '../domain/inputs.ts';
import type { Setpoint } from '../domain/setpoint.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import { EventDetector, type Perception } from '../machine/detect-events.ts';
import { PanelLights } from '../machine/panel-lights.ts';
import { TableStepper } from '../machine/step-table.ts';
import type { TableEventBody } from '../machine/table-event.ts';
import { NO_JOURNAL } from '../ports/journal.ts';
import type { TableHardware } from '../ports/table-hardware.ts';
import { allChecks } from '../safety/checks.ts';
import { SafetyEvaluator } from '../safety/evaluate-safety.ts';
import { journalFailing } from '../safety/journal-failing.ts';
import { PreStart } from '../safety/pre-start.ts';
import { ButtonEdges } from '../sensing/button-edges.ts';
import { TableEstimator } from '../sensing/estimate-table.ts';
import { Arbiter } from './arbitrate.ts';
import type { ControllerOptions } from './controller-options.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { MotionMemory } from './motion-memory.ts';
import { EventNoter } from './note-events.ts';
import { TrajectoryStepper } from './step-trajectory.ts';

/** After this silence the board knows the table better than the host: its lease is left to end, ms. */
const SILENT_MS = 150;
/** The drive has the duty that was wanted in the tick before, but for its rounding. */
export const DUTY_ARRIVES_WITHIN = 0.02;

/** A record of this cycle's own, rewritten every tick so that a quiet one allocates nothing. */
type Rewritten<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

/**
 * One tick, from the frame that the hardware reports to the command that it obeys: the line of docs/code-flow.md. What
 * throws in here is caught by `TableController`, which then brings the rider up without any of it.
 */
export class TableCycle {
  readonly hardware: TableHardware;
  readonly table: TableStepper;
  readonly safety: SafetyEvaluator;
  readonly estimator: TableEstimator;
  readonly gate: Gatekeeper;
  readonly controller: TiltController;
  readonly brake: BrakeSequence;
  readonly interlock: Interlock;
  readonly notes: EventNoter;
  readonly panel = new PanelLights();
  readonly #buttons = new ButtonEdges();
  readonly #detector: EventDetector;
  readonly #arbiter: Arbiter;
  readonly #stepper: TrajectoryStepper;
  readonly #motion = new MotionMemory();
  readonly #disturb: () => void;
  readonly #asked: TableEventBody[] = [];
  readonly #seen: Rewritten<Perception>;
  readonly #wish: Rewritten<InterlockInput>;

  constructor(options: ControllerOptions) {
    const { hardware, settings, journal = NO_JOURNAL } = options;
    this.hardware = hardware;
    this.table = new TableStepper({
      settings,
      plan: options.plan,
      occupancy: options.occupancy,
      sessionWasOpen: options.sessionWasOpen === true,
    });
    this.safety = new SafetyEvaluator([...(options.checks ?? allChecks(settings)), journalFailing(journal)]);
    this.estimator = new TableEstimator(settings);
    this.gate = new Gatekeeper(options, {
      safety: this.safety,
      preStart: new PreStart(settings),
      buttons: this.#buttons,
    });
    this.controller = new TiltController(settings);
    this.brake = new BrakeSequence({ releaseMs: settings.table.drive.brakeReleaseMs });
    this.interlock = new Interlock(settings);
    this.#detector = new EventDetector({ hasGrip: settings.board.hasGrip });
    this.#arbiter = new Arbiter(settings);
    this.#stepper = new TrajectoryStepper(settings);
    this.notes = new EventNoter({ journal, sessionWasOpen: options.sessionWasOpen === true });
    this.#disturb = options.disturb ?? (() => undefined);
    const { estimate } = this.estimator;
    const { verdict } = this.safety;
    this.#seen = { estimate, verdict, buttons: this.#buttons, arrived: false, gaveUp: false, table: this.table };
    this.#wish = {
      estimate,
      verdict,
      duty: 0,
      brakeReleased: false,
      driveEnabled: false,
      driving: false,
      sessionOpen: false,
      person: true,
      alarm: 'none',
    };
  }

  run(nowMs: number): void {
    const frame = this.hardware.read();
    const estimate = this.estimator.update(frame, nowMs, this.safety.verdict);
    const verdict = this.#judge(frame, estimate);
    this.#seen.arrived = this.setpoint.arrived || this.#boardIsUp(frame);
    this.#stepTable(estimate);
    this.panel.update(this.table, estimate, verdict.faults);
    this.notes.noteAlarm(this.panel.lights.alarm, nowMs);
    const demand = this.#arbiter.arbitrate(this.table.demand, verdict, frame.mode);
    const setpoint = this.#stepper.step(demand, estimate, this.brake.driving);
    const command = this.#actuate(setpoint, estimate, frame);
    if (estimate.frameAgeMs <= SILENT_MS) this.hardware.write(command);
    this.#motion.note({ setpoint, command, driving: this.#isHeard(frame, estimate) });
  }

  /** What was commanded counts for the checks only while it reaches the drive and is seen to. */
  #isHeard(frame: SensorFrame, estimate: TableEstimate): boolean {
    return this.brake.driving && frame.mode === 'leased' && estimate.frameAgeMs <= SILENT_MS;
  }

  /** The board has taken the rider up by itself: what is left of the host's own way up is over. */
  #boardIsUp({ mode }: SensorFrame): boolean {
    const { kind } = this.table.demand;
    return mode === 'returned' && (kind === 'return' || kind === 'blind');
  }

  /** Something that a surface asked for: an event of the next tick. */
  ask(event: TableEventBody): void {
    this.#asked.push(event);
  }

  get setpoint(): Readonly<Setpoint> {
    return this.#stepper.setpoint;
  }

  get askedCount(): number {
    return this.#asked.length;
  }

  #judge(frame: SensorFrame, estimate: TableEstimate): SafetyVerdict {
    const { context } = this.table;
    this.gate.observe(frame, context.session !== null);
    return this.safety.update(this.#motion.safetyInput(estimate, frame.mode, context));
  }

  #stepTable(estimate: TableEstimate): void {
    this.#disturb();
    this.#buttons.update(estimate.inputs, estimate.nowMs);
    this.#seen.gaveUp = this.setpoint.gaveUp;
    const events = this.#detector.detect(this.#seen);
    if (events.length === 0 && this.#asked.length === 0) return;
    for (const event of events) this.#stepOnce(event, estimate);
    for (const event of this.#asked) this.#stepOnce(event, estimate);
    this.#asked.length = 0;
    for (const fault of this.safety.verdict.raised) this.notes.noteFault(fault, estimate.tiltDeg);
  }

  #stepOnce(event: TableEventBody, estimate: TableEstimate): void {
    if (!this.gate.admits(event, this.table, estimate)) return;
    const { state: before, context } = this.table;
    const { nowMs: atMs, tiltDeg, inputs } = estimate;
    const happening = { ...event, atMs, tiltDeg, latchClosed: clampsClosed(inputs) };
    this.table.step(happening);
    this.notes.noteStep(happening, { state: before, context }, this.table);
    // Another rider may lie on the table than the one whose load was learned.
    if (this.table.state === 'arming' && before !== 'arming') this.controller.reset();
  }

  /** The load is learned only from a duty that arrives: what a gate or the board makes of it says nothing of the load. */
  #dutyFor(setpoint: Setpoint, estimate: TableEstimate, frame: SensorFrame): number {
    if (setpoint.kind === 'off' || !this.brake.driveEnabled || !this.brake.holding) return 0;
    if (setpoint.kind === 'blind') return setpoint.blindDuty;
    const arrives = Math.abs(frame.appliedDuty - this.#wish.duty) < DUTY_ARRIVES_WITHIN;
    return this.controller.update(setpoint, estimate, arrives && this.#isHeard(frame, estimate));
  }

  #actuate(setpoint: Setpoint, estimate: TableEstimate, frame: SensorFrame): ActuatorCommand {
    const { brake } = this;
    const wish = this.#wish;
    brake.update(setpoint.kind, estimate);
    wish.brakeReleased = brake.brakeReleased;
    wish.driveEnabled = brake.driveEnabled;
    wish.driving = brake.driving;
    wish.duty = this.#dutyFor(setpoint, estimate, frame);
    wish.sessionOpen = this.table.context.session !== null;
    wish.person = this.table.context.occupancy === 'person';
    wish.alarm = this.panel.lights.alarm;
    return this.interlock.apply(wish);
  }
}
