import { WATCHDOG_RESET_FLAG } from './watchdog-unit.ts';

/** Why the chip starts, with its flag in MCUSR. */
export const RESET_FLAGS = {
  'power-on': 0x01,
  external: 0x02,
  'brown-out': 0x04,
  watchdog: WATCHDOG_RESET_FLAG,
} as const;
export type ResetCause = keyof typeof RESET_FLAGS;

/**
 * What runs before the program. `optiboot-4` is what an Uno is sold with: it clears MCUSR and tells nobody what stood
 * there. `optiboot-8` leaves MCUSR be, and repeats it in r2.
 */
export type BootLoader = 'optiboot-4' | 'optiboot-8' | 'none';

export interface Boot {
  /** How long the boot loader waits for a new program before it starts the old one, ms: the pins float. */
  readonly waitMs: number;
  /** As the program finds it. */
  readonly mcusr: number;
  /** Null: left as it was. */
  readonly r2: number | null;
}

/** Three flashes of 1/8 s, then the watchdog's second: 1398.8 ms with Optiboot 4.4's source, built and run on this emulator. */
const WAIT_MS = 1400;

/** Only the reset line makes Optiboot wait: after any other reset it starts the program at once. */
export function bootOf(loader: BootLoader, mcusr: number): Boot {
  const waits =
    (mcusr & RESET_FLAGS.external) !== 0 && (loader === 'optiboot-4' || (mcusr & RESET_FLAGS.watchdog) === 0);
  const waitMs = waits ? WAIT_MS : 0;
  switch (loader) {
    case 'none':
      return { waitMs: 0, mcusr, r2: null };
    case 'optiboot-4':
      return { waitMs, mcusr: 0, r2: null };
    case 'optiboot-8':
      // Its own second ends in a watchdog reset, whose flag it takes away again, but not from r2.
      return waits ? { waitMs, mcusr, r2: mcusr | RESET_FLAGS.watchdog } : { waitMs, mcusr, r2: mcusr };
    default:
      return loader satisfies never;
  }
}
