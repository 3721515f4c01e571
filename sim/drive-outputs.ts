import { clamp } from '../src/domain/units.ts';

/** What the board's pins tell the drive. Positive duty raises the rider. */
export interface DriveOutputs {
  /** -1..+1. */
  duty: number;
  /** Powered with duty 0, both low-side switches are on and the motor brakes itself; unpowered, it coasts. */
  driveEnabled: boolean;
  brakeReleased: boolean;
}

/** What the table does to its drive, past the board. */
export interface DrivePower {
  /** E-STOP's own contacts let the drive's supply through. */
  readonly isOn: boolean;
  /** The upright limit's own contact, in the relay's way up. */
  readonly isUpright: boolean;
}

/** What the board's pins say. */
export interface DrivePins {
  /** -1..+1, of both drive pins. */
  readonly duty: number;
  readonly brakeReleased: boolean;
  /** A living board holds the return relay, or there is none. */
  readonly relayIsHeld: boolean;
}

/** Of the drive's voltage through the limiting resistor: 2 deg/s of an unloaded table, and never the force to hurt. */
const RELAY_DUTY = 0.2;
const HALF = 0.5;

/** Shares of the time that the two drive pins are high, as the bridge takes them. */
export function dutyOf(bridge: 'pwm-dir' | 'two-pwm', up: number, down: number): number {
  if (bridge === 'two-pwm') return clamp(up - down, -1, 1);
  return down >= HALF ? -up : up;
}

/** From the pins, through bridge, brake and relay, to what reaches the motor. Overwrites `outputs`. */
export function followPins(outputs: DriveOutputs, pins: DrivePins, { isOn, isUpright }: DrivePower): void {
  outputs.driveEnabled = isOn;
  if (pins.relayIsHeld) {
    outputs.duty = isOn ? pins.duty : 0;
    outputs.brakeReleased = isOn && pins.brakeReleased;
  } else {
    const drives = isOn && !isUpright;
    outputs.duty = drives ? RELAY_DUTY : 0;
    outputs.brakeReleased = drives;
  }
}
