import type { ActuatorCommand, SensorFrame } from '../domain/frames.ts';

/** A table that can be read and moved: simulated, emulated or real. */
export interface TableHardware {
  readonly facts: HardwareFacts;
  /** Latest frame. Never blocks, never throws: a lost sensor keeps an old `atMs`. */
  read(): SensorFrame;
  /** Applies a command under a lease: without a renewal within `leaseMs` the hardware returns the rider by itself. */
  write(command: ActuatorCommand): void;
  /** Ends the lease. Upright: brake on, drive off. Otherwise the hardware's own return begins. */
  close(): Promise<'upright' | 'handed-over'>;
}

export interface HardwareFacts {
  readonly name: string;
  readonly firmware: string;
  /** Optional inputs that are wired. */
  readonly hasGrip: boolean;
  readonly hasAccelerometer: boolean;
  readonly carriesRider: { readonly ok: true } | { readonly ok: false; readonly because: string };
}
