import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { emergencyWayMs, type ShortResult, sampleAt, uprightFromMs } from '../cycle/short-session.ts';
import { E_STOP_OUT_AFTER_MS, hasButton, heldForMs, type Pair } from './hands.ts';
import { highestOf, lowestOf, mostSunkDeg, tiltsBetween } from './plant-trace.ts';
import type { Scene, SceneName } from './scenes.ts';

/** Two buttons pressed together in a scene, with what was done before and afterwards. */
export interface HandsRun {
  readonly scene: Scene;
  readonly pair: Pair;
  readonly atMs: number;
  /** When the later of the two was pressed. */
  readonly bothAtMs: number;
  readonly events: readonly ScheduledEvent[];
  readonly result: ShortResult;
}

/** When somebody comes to help, ms after the pair: on UP, by RETURN once E-STOP is out, by any button to one laid flat. */
export const HELP_AFTER_MS = { byHand: 15_000, released: E_STOP_OUT_AFTER_MS + 4000, anyButton: 70_000, asked: 25_000 };

/** What a motion under way, the jerk and the brake may add to the way at the set rates, ms. */
const OVERHEAD_MS = 3000;
/** By hand at 2 deg/s from -60, and the hand lets go once. */
const BY_HAND_MS = 130_000;
/** H-05: still within 0.3 s, moved under 0.7 deg; a sample is 50 ms. */
const E_STOP_STILL_MS = 350;
const E_STOP_MOVED_DEG = 0.7;
const STANDS_WITHIN_DEG = 0.3;
/** Policy C slows down at 2 deg/s2: from a ramp in 2 deg, from a return in 7. */
const LATCH_STILL_MS = 4000;
const LATCH_SUNK_DEG = 2.5;
const LATCH_ROSE_DEG = 8;
/** The way to stop from a ramp down; what the load sinks as the brake lets go; policy B's back-off. */
const TURN_DEG = 2.5;
const SAG_DEG = 1;
const BACK_OFF_DEG = 4;
const HEAD_DOWN_DEG = -5;
/** Motion that begins out of a pair shows within this time. */
const BEGINS_WITHIN_MS = 5000;
const STOPPED_WITHIN_MS = 2000;
const FLAT_WITHIN_DEG = 1.5;
/** A way to horizontal ends there with a stop of its own. */
const FLAT_OVERHEAD_MS = OVERHEAD_MS + 2000;
/** In one cycle with the release of E-STOP, a press is one that found it out. */
const SAME_CYCLE_MS = 20;

/** Here hands ask for nothing but the way up: nothing down may begin, whatever is pressed. */
const UP_ONLY: readonly SceneName[] = [
  'returning-planned',
  'returning-emergency',
  'returning-blind',
  'backing-off',
  'laid-flat',
  'stopped',
  'held-up',
];

/** What is wrong with what the plant did, or null. */
export function complaintOfHands(run: HandsRun): string | null {
  return (
    brokenBound(run) ?? movedOnEStop(run) ?? movedOnOpenLatch(run) ?? wentDown(run) ?? notFlat(run) ?? notUpInTime(run)
  );
}

function brokenBound({ pair, result }: HandsRun): string | null {
  // Policy C holds on where the table came to stand above -3 deg, and RETURN then waits for a hand: `notUpInTime` has its bound.
  const violation = result.violations.find(({ rule }) => rule !== 'return-late' || !hasButton(pair, 'CLAMP'));
  if (violation !== undefined)
    return `${violation.rule} at ${violation.atMs} ms: ${violation.value.toFixed(2)}, limit ${violation.limit.toFixed(2)}`;
  if (result.maxRateDegPerSec > 8) return `rate ${result.maxRateDegPerSec.toFixed(2)}`;
  return result.minTiltDeg < -62.5 ? `down to ${result.minTiltDeg.toFixed(2)}` : null;
}

/** Stands at once, and until the first press of RETURN or UP that finds E-STOP out. */
function movedOnEStop({ pair, result, events, atMs, bothAtMs }: HandsRun): string | null {
  if (!hasButton(pair, 'ESTOP')) return null;
  const pressedAtMs =
    events.find((event) => event.kind === 'press' && event.button === 'ESTOP' && event.atMs >= atMs)?.atMs ?? bothAtMs;
  const stoodAtMs = pressedAtMs + E_STOP_STILL_MS;
  const movedDeg = Math.abs(sampleAt(result, stoodAtMs).tiltDeg - sampleAt(result, pressedAtMs).tiltDeg);
  if (movedDeg > E_STOP_MOVED_DEG) return `moved ${movedDeg.toFixed(2)} deg on E-STOP`;
  return movedWithin(result, stoodAtMs, commandedAtMs(events, pressedAtMs), 'E-STOP');
}

