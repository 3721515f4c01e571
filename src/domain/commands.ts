import type { Occupancy } from './occupancy.ts';

/** What a surface may ask of the table. Whether it happens is the machine's to say. */
export type OperatorCommand =
  | { readonly kind: 'return' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Selects and arms; START at the panel within 10 s begins. Null: the program that is selected already. */
  | { readonly kind: 'arm'; readonly program: string | null }
  /** Selects the program that START at the panel runs. */
  | { readonly kind: 'select'; readonly program: string }
  /** Hold-to-run by repetition: carries the motion for 300 ms. */
  | { readonly kind: 'jog'; readonly direction: 1 | -1 }
  | { readonly kind: 'goto'; readonly tiltDeg: number }
  /** Makes the hold or rest under way longer, or shorter where below 0. */
  | { readonly kind: 'hold'; readonly byMs: number }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'occupancy'; readonly occupancy: Occupancy };

/** Stable codes of the console's `error CODE text`. */
export type CommandErrorCode =
  | 'USAGE'
  | 'UNKNOWN'
  | 'NOT_NOW'
  | 'REFUSED'
  | 'ROLE'
  | 'UNAVAILABLE'
  | 'LINE'
  | 'TIMEOUT'
  | 'PROGRAM';

export type CommandReply =
  | { readonly ok: true; readonly text?: string }
  | { readonly ok: false; readonly code: CommandErrorCode; readonly text: string };

export const ACCEPTED: CommandReply = { ok: true };
