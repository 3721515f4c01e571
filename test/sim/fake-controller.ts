import type { CreateController } from '../../sim/simulate-session.ts';
import type { Cause, HazardId } from '../../src/domain/faults.ts';
import type { ActuatorCommand, SensorFrame } from '../../src/domain/frames.ts';
import { clampsClosed, eStopOpen, INPUT, returnPressed } from '../../src/domain/inputs.ts';
import type { TableState } from '../../src/domain/states.ts';
import type { Prompt, TableView } from '../../src/domain/view.ts';
import type { Controller } from '../../src/ports/controller.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';

const DEG_PER_COUNT = 270 / 1024;
const UPRIGHT_DEG = 75;
const ASK_AFTER_MS = 1000;
const ANSWER_WITHIN_MS = 10_000;

export interface FakeProgram {
  readonly targetDeg: number;
  readonly holdMs: number;
  /** Refuses every START with this. */
  readonly refusal?: HazardId;
  /** Asks whether the rider is well, 1 s into the hold. */
  readonly asks?: boolean;
  /** Never becomes ready. */
  readonly deaf?: boolean;
}

/** Just enough of a controller to lead a session: one ramp down, one hold, one ramp up. */
export class FakeController implements Controller {
  state: TableState = 'self-test';
  answeredAfterMs: number | null = null;
  readonly #hardware: TableHardware;
  readonly #program: FakeProgram;
  readonly #step: () => void;
  readonly #command: ActuatorCommand = {
    duty: 0,
    driveEnabled: false,
    brakeReleased: false,
    leaseMs: 250,
    sessionOpen: false,
    person: false,
    alarm: 'none',
  };
  #cause: Cause | null = null;
  #sawOpen = false;
  #rateDegPerSec = 0;
  #referenceDeg = UPRIGHT_DEG;
  #load = 0;
  #sinceMs = 0;
  #tiltDeg = UPRIGHT_DEG;
  #nowMs = 0;

  constructor(hardware: TableHardware, program: FakeProgram, step: () => void) {
    this.#hardware = hardware;
    this.#program = program;
    this.#step = step;
  }

  tick(nowMs: number): void {
    const frame = this.#hardware.read();
    this.#nowMs = nowMs;
    this.#tiltDeg = (frame.tiltCounts - 512) * DEG_PER_COUNT;
    try {
      this.#step();
      this.#decide(frame);
    } catch {
      this.#return('H-28');
      // It is up some time, and stands: pushed on, the board would hold it at the upper end of its range.
      this.#arrive();
    }
    this.#move();
    this.#hardware.write(this.#command);
  }

  view(): TableView {
    const { refusal } = this.#program;
    const view: Partial<TableView> = {
      state: this.state,
      cause: this.#cause,
      tiltDeg: this.#tiltDeg,
      faults: isHazard(this.#cause) ? [{ id: this.#cause, reaction: 'RET', atMs: 0 }] : [],
      refusals: refusal === undefined ? [] : [{ id: refusal, text: 'not today' }],
      prompt: this.#prompt,
      session:
        this.state === 'holding'
          ? {
              elapsedMs: 0,
              remainingMs: 0,
              headDownMs: 0,
              hold: 1,
              holds: 1,
              phaseRemainingMs: 0,
              riderMoves: false,
              targetDeg: this.#program.targetDeg,
            }
          : null,
    };
    return view as TableView;
  }

  send(): { readonly ok: true } {
    return { ok: true };
  }

  get #prompt(): Prompt | null {
    const asking = this.#program.asks && this.state === 'holding' && this.answeredAfterMs === null;
    if (!asking || this.#nowMs - this.#sinceMs < ASK_AFTER_MS) return null;
    return { kind: 'answer', text: 'well?', untilMs: null };
  }

  #decide({ inputs, mode }: SensorFrame): void {
    if (mode === 'returning' || mode === 'returned') {
      this.#enter('locked', 'H-27');
      this.#stand();
      return;
    }
    const sinceMs = this.#nowMs - this.#sinceMs;
    this.#sawOpen ||= !clampsClosed(inputs);
    if (eStopOpen(inputs) && this.state !== 'stopped') this.#enter('stopped', 'ESTOP');
    else if (returnPressed(inputs) && this.#command.sessionOpen) this.#return('RETURN');
    switch (this.state) {
      case 'self-test':
        if (!this.#program.deaf && this.#sawOpen && clampsClosed(inputs)) this.#enter('ready');
        break;
      case 'ready':
        if ((inputs & INPUT.START) !== 0 && this.#program.refusal === undefined) this.#enter('arming');
        break;
      case 'arming':
        this.#command.sessionOpen = true;
        if (sinceMs >= 100) this.#enter('moving');
        break;
      case 'moving':
        if (this.#referenceDeg <= this.#program.targetDeg) this.#enter('holding');
        break;
      case 'holding':
        this.#hear(inputs, sinceMs);
        if (sinceMs >= this.#program.holdMs) this.#enter('returning-planned');
        break;
      default:
        this.#arrive();
    }
  }

  #hear(inputs: number, sinceMs: number): void {
    if (this.#prompt === null) return;
    if ((inputs & INPUT.SELECT) !== 0) this.answeredAfterMs = sinceMs - ASK_AFTER_MS;
    else if (sinceMs > ASK_AFTER_MS + ANSWER_WITHIN_MS) this.#return('ALIVE');
  }

  #arrive(): void {
    if (this.#tiltDeg < UPRIGHT_DEG - 0.3 || !this.state.startsWith('returning')) return;
    this.#command.sessionOpen = false;
    this.#enter(this.#cause === null ? 'ready' : 'locked');
  }

  #return(cause: Cause): void {
    if (this.state !== 'returning-emergency' && this.#command.sessionOpen) this.#enter('returning-emergency', cause);
  }

  #enter(state: TableState, cause: Cause | null = null): void {
    this.state = state;
    this.#cause ??= cause;
    this.#sinceMs = this.#nowMs;
  }

  #move(): void {
    const wanted = this.#wantedRate();
    if (wanted === 0 && Math.abs(this.#rateDegPerSec) < 0.03) {
      this.#stand();
      return;
    }
    this.#rateDegPerSec += Math.max(-0.02, Math.min(0.02, wanted - this.#rateDegPerSec));
    this.#referenceDeg += this.#rateDegPerSec * 0.01;
    const lagDeg = this.#referenceDeg - this.#tiltDeg;
    this.#load += 0.001 * lagDeg;
    Object.assign(this.#command, {
      duty: this.#rateDegPerSec / 10 + this.#load + 0.05 * lagDeg,
      driveEnabled: true,
      brakeReleased: true,
    });
  }

  #stand(): void {
    Object.assign(this.#command, { duty: 0, driveEnabled: false, brakeReleased: false });
    this.#rateDegPerSec = 0;
    this.#referenceDeg = this.#tiltDeg;
  }

  #wantedRate(): number {
    if (this.state === 'stopped') {
      this.#stand();
      return 0;
    }
    const upMost = Math.sqrt(Math.max(0, 4 * (UPRIGHT_DEG - this.#referenceDeg)));
    const downMost = Math.sqrt(Math.max(0, 4 * (this.#referenceDeg - this.#program.targetDeg)));
    if (this.state.startsWith('returning')) return Math.min(3, Math.max(upMost, 0.2));
    return this.state === 'moving' ? -Math.min(2, Math.max(downMost, 0.2)) : 0;
  }
}

export function fakeController(program: FakeProgram, seen: { controller?: FakeController } = {}): CreateController {
  return (hardware, probe) => {
    seen.controller = new FakeController(hardware, program, () => probe.disturb?.());
    return seen.controller;
  };
}

function isHazard(cause: Cause | null): cause is HazardId {
  return cause?.startsWith('H-') ?? false;
}
