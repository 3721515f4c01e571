import type { TableEstimate } from '../domain/estimate.ts';
import { eStopOpen } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import type { FallbackReturn } from '../returning/fallback-return.ts';
import type { TableCycle } from './run-cycle.ts';

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
    obstructed: false,
    clampsLost: false,
  };

  constructor(cycle: TableCycle, way: FallbackReturn) {
    this.#cycle = cycle;
    this.#way = way;
    way.begin(cycle.setpoint);
  }

  run(nowMs: number): void {
    const { hardware, estimator, controller, brake, interlock } = this.#cycle;
    const estimate = estimator.update(hardware.read(), nowMs, this.#verdict.trusted);
    this.#verdict.trusted = this.#trusted(estimate);
    const setpoint = this.#way.step(estimate);
    brake.update(setpoint.kind, nowMs);
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
        alarm: 'medium',
      }),
    );
  }

  get state(): TableState {
    if (eStopOpen(this.#cycle.estimator.estimate.inputs)) return 'stopped';
    return this.#way.done ? 'locked' : 'returning-emergency';
  }

  /** Without the checks there is only the band to judge by. */
  #trusted(estimate: TableEstimate): SafetyVerdict['trusted'] {
    if (estimate.potInBand) return this.#verdict.trusted;
    return estimate.accelPlausible ? 'accelerometer' : this.#verdict.trusted;
  }
}
