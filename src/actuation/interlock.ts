import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import type { ActuatorCommand } from '../domain/frames.ts';
import { eStopOpen, INPUT } from '../domain/inputs.ts';
import { CYCLE_S } from '../domain/time.ts';
import { clamp } from '../domain/units.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';

/** Beyond the range by this much, no duty drives the table further out, deg. */
const BEYOND_UPRIGHT_DEG = 1.5;
const BEYOND_INVERTED_DEG = 1;
/** The same by the accelerometer beside it, whose offset is up to 0.5 deg: the other one may have drifted. */
const BEYOND_BY_ACCELEROMETER_DEG = 1.3;
/**
 * Change of duty that makes 4.5 deg/s2 of the usual drive, and 5.5 where friction grips a table that slows to rest: a
 * jump of the controller becomes a push, never a blow.
 */
const SLEW_PER_SEC = 0.45;

export interface InterlockInput {
  readonly estimate: TableEstimate;
  readonly verdict: SafetyVerdict;
  readonly duty: number;
  readonly brakeReleased: boolean;
  readonly driveEnabled: boolean;
  readonly driving: boolean;
  readonly sessionOpen: boolean;
  readonly person: boolean;
  readonly alarm: ActuatorCommand['alarm'];
}

/**
 * The last word before the hardware. It trusts nothing before it but the frame's own inputs, and can only take away:
 * a duty becomes smaller or nothing, a brake stays on.
 */
export class Interlock {
  readonly #settings: Settings;
  readonly command: ActuatorCommand;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.command = {
      duty: 0,
      driveEnabled: false,
      brakeReleased: false,
      leaseMs: settings.board.leaseMs,
      sessionOpen: false,
      person: true,
      alarm: 'none',
    };
  }

  /** Returns the one command record, rewritten. */
  apply(input: InterlockInput): ActuatorCommand {
    const { estimate, verdict } = input;
    const command = this.command;
    command.sessionOpen = input.sessionOpen;
    command.person = input.person;
    command.alarm = input.alarm;
    if (eStopOpen(estimate.inputs) || verdict.mustBrake || !Number.isFinite(input.duty)) {
      command.duty = 0;
      // Against an obstruction the low sides stay on until the brake has closed; an E-STOP takes the drive's power.
      command.driveEnabled = verdict.mustBrake && input.driveEnabled && !eStopOpen(estimate.inputs);
      command.brakeReleased = false;
      return command;
    }
    let duty = input.driveEnabled ? clamp(input.duty, -1, 1) : 0;
    if (this.#mayNotGoUp(estimate)) duty = Math.min(duty, 0);
    if (this.#mayNotGoDown(estimate)) duty = Math.max(duty, 0);
    if (input.driving) duty = this.#slew(duty);
    command.duty = duty;
    command.driveEnabled = input.driveEnabled;
    command.brakeReleased = input.brakeReleased;
    return command;
  }

  #slew(duty: number): number {
    const step = SLEW_PER_SEC * CYCLE_S;
    return clamp(duty, this.command.duty - step, this.command.duty + step);
  }

  /** The upright limit counts only where no angle says otherwise: closed wrongly, it must not trap a rider. */
  #mayNotGoUp(estimate: TableEstimate): boolean {
    if (estimate.source === 'none') return !estimate.limitRefuted && (estimate.inputs & INPUT.UPRIGHT_LIMIT) !== 0;
    return estimate.tiltDeg > this.#settings.table.uprightDeg + BEYOND_UPRIGHT_DEG;
  }

  #mayNotGoDown(estimate: TableEstimate): boolean {
    if ((estimate.inputs & INPUT.INVERTED_LIMIT) !== 0) return true;
    const { invertedDeg } = this.#settings.table;
    if (estimate.accelPlausible && estimate.accelTiltDeg < invertedDeg - BEYOND_BY_ACCELEROMETER_DEG) return true;
    return estimate.source !== 'none' && estimate.tiltDeg < invertedDeg - BEYOND_INVERTED_DEG;
  }
}
