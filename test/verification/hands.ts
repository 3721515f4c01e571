import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { BUTTONS, type Button } from '../../src/domain/inputs.ts';

/** What one hand does to one button: taps it, or holds it where that is something else. */
export interface Hand {
  readonly button: Button;
  readonly held: boolean;
}
export type Pair = readonly [Hand, Hand];

const TAP_MS = 200;
/** Longer than a comfort stop or an acknowledgement takes; over before anybody lets E-STOP out again. */
const HELD_MS = 5000;
/** Of these, held is another thing than tapped. */
const HOLDABLE: readonly Button[] = ['UP', 'DOWN', 'SELECT'];
export const E_STOP_OUT_AFTER_MS = 8000;

const HANDS: readonly Hand[] = BUTTONS.flatMap((button) =>
  HOLDABLE.includes(button)
    ? [
        { button, held: false },
        { button, held: true },
      ]
    : [{ button, held: false }],
);

/** Every two buttons, in every way in which each can be pressed. */
export const PAIRS: readonly Pair[] = HANDS.flatMap((one, index) =>
  HANDS.slice(index + 1)
    .filter(({ button }) => button !== one.button)
    .map((other): Pair => [one, other]),
);

export function hasButton(pair: Pair, button: Button): boolean {
  return pair.some((hand) => hand.button === button);
}

export function nameOfPair(pair: Pair): string {
  return pair.map(({ button, held }) => (held ? `${button} held` : button)).join(' + ');
}

export function heldForMs({ held }: Hand): number {
  return held ? HELD_MS : TAP_MS;
}

/** E-STOP goes in and comes out again; of grip and latch, which are closed already, it is the opening that happens. */
export function eventsOfHand(hand: Hand, atMs: number): readonly ScheduledEvent[] {
  const { button } = hand;
  switch (button) {
    case 'ESTOP':
      return [
        { kind: 'press', button, atMs, forMs: null },
        { kind: 'release', button, atMs: atMs + E_STOP_OUT_AFTER_MS },
      ];
    case 'GRIP':
    case 'CLAMP':
      return [{ kind: 'release', button, atMs }];
    case 'START':
    case 'RETURN':
    case 'UP':
    case 'DOWN':
    case 'SELECT':
      return [{ kind: 'press', button, atMs, forMs: heldForMs(hand) }];
    default:
      return button satisfies never;
  }
}
