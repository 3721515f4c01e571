import { CLAMPS_CLOSED, clampsClosed, clampsOpen, eStopOpen, INPUT } from '../../src/domain/inputs.ts';

/** A relay that has not dropped by then will not; its charge pump holds it for 100 ms. */
const DROPS_WITHIN_MS = 400;
const PICKS_UP_WITHIN_MS = 400;

type Phase =
  | { readonly kind: 'untried' }
  | { readonly kind: 'dropping'; readonly sinceMs: number }
  | { readonly kind: 'picking-up'; readonly sinceMs: number }
  | { readonly kind: 'proven' }
  | { readonly kind: 'failed'; readonly because: string };

export interface RelaySight {
  readonly nowMs: number;
  /** Bits of `INPUT`. */
  readonly inputs: number;
  /** The relay's own contact. */
  readonly isHeld: boolean;
  readonly sessionOpen: boolean;
}

/**
 * Lets the return relay drop before every session and sees it do so. A session needs the ankle clamp opened and closed
 * before it: the relay is tried each time the clamp closes, upright, where its upright limit keeps it from moving anything.
 */
export class RelayProof {
  #phase: Phase = { kind: 'untried' };

  /** Nothing, or why the relay does not stand for this process yet. */
  get missing(): string | null {
    switch (this.#phase.kind) {
      case 'proven':
        return null;
      case 'failed':
        return this.#phase.because;
      case 'untried':
        return 'the return relay has not been seen to drop since the ankle clamp was open: close it upright, and wait';
      case 'dropping':
      case 'picking-up':
        return 'the return relay is being tried: wait a second';
      default:
        return this.#phase satisfies never;
    }
  }

  /** One cycle. Whether the relay shall be held on. */
  holds(sight: RelaySight): boolean {
    if (sight.sessionOpen) return true;
    const { nowMs, inputs, isHeld } = sight;
    if (clampsOpen(inputs)) this.#phase = { kind: 'untried' };
    switch (this.#phase.kind) {
      case 'untried':
        if (isHeld && mayDrop(inputs)) this.#phase = { kind: 'dropping', sinceMs: nowMs };
        break;
      case 'dropping':
        if (!isHeld) this.#phase = { kind: 'picking-up', sinceMs: nowMs };
        else if (!mayDrop(inputs)) this.#phase = { kind: 'untried' };
        else if (nowMs - this.#phase.sinceMs > DROPS_WITHIN_MS) this.#fail('does not drop when its pin stands still');
        break;
      case 'picking-up':
        if (isHeld) this.#phase = { kind: 'proven' };
        else if (nowMs - this.#phase.sinceMs > PICKS_UP_WITHIN_MS) this.#fail('has dropped and does not pick up again');
        break;
      case 'proven':
      case 'failed':
        break;
      default:
        this.#phase satisfies never;
    }
    return this.#phase.kind !== 'dropping';
  }

  /** A session has ended: before the next one it is tried again. */
  forget(): void {
    this.#phase = { kind: 'untried' };
  }

  #fail(what: string): void {
    this.#phase = { kind: 'failed', because: `the return relay ${what}: see docs/wiring-raspberry-pi.md#return-relay` };
  }
}

function mayDrop(inputs: number): boolean {
  return clampsClosed(inputs & CLAMPS_CLOSED) && (inputs & INPUT.UPRIGHT_LIMIT) !== 0 && !eStopOpen(inputs);
}
