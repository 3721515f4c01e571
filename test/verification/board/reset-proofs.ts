import type { BoardBench } from '../../support/board-bench.ts';
import { type BoardProof, HEAD_DOWN, HEAD_UP } from './board-proof.ts';
import { check, comesUp, goesByHand, isDeafToReturn, stands, wentDownBy } from './plant-judges.ts';

/** A boot loader's second after the reset line, or a dip of 300 ms. */
const RESET_MS = 1600;
const DOWN_DUTY = -0.2;
/** The relay moves whoever is on the table while the boot loader waits (decision 0028); these judge the board alone. */
const NO_RELAY = { hasReturnRelay: false } as const;

type Cause = 'reset-line' | 'brown-out' | 'watchdog';
/** A brown-out is the supply's own dip. */
const INJECTED: Readonly<Record<Cause, string>> = {
  'reset-line': 'H-33:reset-line',
  'brown-out': 'H-24:dip',
  watchdog: 'H-45:single',
};

/** The host goes on with its session: a frame every 10 ms that asks to go down. */
function resetInSession(bench: BoardBench, cause: Cause): void {
  const { bootId } = bench.host.telemetry;
  bench.hands.inject(INJECTED[cause]);
  bench.run(RESET_MS);
  check(bench.host.telemetry.bootId === bootId + 1, `the board has not started anew by ${cause}`);
}

function alone(bench: BoardBench, cause: Cause): void {
  bench.host.move(DOWN_DUTY);
  bench.run(700).mark();
  resetInSession(bench, cause);
  comesUp(bench);
  wentDownBy(bench, 1);
}

function withEStop(bench: BoardBench, cause: Cause): void {
  bench.host.move(DOWN_DUTY);
  bench.run(300).hands.press('ESTOP', null);
  stands(bench, 100);
  resetInSession(bench, cause);
  bench.hands.release('ESTOP');
  stands(bench, 700, 0);
  bench.hands.press('RETURN', 200);
  comesUp(bench);
  wentDownBy(bench, 0.1);
}

/** Released before the reset: what is left of it stands in EEPROM alone. */
function withEStopReleased(bench: BoardBench, cause: Cause): void {
  bench.hands.press('ESTOP', null);
  bench.run(200).hands.release('ESTOP');
  stands(bench, 200);
  bench.mark();
  resetInSession(bench, cause);
  stands(bench, 700, 0);
  goesByHand(bench);
  bench.hands.press('RETURN', 200);
  comesUp(bench);
}

function withClampsOpen(bench: BoardBench, cause: Cause): void {
  bench.hands.inject('H-21:both');
  stands(bench, 200);
  bench.mark();
  resetInSession(bench, cause);
  stands(bench, 500, 0);
  isDeafToReturn(bench);
  goesByHand(bench);
}

const ALONE = 'upright within the bound, no more than 1 deg further down';
const E_STOP = 'no motion through the reset nor at the release; RETURN brings the rider up';
const RELEASED = 'no motion through the reset; a held UP moves it while it is held, RETURN brings the rider up';
const CLAMPS = 'no motion through the reset, nor by RETURN; only a held UP moves the table';
const LINE = 'the reset line, on the way down of a session whose host goes on';
const DIP = 'the supply falls to 4 V for 300 ms, on the way down of a session whose host goes on';
const TRIP = "the watchdog's reset, on the way down of a session whose host goes on";

/** A reset in mid-session, by each cause: alone, with E-STOP in, and under policy C. */
export const RESET_PROOFS: readonly BoardProof[] = [
  {
    id: 'H-33',
    title: 'a reset at the pin in mid-session brings the rider up',
    injected: LINE,
    outcome: ALONE,
    from: HEAD_UP,
    bench: NO_RELAY,
    show: (bench) => alone(bench, 'reset-line'),
  },
  {
    id: 'H-24',
    title: 'a brown-out in mid-session brings the rider up',
    injected: DIP,
    outcome: ALONE,
    from: HEAD_UP,
    show: (bench) => alone(bench, 'brown-out'),
  },
  {
    id: 'H-45',
    title: 'a trip of the watchdog in mid-session brings the rider up',
    injected: TRIP,
    outcome: ALONE,
    from: HEAD_UP,
    show: (bench) => alone(bench, 'watchdog'),
  },
  {
    id: 'H-33',
    title: 'a reset at the pin with E-STOP in moves nothing until RETURN',
    injected: `E-STOP, then ${LINE}`,
    outcome: E_STOP,
    from: HEAD_UP,
    bench: NO_RELAY,
    show: (bench) => withEStop(bench, 'reset-line'),
  },
  {
    id: 'H-24',
    title: 'a brown-out with E-STOP in moves nothing until RETURN',
    injected: `E-STOP, then ${DIP}`,
    outcome: E_STOP,
    from: HEAD_UP,
    bench: NO_RELAY,
    show: (bench) => withEStop(bench, 'brown-out'),
  },
  {
    id: 'H-07',
    title: 'a trip of the watchdog after E-STOP was released moves nothing until RETURN or a held UP',
    injected: `E-STOP pressed and released, then ${TRIP}`,
    outcome: RELEASED,
    from: HEAD_UP,
    bench: NO_RELAY,
    show: (bench) => withEStopReleased(bench, 'watchdog'),
  },
  {
    id: 'H-21',
    title: 'a reset at the pin with the clamps open leaves the rider to a held UP',
    injected: `both switches of the latch open head-down, then ${LINE}`,
    outcome: CLAMPS,
    from: HEAD_DOWN,
    bench: NO_RELAY,
    show: (bench) => withClampsOpen(bench, 'reset-line'),
  },
  {
    id: 'H-21',
    title: 'a brown-out with the clamps open leaves the rider to a held UP',
    injected: `both switches of the latch open head-down, then ${DIP}`,
    outcome: CLAMPS,
    from: HEAD_DOWN,
    bench: NO_RELAY,
    show: (bench) => withClampsOpen(bench, 'brown-out'),
  },
  {
    id: 'H-21',
    title: 'a trip of the watchdog with the clamps open leaves the rider to a held UP',
    injected: `both switches of the latch open head-down, then ${TRIP}`,
    outcome: CLAMPS,
    from: HEAD_DOWN,
    bench: NO_RELAY,
    show: (bench) => withClampsOpen(bench, 'watchdog'),
  },
];
