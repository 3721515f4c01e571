import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import type { Button } from '../../src/domain/inputs.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { runShort } from '../cycle/short-session.ts';
import { eventsOfHand, hasButton, nameOfPair, type Pair } from './hands.ts';
import { hashOf, type Judged } from './inject.ts';
import { complaintOfHands, HELP_AFTER_MS } from './judge-hands.ts';
import { momentIn, type Scene, type SceneName, sceneOf } from './scenes.ts';

/** Two hands are never quite at one time: the second comes up to so much later, ms. */
const MOST_APART_MS = 100;
const GRIPPED: Settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasGrip: true } };

const scenes = new Map<string, Scene>();

function sceneFor(name: SceneName, seed: number, withGrip: boolean): Scene {
  const key = `${name} ${seed} ${withGrip}`;
  const known = scenes.get(key) ?? sceneOf(name, seed, withGrip ? GRIPPED : DEFAULT_SETTINGS);
  scenes.set(key, known);
  return known;
}

/** A pair of buttons pressed together at a moment in a state, and afterwards whoever helps the rider up. */
export function pressPair(pair: Pair, name: SceneName, trial: number, seeds = 10): Judged {
  const withGrip = hasButton(pair, 'GRIP');
  const scene = sceneFor(name, 1 + (trial % seeds), withGrip);
  const random = new SeededRandom(hashOf(`${nameOfPair(pair)} ${name} ${trial}`));
  const atMs = momentIn(scene, random);
  const apartMs = trial === 0 ? 0 : 10 * Math.round(random.between(0, MOST_APART_MS / 10));
  const [first, second] = random.uniform() < 0.5 ? pair : [pair[1], pair[0]];
  const events = [
    ...scene.events,
    ...eventsOfHand(first, atMs),
    ...eventsOfHand(second, atMs + apartMs),
    ...helpAfter(pair, atMs),
  ];
  const { seed, unresponsiveFromMs } = scene;
  const settings = withGrip ? GRIPPED : DEFAULT_SETTINGS;
  const result = runShort({ seed, events, settings, simulation: { unresponsiveFromMs } });
  const complaint = complaintOfHands({ scene, pair, atMs, bothAtMs: atMs + apartMs, events, result });
  const grip = withGrip ? ' --config test/verification/with-grip.yaml' : '';
  const silent = unresponsiveFromMs === null ? '' : ` --unresponsive ${unresponsiveFromMs}ms`;
  return { name: `${nameOfPair(pair)} in ${name}`, complaint, replay: `${result.replay}${grip}${silent}` };
}

/** What somebody does who comes to help. Where a RETURN was one of the two, nothing. */
function helpAfter(pair: Pair, atMs: number): readonly ScheduledEvent[] {
  const press = (button: Button, afterMs: number, forMs = 200): ScheduledEvent => ({
    kind: 'press',
    atMs: atMs + afterMs,
    button,
    forMs,
  });
  const { byHand, released, anyButton, asked } = HELP_AFTER_MS;
  if (hasButton(pair, 'CLAMP')) return [press('UP', byHand, 55_000), press('UP', byHand + 57_000, 55_000)];
  if (hasButton(pair, 'ESTOP')) return [press('RETURN', released)];
  if (hasButton(pair, 'RETURN')) return [];
  return hasButton(pair, 'GRIP') ? [press('SELECT', anyButton)] : [press('RETURN', asked)];
}
