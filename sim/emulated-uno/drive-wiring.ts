import { clamp } from '../../src/domain/units.ts';
import type { DriveOutputs } from '../drive-outputs.ts';
import type { EmulatedUno } from './emulated-uno.ts';
import { type PinMap, pinNamed } from './pin-map.ts';
import { RELAY_DUTY, ReturnRelay } from './return-relay.ts';
import type { UnoPinName } from './uno-pins.ts';

export interface DriveWiringOptions {
  readonly uno: EmulatedUno;
  readonly pinMap: PinMap;
  readonly bridge: 'pwm-dir' | 'two-pwm';
  /** The relay that drives upright without a living board. */
  readonly hasReturnRelay: boolean;
}

/** What the table does to its drive, past the board. */
export interface DrivePower {
  /** E-STOP's own contacts let the drive's supply through. */
  readonly isOn: boolean;
  /** The upright limit's own contact, in the relay's way up. */
  readonly isUpright: boolean;
}

const HALF = 0.5;

/** From the board's pins, through bridge, brake and relay, to what reaches the motor. Pull-downs hold floating pins. */
export class DriveWiring {
  readonly outputs: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };
  readonly relay = new ReturnRelay();
  readonly #uno: EmulatedUno;
  readonly #bridge: DriveWiringOptions['bridge'];
  readonly #hasReturnRelay: boolean;
  readonly #up: UnoPinName;
  readonly #down: UnoPinName;
  readonly #brake: UnoPinName;

  constructor({ uno, pinMap, bridge, hasReturnRelay }: DriveWiringOptions) {
    this.#uno = uno;
    this.#bridge = bridge;
    this.#hasReturnRelay = hasReturnRelay;
    this.#up = pinNamed(pinMap, 'DRIVE_UP');
    this.#down = pinNamed(pinMap, 'DRIVE_DOWN');
    this.#brake = pinNamed(pinMap, 'BRAKE');
    uno.listen(pinNamed(pinMap, 'RELAY'), (_output, cycle) => this.relay.edge(cycle));
  }

  /** -1..+1, as the two drive pins say it. */
  get pinDuty(): number {
    const up = this.#uno.outputOf(this.#up) ?? 0;
    const down = this.#uno.outputOf(this.#down) ?? 0;
    if (this.#bridge === 'two-pwm') return clamp(up - down, -1, 1);
    return down >= HALF ? -up : up;
  }

  get relayIsHeld(): boolean {
    return !this.#hasReturnRelay || this.relay.isHeld(this.#uno.cycle);
  }

  /** Looks at the pins and overwrites `outputs`. */
  follow({ isOn, isUpright }: DrivePower): void {
    const { outputs } = this;
    outputs.driveEnabled = isOn;
    if (this.relayIsHeld) {
      outputs.duty = isOn ? this.pinDuty : 0;
      outputs.brakeReleased = isOn && this.#uno.outputOf(this.#brake) === 1;
    } else {
      const drives = isOn && !isUpright;
      outputs.duty = drives ? RELAY_DUTY : 0;
      outputs.brakeReleased = drives;
    }
  }
}
