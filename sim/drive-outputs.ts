/** What the board's pins tell the drive. Positive duty raises the rider. */
export interface DriveOutputs {
  /** -1..+1. */
  duty: number;
  /** Powered with duty 0, both low-side switches are on and the motor brakes itself; unpowered, it coasts. */
  driveEnabled: boolean;
  brakeReleased: boolean;
}
