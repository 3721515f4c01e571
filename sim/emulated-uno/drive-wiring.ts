import { type DriveOutputs, type DrivePower, dutyOf, followPins } from '../drive-outputs.ts';
import type { EmulatedUno } from './emulated-uno.ts';
import { type PinMap, pinNamed } from './pin-map.ts';
import { ReturnRelay } from './return-relay.ts';
import type { UnoPinName } from './uno-pins.ts';

export interface DriveWiringOptions {
  readonly uno: EmulatedUno;
  readonly pinMap: PinMap;
  readonly bridge: 'pwm-dir' | 'two-pwm';
  /** The relay that drives upright without a living board. */
  readonly hasReturnRelay: boolean;
}

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
    return dutyOf(this.#bridge, this.#uno.outputOf(this.#up) ?? 0, this.#uno.outputOf(this.#down) ?? 0);
  }

  get relayIsHeld(): boolean {
    return !this.#hasReturnRelay || this.relay.isHeld(this.#uno.cycle);
  }

  /** Looks at the pins and overwrites `outputs`. */
  follow(power: DrivePower): void {
    const { pinDuty: duty, relayIsHeld } = this;
    const brakeReleased = this.#uno.outputOf(this.#brake) === 1;
    followPins(this.outputs, { duty, brakeReleased, relayIsHeld }, power);
  }
}
