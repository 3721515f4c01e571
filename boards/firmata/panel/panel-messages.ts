import type { Lamp } from '../../../src/domain/signal-patterns.ts';

/** What passes between the driver and the thread of the panel's devices. */
export type ToPanel =
  | { readonly kind: 'light'; readonly lamp: Lamp }
  | { readonly kind: 'buzzer'; readonly sounding: boolean }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'heard'; readonly bytes: Uint8Array }
  /** Everything that was sent so far is on the line. */
  | { readonly kind: 'drained' };

/** Bytes for the board. */
export type FromPanel = Uint8Array;
