import type { TableEstimate } from '../domain/estimate.ts';
import type { BoardMode } from '../domain/frames.ts';
import { eStopOpen } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import type { TableStepper } from '../machine/step-table.ts';
import type { FallbackHold } from '../returning/fallback-hold.ts';
import type { FallbackReturn } from '../returning/fallback-return.ts';
import { DUTY_ARRIVES_WITHIN, type TableCycle } from './run-cycle.ts';

/** After this silence the board knows the table better than the host, ms. */
const SILENT_MS = 150;
/** The same doubt that safety has, deg. */
const DOUBTFUL_APART_DEG = 5;
const WORTHLESS_APART_DEG = 20;

/**
 * The cycle after something in the cycle has thrown: sensing, fallback return, control, interlock, and nothing else. It
 * goes on until the process ends. If this throws too, nothing is written any more, and the hardware's own return
 * follows when the lease ends.
 */
export class FallbackCycle {
  readonly #cycle: TableCycle;
  readonly #way: FallbackReturn;
  /** The last command that was written is drive off and brake on. */
  #handedOver = false;
  #boardMode: BoardMode = 'leased';
  /** What was wanted in the tick before. */
  #duty = 0;
  readonly #verdict: SafetyVerdict = {
    raised: [],
    faults: [],
    returnDemanded: true,
    trusted: 'potentiometer',
    inDoubt: false,
    mustBrake: false,
    clampsLost: false,
  };

  constructor(cycle: TableCycle, way: FallbackReturn) {
    this.#cycle = cycle;
    this.#way = way;
    // What safety knew of the angle before the throw still holds.
    this.#verdict.trusted = cycle.safety.verdict.trusted;
    this.#verdict.inDoubt = cycle.safety.verdict.inDoubt;
    way.begin(cycle.setpoint, holdOf(cycle.table));
  }

  run(nowMs: number): void {
    const { hardware, estimator, controller, brake, interlock } = this.#cycle;
    const frame = hardware.read();
    this.#boardMode = frame.mode;
    const estimate = estimator.update(frame, nowMs, this.#verdict);
    const trusted = this.#trusted(estimate);
    // Without an angle to rely on, without news, or where the table did not follow, the board knows the way up better:
    // its lease is left to end.
    if (this.#handedOver || trusted === 'none' || estimate.frameAgeMs > SILENT_MS) return;
    this.#verdict.trusted = trusted;
    const setpoint = this.#way.step(estimate);
    this.#handedOver = this.#way.gaveUp;
    brake.update(setpoint.kind, estimate);
    const { brakeReleased, driveEnabled, driving } = brake;
    // A duty that does not arrive says nothing of the load.
    const arrives = frame.mode === 'leased' && Math.abs(frame.appliedDuty - this.#duty) < DUTY_ARRIVES_WITHIN;
    this.#duty = brake.holding ? controller.update(setpoint, estimate, driving && arrives) : 0;
    const sessionOpen = !this.#way.done;
    hardware.write(
      interlock.apply({
        estimate,
        verdict: this.#verdict,
        duty: this.#duty,
        brakeReleased,
        driveEnabled,
        driving,
        sessionOpen,
        person: this.#cycle.table.context.occupancy === 'person',
        alarm: this.#cycle.panel.lights.alarm,
      }),
    );
  }

  get state(): TableState {
    const { estimate } = this.#cycle.estimator;
    if (eStopOpen(estimate.inputs) || this.#way.hands.hold !== 'nothing') return 'stopped';
    // Left to itself, the board has given up, or is waiting for somebody; or it is up.
    if (this.#boardMode === 'off') return 'stopped';
    if (this.#boardMode === 'returned') return 'locked';
    return this.#way.done ? 'locked' : 'returning-emergency';
  }

  /**
   * Without the checks there are only the band and the other source to judge by. Of two plausible ones the more head-down,
   * slowly: policy A's last sentence.
   */
  #trusted({ potInBand, potTiltDeg, accelPlausible, accelTiltDeg }: TableEstimate): SafetyVerdict['trusted'] {
    const { trusted } = this.#verdict;
    if (trusted === 'none') return 'none';
    if (trusted === 'accelerometer' || !potInBand) return accelPlausible ? 'accelerometer' : 'none';
    const apartDeg = potTiltDeg - accelTiltDeg;
    if (this.#way.inDoubt || !accelPlausible || Math.abs(apartDeg) <= DOUBTFUL_APART_DEG) return 'potentiometer';
    if (Math.abs(apartDeg) >= WORTHLESS_APART_DEG) return 'none';
    this.#way.inDoubt = true;
    return apartDeg > 0 ? 'accelerometer' : 'potentiometer';
  }
}

/** What held the table before the throw, the machine's last memory, holds it after; what was answered is the past. */
function holdOf({ state, context: { held } }: TableStepper): FallbackHold {
  if (state !== 'stopped' && state !== 'jogging') return 'nothing';
  switch (held) {
    case null:
      return 'nothing';
    case 'e-stop':
    case 'e-stop-channel':
    case 'blind':
    case 'inverted-at-boot':
      return 'until-asked';
    case 'clamps':
    case 'drive':
    case 'obstruction':
      return 'but-by-hand';
    default:
      return held satisfies never;
  }
}
