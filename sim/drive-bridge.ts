import { clamp } from '../src/domain/units.ts';
import type { DriveOutputs } from './drive-outputs.ts';
import type { PlantDefects } from './plant-defects.ts';
import { PLANT_STEP_S } from './plant-parameters.ts';

/** The motor driver: makes of the board's pins what reaches the motor, with whatever is broken of it. */
export class DriveBridge {
  /** -1..+1, at the motor. */
  duty = 0;
  powered = false;
  readonly #defects: PlantDefects;
  #runawayDuty = 0;

  constructor(defects: PlantDefects) {
    this.#defects = defects;
  }

  obey({ duty: wanted, driveEnabled }: DriveOutputs): void {
    const defects = this.#defects;
    let duty = clamp(wanted, -1, 1);
    if (defects.runawayDutyPerS !== 0) duty = this.#runawayOf(duty);
    if (defects.leadsSwapped) duty = -duty;
    this.duty = clamp(duty + defects.bridgeShortDuty, -1, 1);
    this.powered = driveEnabled && !defects.bridgeOpen;
  }

  /** What runs away goes on growing for `steps` of the plant. */
  growRunaway(steps: number): void {
    if (this.#runawayDuty === 0 || !this.powered) return;
    const grownDuty = this.#runawayDuty + this.#defects.runawayDutyPerS * steps * PLANT_STEP_S;
    this.#runawayDuty = Math.min(grownDuty, 1);
    this.duty = this.#runawayDuty;
  }

  /** What has run away stays so until it is told to stand. */
  #runawayOf(duty: number): number {
    this.#runawayDuty = duty > 0 ? Math.max(this.#runawayDuty, duty) : 0;
    return duty > 0 ? this.#runawayDuty : duty;
  }
}
