import type { ActuatorCommand } from './frames.ts';

/** Asks for nothing: no drive, the brake on, no session, nobody on the table; for `leaseMs`, a lease's 20 to 500 ms. */
export const standingCommand = (leaseMs: number): ActuatorCommand => ({
  duty: 0,
  driveEnabled: false,
  brakeReleased: false,
  leaseMs,
  sessionOpen: false,
  person: false,
  alarm: 'none',
});
