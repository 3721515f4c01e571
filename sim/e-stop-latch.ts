import { E_STOP_CLOSED, eStopOpen, INPUT } from '../src/domain/inputs.ts';

const CHANNELS_DIFFER_MS = 50;
const CHANNELS_WAIT_MS = 2000;

/** What the board remembers of its E-STOP: pressed, it stays latched until somebody asks to go up, or upright. */
export class EStopLatch {
  isLatched = false;
  #askedUpAtMs: number | null = null;
  #channelsDifferSinceMs: number | null = null;
  /** RETURN's contacts at the last look; a press is an edge of either, and there is none at the first. */
  #returnContacts: number | null = null;

  /** Latched, and nobody has asked to go up since. */
  get forbids(): boolean {
    return this.isLatched && this.#askedUpAtMs === null;
  }

  watch(nowMs: number, inputs: number, isUpright: boolean): void {
    const pressed = this.#seesPress(inputs);
    const channels = inputs & E_STOP_CLOSED;
    if (channels === 0 || channels === E_STOP_CLOSED) this.#channelsDifferSinceMs = null;
    else this.#channelsDifferSinceMs ??= nowMs;
    if (eStopOpen(inputs)) {
      this.isLatched = true;
      this.#askedUpAtMs = null;
      return;
    }
    if (isUpright) this.isLatched = false;
    if (pressed) this.#askedUpAtMs = nowMs;
  }

  /** The processor starts anew: RETURN's contacts as they then stand are no press. */
  restart(): void {
    this.#returnContacts = null;
  }

  /** UP is held under the host's lease. */
  askUp(): void {
    this.#askedUpAtMs ??= 0;
  }

  /** While the channels differ: whether the table may go up slowly. Null where they agree. */
  inDoubt(nowMs: number, handOnUp: boolean): 'slow' | 'off' | null {
    const sinceMs = this.#channelsDifferSinceMs;
    if (sinceMs === null || nowMs - sinceMs <= CHANNELS_DIFFER_MS) return null;
    const waited = nowMs - sinceMs >= CHANNELS_WAIT_MS;
    const asked = this.#askedUpAtMs !== null && this.#askedUpAtMs - sinceMs >= CHANNELS_WAIT_MS;
    return waited && (asked || handOnUp) ? 'slow' : 'off';
  }

  #seesPress(inputs: number): boolean {
    const now = inputs & (INPUT.RETURN_MADE | INPUT.RETURN_BREAK_CLOSED);
    const before = this.#returnContacts ?? now;
    this.#returnContacts = now;
    const made = (now & ~before & INPUT.RETURN_MADE) !== 0;
    const opened = (before & ~now & INPUT.RETURN_BREAK_CLOSED) !== 0;
    return made || opened;
  }
}
