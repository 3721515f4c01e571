import type { TableEstimate } from '../domain/estimate.ts';
import { eStopOpen } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import type { FallbackReturn } from '../returning/fallback-return.ts';
import type { TableCycle } from './run-cycle.ts';

/** After this silence the board knows the table better than the host, ms. */
const SILENT_MS = 150;
/** The same doubt that safety has, deg. */
const DOUBTFUL_APART_DEG = 5;

/**
 * The cycle after something in the cycle has thrown: sensing, fallback return, control, interlock, and nothing else. It
 * goes on until the process ends. If this throws too, nothing is written any more, and the hardware's own return
 * follows when the lease ends.
 */
export class FallbackCycle {
  readonly #cycle: TableCycle;
  readonly #way: FallbackReturn;
  readonly #verdict: SafetyVerdict = {
    raised: [],
    faults: [],
    returnDemanded: true,
    trusted: 'potentiometer',
    mustBrake: false,
    clampsLost: false,
  };

  constructor(cycle: TableCycle, way: FallbackReturn) {
    this.#cycle = cycle;
    this.#way = way;
    // What safety knew of the angle before the throw still holds.
    this.#verdict.trusted = cycle.safety.verdict.trusted;
    way.begin(cycle.setpoint);
  }

  run(nowMs: number): void {
    const { hardware, estimator, controller, brake, interlock } = this.#cycle;
    const estimate = estimator.update(hardware.read(), nowMs, this.#verdict.trusted);
    const trusted = this.#trusted(estimate);
    // Without an angle to rely on, or without news, the board knows the way up better: its lease is left to end.
    if (trusted === 'none' || estimate.frameAgeMs > SILENT_MS) return;
    this.#verdict.trusted = trusted;
    const setpoint = this.#way.step(estimate);
    brake.update(setpoint.kind, estimate);
    const { brakeReleased, driveEnabled, driving } = brake;
    const duty = controller.update(setpoint, estimate, driving);
    const sessionOpen = !this.#way.done;
    hardware.write(
      interlock.apply({
        estimate,
        verdict: this.#verdict,
        duty,
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
    if (eStopOpen(this.#cycle.estimator.estimate.inputs)) return 'stopped';
    return this.#way.done ? 'locked' : 'returning-emergency';
  }

  /** Without the checks there are only the band and the other source to judge by. */
  #trusted({ potInBand, potTiltDeg, accelPlausible, accelTiltDeg }: TableEstimate): SafetyVerdict['trusted'] {
    const { trusted } = this.#verdict;
    if (trusted === 'none') return 'none';
    if (trusted === 'accelerometer' || !potInBand) return accelPlausible ? 'accelerometer' : 'none';
    return accelPlausible && Math.abs(potTiltDeg - accelTiltDeg) > DOUBTFUL_APART_DEG ? 'none' : 'potentiometer';
  }
}
