import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TableBench } from '../cycle/table-bench.ts';
import { E_STOP_OUT_AFTER_MS, hasButton, heldForMs, nameOfPair, type Pair } from './hands.ts';
import type { Judged } from './inject.ts';

/** The states of a table that is upright, in which a simulated session either has not begun or is over. */
export const UPRIGHT_STATES = ['self-test', 'ready', 'locked'] as const;
type UprightState = (typeof UPRIGHT_STATES)[number];

const APART_MS = 30;
const WATCHED_MS = 20_000;
const UPRIGHT_DEG = 74;
/** From where a session may have gone in that time. */
const UP_WITHIN_MS = 30_000;

/** A pair of buttons pressed together on a table that is upright; RETURN comes 20 s later. */
export function pressPairUpright(pair: Pair, state: UprightState): Judged {
  const settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasGrip: hasButton(pair, 'GRIP') } };
  const bench = new TableBench({ settings });
  bringTo(bench, state);
  const [one, other] = pair;
  pressHand(bench, one);
  bench.run(APART_MS);
  pressHand(bench, other);
  let lowestDeg = Number.POSITIVE_INFINITY;
  for (let ms = 0; ms < WATCHED_MS; ms += 10) {
    if (ms === E_STOP_OUT_AFTER_MS && hasButton(pair, 'ESTOP')) bench.buttons.release('ESTOP');
    bench.run(10);
    lowestDeg = Math.min(lowestDeg, bench.tiltDeg);
  }
  bench.press('RETURN', 200);
  bench.run(UP_WITHIN_MS);
  const name = `${nameOfPair(pair)} in ${state}`;
  return { name, complaint: complaintOf(), replay: `pressPairUpright, ${name}` };

  function complaintOf(): string | null {
    if (bench.tiltDeg < UPRIGHT_DEG) return `ended at ${bench.tiltDeg.toFixed(1)}`;
    return lowestDeg < UPRIGHT_DEG && !maySetOut(pair, state) ? `went down to ${lowestDeg.toFixed(1)}` : null;
  }
}

/** START alone begins a session, and only on a table that is ready. */
function maySetOut(pair: Pair, state: UprightState): boolean {
  const prevented = (['RETURN', 'ESTOP', 'CLAMP', 'GRIP'] as const).some((button) => hasButton(pair, button));
  return state === 'ready' && hasButton(pair, 'START') && !prevented;
}

function bringTo(bench: TableBench, state: UprightState): void {
  bench.press('CLAMP', null);
  bench.press('GRIP', null);
  bench.run(100);
  if (state === 'self-test') return;
  bench.boot();
  // Latch and grip are seen open before they are closed.
  bench.buttons.release('CLAMP');
  bench.buttons.release('GRIP');
  bench.run(200);
  bench.press('CLAMP', null);
  bench.press('GRIP', null);
  bench.run(200);
  if (state === 'ready') return;
  bench.press('START');
  bench.run(2000);
  bench.press('RETURN');
  if (!bench.runUntil('locked', UP_WITHIN_MS)) throw new Error('the table is not locked after RETURN');
}

function pressHand(bench: TableBench, hand: Pair[0]): void {
  const { button } = hand;
  if (button === 'GRIP' || button === 'CLAMP') bench.buttons.release(button);
  else bench.press(button, heldForMs(hand));
}
