import type { Button } from '../domain/inputs.ts';

/**
 * Hands on a table that is simulated, emulated or wired to a rig. Real tables with a person do not have it: nobody
 * presses a rider's buttons from afar.
 */
export interface TestInputs {
  /** Presses for `forMs`, or until `release` where it is null. ESTOP and CLAMP stay as they are put. */
  press(button: Button, forMs: number | null): void;
  release(button: Button): void;
  isPressed(button: Button): boolean;
  /** Sets a fault by id or name, with an optional variant: `H-08`, `angle-stuck`, `H-11:short`. */
  inject(fault: string): FaultReply;
  clear(fault: string): FaultReply;
  readonly faults: readonly FaultFacts[];
}

export type FaultReply = { readonly ok: true } | { readonly ok: false; readonly because: string };

export interface FaultFacts {
  readonly id: string;
  readonly name: string;
  /** Names that it once had. */
  readonly aliases?: readonly string[];
  readonly variants: readonly string[];
  readonly summary: string;
}
