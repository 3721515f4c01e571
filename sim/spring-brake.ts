import { BRAKE, PLANT_STEP_MS } from './plant-parameters.ts';

export type BrakeDefect = 'none' | 'stuck-engaged' | 'stuck-released' | 'slipping' | 'absent';

/** Spring brake: takes its time to let go and to take hold, and has its full torque or none in between. */
export class SpringBrake {
  /** The torque is on. */
  engaged = true;
  /** The coil is powered. */
  released = false;
  /** Now, N m; and against a motion, N m per rad/s. */
  torqueNm: number = BRAKE.torqueNm;
  dampingNmS = 0;
  readonly #sound: BrakeDefect;
  #defect: BrakeDefect;
  #pendingSteps = 0;
  /** Slipping: what the lining holds at rest, and how it resists its glide. */
  #slipNm = 0;
  #glideNmS = 0;

  /** `absent`: the drive holds by itself and there is no brake. */
  constructor(isPresent = true) {
    this.#sound = isPresent ? 'none' : 'absent';
    this.#defect = this.#sound;
    this.#change();
  }

  get defect(): BrakeDefect {
    return this.#defect;
  }

  set defect(defect: BrakeDefect) {
    this.#defect = defect;
    this.#change();
  }

  /** At rest: nothing left to count down. */
  get settled(): boolean {
    return this.#pendingSteps === 0;
  }

  get isBroken(): boolean {
    return this.#defect !== this.#sound;
  }

  mend(): void {
    this.defect = this.#sound;
  }

  /** A worn or oily lining, or a worn screw. */
  slip(holdsNm: number, glideNmS: number): void {
    this.#slipNm = holdsNm;
    this.#glideNmS = glideNmS;
    this.defect = 'slipping';
  }

  command(released: boolean): void {
    if (released === this.released) return;
    this.released = released;
    const delayMs = released ? BRAKE.releaseMs : BRAKE.engageMs;
    this.#pendingSteps = this.engaged === released ? delayMs / PLANT_STEP_MS : 0;
  }

  step(): void {
    if (this.#pendingSteps === 0) return;
    this.#pendingSteps -= 1;
    if (this.#pendingSteps > 0) return;
    this.engaged = !this.released;
    this.#change();
  }

  #change(): void {
    this.torqueNm = this.#torqueNm();
    this.dampingNmS = this.#defect === 'slipping' && this.engaged ? this.#glideNmS : 0;
  }

  #torqueNm(): number {
    switch (this.#defect) {
      case 'none':
        return this.engaged ? BRAKE.torqueNm : 0;
      case 'slipping':
        return this.engaged ? this.#slipNm : 0;
      case 'stuck-engaged':
        return BRAKE.torqueNm;
      case 'stuck-released':
      case 'absent':
        return 0;
      default:
        return this.#defect satisfies never;
    }
  }
}