/** When a hand first asks for the way up with E-STOP out; in the cycle of its release counts. */
function commandedAtMs(events: readonly ScheduledEvent[], fromMs: number): number {
  let isIn = true;
  const later = events.filter(({ atMs }) => atMs > fromMs);
  const timeOf = ({ kind, atMs }: ScheduledEvent) => (kind === 'release' ? atMs - SAME_CYCLE_MS : atMs);
  for (const event of [...later].sort((one, other) => timeOf(one) - timeOf(other))) {
    if (event.kind === 'fault' || event.kind === 'clear') continue;
    if (event.button === 'ESTOP') isIn = event.kind === 'press';
    else if (!isIn && event.kind === 'press' && (event.button === 'RETURN' || event.button === 'UP')) return event.atMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Head-down: slows to a stop and stands until UP is held; whoever holds UP already moves it up. */
function movedOnOpenLatch({ pair, result, events, atMs, bothAtMs }: HandsRun): string | null {
  if (!hasButton(pair, 'CLAMP')) return null;
  const { tiltDeg } = sampleAt(result, bothAtMs);
  if (tiltDeg > HEAD_DOWN_DEG - 1) return null;
  const toMs = atMs + HELP_AFTER_MS.byHand;
  const tilts = tiltsBetween(result, bothAtMs, toMs);
  if (tiltDeg - lowestOf(tilts) > LATCH_SUNK_DEG)
    return `sank ${(tiltDeg - lowestOf(tilts)).toFixed(1)} deg on an open latch`;
  const isUpHeld = events.some(
    (event) =>
      event.kind === 'press' && event.button === 'UP' && event.atMs < toMs && event.atMs + (event.forMs ?? 0) > atMs,
  );
  if (isUpHeld) return null;
  if (highestOf(tilts) - tiltDeg > LATCH_ROSE_DEG)
    return `rose ${(highestOf(tilts) - tiltDeg).toFixed(1)} deg on an open latch`;
  return movedWithin(result, bothAtMs + LATCH_STILL_MS, toMs, 'an open latch');
}

/** Downward motion out of a pair, where none of its forms was asked for. */
function wentDown(run: HandsRun): string | null {
  const { scene, pair, result, atMs, bothAtMs } = run;
  const at = sampleAt(result, bothAtMs);
  const stopDeg = at.rateDegPerSec < -0.2 ? TURN_DEG : SAG_DEG;
  if (endsSession(run)) {
    const allowedDeg =
      scene.name === 'backing-off' ? BACK_OFF_DEG : hasButton(pair, 'CLAMP') ? LATCH_SUNK_DEG : stopDeg;
    const sunkDeg = mostSunkDeg(result, bothAtMs);
    return sunkDeg > allowedDeg ? `sank ${sunkDeg.toFixed(2)} deg after what ended the session` : null;
  }
  if (asksDown(run)) return goesOnDown(run);
  const windowMs = bothAtMs + BEGINS_WITHIN_MS;
  const floorDeg = Math.min(at.tiltDeg, lowestOf(tiltsBetween(scene.sound, atMs, windowMs)));
  const belowDeg = floorDeg - lowestOf(tiltsBetween(result, bothAtMs, windowMs));
  return belowDeg > stopDeg ? `went down ${belowDeg.toFixed(2)} deg out of nothing that asks for it` : null;
}

function endsSession({ scene, pair }: HandsRun): boolean {
  return (
    UP_ONLY.includes(scene.name) ||
    (['ESTOP', 'CLAMP', 'RETURN', 'GRIP'] as const).some((button) => hasButton(pair, button))
  );
}

/**
 * One of the allowed forms: DOWN, unless UP is held with it; START where it begins or goes on with the session; SELECT
 * held, which ends a hold; the comfort stop, from which the program goes on to a tilt of its own.
 */
function asksDown({ scene: { name }, pair }: HandsRun): boolean {
  const [one, other] = pair;
  const has = (button: Pair[0]['button'], held: boolean) =>
    [one, other].some((hand) => hand.button === button && hand.held === held);
  if (hasButton(pair, 'DOWN') && !hasButton(pair, 'UP')) return true;
  if (hasButton(pair, 'START') && (name === 'paused' || name === 'arming')) return true;
  if (has('SELECT', true) && (name === 'hold' || name === 'rest')) return true;
  return has('UP', false);
}

/** DOWN beside what moves nothing, or pauses: once let go, the table comes to stand. */
function goesOnDown({ scene, pair, result, events, bothAtMs }: HandsRun): string | null {
  const down = pair.find(({ button }) => button === 'DOWN');
  const began = result.trace.some(({ tMs, state }) => state === 'jogging' && tMs > bothAtMs && tMs < bothAtMs + 100);
  // A press that answered the question whether all is well did nothing else.
  if (down === undefined || hasButton(pair, 'UP') || !began || scene.name === 'arming') return null;
  const stoodAtMs = bothAtMs + heldForMs(down) + STOPPED_WITHIN_MS;
  const nextMs = events.filter(({ atMs }) => atMs > bothAtMs).map(({ atMs }) => atMs);
  const tilts = tiltsBetween(result, stoodAtMs, Math.min(...nextMs, stoodAtMs + BEGINS_WITHIN_MS));
  const fellDeg = tilts.length === 0 ? 0 : (tilts[0] ?? 0) - lowestOf(tilts);
  return fellDeg > STANDS_WITHIN_DEG ? `went ${fellDeg.toFixed(2)} deg further down with DOWN let go` : null;
}

/** Whoever lets go of the grip lies flat, or higher, until a button is pressed. */
function notFlat({ scene, pair, result, atMs, bothAtMs }: HandsRun): string | null {
  if (!hasButton(pair, 'GRIP') || (['ESTOP', 'CLAMP', 'RETURN'] as const).some((button) => hasButton(pair, button)))
    return null;
  const fromMs = Math.max(bothAtMs, scene.freeMs);
  const { tiltDeg } = sampleAt(result, fromMs);
  const flatAtMs = fromMs + (Math.max(0, -tiltDeg) / 5) * 1000 + FLAT_OVERHEAD_MS;
  // What E-STOP has stopped, nothing but RETURN or UP moves.
  if (scene.name === 'returning-blind' || scene.name === 'held-up' || flatAtMs > atMs + HELP_AFTER_MS.anyButton)
    return null;
  const lowestDeg = lowestOf(tiltsBetween(result, flatAtMs, Number.POSITIVE_INFINITY));
  return lowestDeg < -FLAT_WITHIN_DEG
    ? `lies at ${lowestDeg.toFixed(1)} ${Math.round(flatAtMs - bothAtMs)} ms after the grip was let go`
    : null;
}

function notUpInTime(run: HandsRun): string | null {
  const { result, scene } = run;
  const uprightMs = uprightFromMs(result);
  const where = `${result.outcome} by ${result.cause}, ended at ${result.finalTiltDeg.toFixed(1)}`;
  if (!Number.isFinite(uprightMs)) return where;
  const askedMs = Math.max(scene.freeMs, askedAtMs(run));
  const { tiltDeg } = sampleAt(result, askedMs);
  const lateMs = uprightMs - askedMs - wayMs(run, tiltDeg);
  return lateMs > 0 ? `${(lateMs / 1000).toFixed(1)} s late from ${tiltDeg.toFixed(1)}: ${where}` : null;
}

/** From when on nothing keeps the rider down any more, ms after START. */
function askedAtMs(run: HandsRun): number {
  const { pair, atMs, bothAtMs } = run;
  if (hasButton(pair, 'CLAMP')) return returnsByItself(run) ? bothAtMs : atMs + HELP_AFTER_MS.byHand;
  if (hasButton(pair, 'ESTOP')) return atMs + HELP_AFTER_MS.released;
  if (hasButton(pair, 'RETURN')) return bothAtMs;
  return atMs + (hasButton(pair, 'GRIP') ? HELP_AFTER_MS.anyButton : HELP_AFTER_MS.asked);
}

function wayMs(run: HandsRun, tiltDeg: number): number {
  // Policy A's own bound.
  if (run.scene.name === 'returning-blind') return (75 - tiltDeg + 10) * 1500 + OVERHEAD_MS;
  if (hasButton(run.pair, 'CLAMP') && !returnsByItself(run)) return BY_HAND_MS;
  return emergencyWayMs(tiltDeg) + OVERHEAD_MS;
}

/** A latch that opens head-up is a return, but after E-STOP and for whoever is laid flat already: these wait for a hand. */
function returnsByItself({ scene, pair, result, bothAtMs }: HandsRun): boolean {
  const waits = scene.name === 'held-up' || hasButton(pair, 'ESTOP') || hasButton(pair, 'GRIP');
  return !waits && isHeadUp(result, bothAtMs);
}

/** Clearly, and not on the way down. */
function isHeadUp(result: ShortResult, tMs: number): boolean {
  const { tiltDeg, rateDegPerSec } = sampleAt(result, tMs);
  return tiltDeg > HEAD_DOWN_DEG + (rateDegPerSec < -0.2 ? 5 : 3);
}

function movedWithin(result: ShortResult, fromMs: number, toMs: number, by: string): string | null {
  const tilts = tiltsBetween(result, fromMs, toMs);
  const movedDeg = tilts.length === 0 ? 0 : highestOf(tilts) - lowestOf(tilts);
  return movedDeg > STANDS_WITHIN_DEG ? `moved ${movedDeg.toFixed(2)} deg while held by ${by}` : null;
}
