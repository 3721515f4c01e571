/** Bench to host: so late it is now, and so many bytes have been sent to it since it started. */
export interface Grant {
  readonly toMs: number;
  readonly serialBytes: number;
  readonly inputBytes: number;
}

/** Host to bench: it has done what was due, and has sent so many bytes by then. */
export interface Granted {
  readonly serialBytes: number;
  readonly outputBytes: number;
}

/** Bytes that do not come are not waited for any longer than this, ms of the wall. */
export const LOST_AFTER_MS = 200;
