const MS_PER_S = 1000;

/**
 * What can be broken between the table and the board's analog pins. A defect acts on the signal, before its
 * conversion: what the board then reads is as noisy as ever.
 */
export class SensorDefects {
  /** Set by the sensors at each sample. */
  nowMs = 0;
  /** Lets the sensors pass a sound potentiometer by. */
  potSound = true;
  accelStuck = false;
  /** The accelerometer no longer answers. */
  accelSilent = false;
  /** Added along the table, g. */
  accelShiftG = 0;
  /** Share of what it feels away from the table that it still shows: it has turned about the table's length. */
  accelOutGain = 1;
  currentGain = 1;
  currentOffsetAmps = 0;

  #mode: PotDefect = { kind: 'sound' };
  #sinceMs = 0;
  #heldCounts: number | null = null;
  #samples = 0;

  /** Neither stuck, silent, askew nor turned. */
  get accelSound(): boolean {
    return !this.accelStuck && !this.accelSilent && this.accelShiftG === 0 && this.accelOutGain === 1;
  }

  set pot(defect: PotDefect) {
    this.#mode = defect;
    this.potSound = defect.kind === 'sound';
    this.#sinceMs = this.nowMs;
    this.#heldCounts = null;
    this.#samples = 0;
  }

  get pot(): PotDefect {
    return this.#mode;
  }

  /** The wiper as the converter sees it, counts; `exact` where it truly stands. */
  wiperCounts(exact: number): number {
    const defect = this.#mode;
    switch (defect.kind) {
      case 'sound':
        return exact;
      case 'stuck':
        this.#heldCounts ??= exact;
        return this.#heldCounts;
      case 'tied':
        return defect.counts;
      case 'reversed':
        return 2 * defect.aboutCounts - exact;
      case 'drifting': {
        const drift = (defect.countsPerS * (this.nowMs - this.#sinceMs)) / MS_PER_S;
        return exact + Math.max(-defect.mostCounts, Math.min(defect.mostCounts, drift));
      }
      case 'jumping': {
        const sample = this.#samples++;
        const jumps = defect.everySamples === null ? sample === 0 : sample % defect.everySamples === 0;
        return jumps ? exact + defect.counts : exact;
      }
      default:
        return defect satisfies never;
    }
  }
}

export type PotDefect =
  | { readonly kind: 'sound' }
  | { readonly kind: 'stuck' }
  /** An open wiper is pulled to a rail; a short ties it there. */
  | { readonly kind: 'tied'; readonly counts: number }
  | { readonly kind: 'reversed'; readonly aboutCounts: number }
  | { readonly kind: 'drifting'; readonly countsPerS: number; readonly mostCounts: number }
  /** One sample jumps, or every n-th. */
  | { readonly kind: 'jumping'; readonly counts: number; readonly everySamples: number | null };
