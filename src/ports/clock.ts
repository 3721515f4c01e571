/** Monotonic time, and somebody who calls at a steady pace. The core never looks at a clock; the loop around it does. */
export interface Clock {
  /** Monotonic milliseconds; only differences mean anything. */
  nowMs(): number;
  /** Calls `tick` every `periodMs` of this clock's time until the returned function is called. */
  every(periodMs: number, tick: () => void): () => void;
}
