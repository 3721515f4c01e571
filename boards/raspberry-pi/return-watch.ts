import type { ActuatorCommand } from '../../src/domain/frames.ts';
import { E_STOP_CLOSED, returnPressed } from '../../src/domain/inputs.ts';

/** A controller that has not turned toward upright this long after RETURN is not obeyed any more. */
const OBEYED_WITHIN_MS = 300;
/** Less change of duty than this is noise of the controller. */
const LEAST_TURN_DUTY = 0.003;
/** After an obstruction the controller may wait on purpose. */
const OBSTRUCTION_REMEMBERED_MS = 30_000;
const NEVER_MS = Number.NEGATIVE_INFINITY;

export interface ReturnSight {
  readonly nowMs: number;
  /** Bits of `INPUT`. */
  readonly inputs: number;
  readonly isUpright: boolean;
  readonly clampsLost: boolean;
}

/** Whether a press of RETURN in a session is obeyed. The relay's way up needs nobody's consent. */
export class ReturnWatch {
  #wasPressed = false;
  #pressedAtMs: number | null = null;
  #dutyAtPress = 0;
  #brakeFreeAtPress = false;
  #obstructedAtMs = NEVER_MS;

  obstructed(nowMs: number): void {
    this.#obstructedAtMs = nowMs;
  }

  isDisobeyed(command: Readonly<ActuatorCommand>, sight: ReturnSight): boolean {
    const { nowMs, inputs } = sight;
    const isPressed = returnPressed(inputs);
    if (isPressed && !this.#wasPressed) {
      this.#pressedAtMs = nowMs;
      this.#dutyAtPress = command.duty;
      this.#brakeFreeAtPress = command.brakeReleased;
    }
    this.#wasPressed = isPressed;
    const sinceMs = this.#pressedAtMs;
    if (sinceMs === null) return false;
    const { duty, brakeReleased } = command;
    const turned = duty > 0 || duty > this.#dutyAtPress + LEAST_TURN_DUTY || (brakeReleased && !this.#brakeFreeAtPress);
    if (!turned && !this.#mayStand(command, sight)) return nowMs - sinceMs >= OBEYED_WITHIN_MS;
    this.#pressedAtMs = null;
    return false;
  }

  #mayStand({ sessionOpen }: Readonly<ActuatorCommand>, sight: ReturnSight): boolean {
    return (
      !sessionOpen ||
      sight.isUpright ||
      (sight.inputs & E_STOP_CLOSED) !== E_STOP_CLOSED ||
      sight.clampsLost ||
      sight.nowMs - this.#obstructedAtMs < OBSTRUCTION_REMEMBERED_MS
    );
  }
}
