import { SIMULATED_FAULTS } from '../../sim/faults.ts';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { invariant } from '../../src/domain/invariant.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { runShort, type ShortResult } from '../cycle/short-session.ts';
import { complaintOf } from './judge-faults.ts';
import { type FaultReaction, REACTIONS } from './reactions.ts';
import { momentIn, SCENES, type Scene, type SceneName, sceneOf } from './scenes.ts';

/** Every fault of the simulated table, with every variant that it has. */
export const ALL_FAULTS: readonly string[] = SIMULATED_FAULTS.flatMap(({ id, variants }) =>
  variants.length === 0 ? [id] : variants.map((variant) => `${id}:${variant}`),
);

/** One run of a matrix, with what is wrong with it, or null. */
export interface Judged {
  readonly name: string;
  readonly complaint: string | null;
  readonly replay: string;
}

interface Injection extends Judged {
  readonly result: ShortResult;
}

const scenes = new Map<string, Scene>();
/** So many runs of each scene; each has many moments. */
const SEEDS = 10;

function scene(name: SceneName, trial: number, seeds: number): Scene {
  const seed = 1 + (trial % seeds);
  const key = `${name} ${seed}`;
  const known = scenes.get(key) ?? sceneOf(name, seed);
  scenes.set(key, known);
  return known;
}

export function reactionOf(fault: string): FaultReaction {
  const found = REACTIONS.find((reaction) => reaction.fault === fault);
  invariant(found !== undefined, `no reaction is given for ${fault}`);
  return found;
}

/** A fault at a moment in a state. */
export function injectOne(fault: string, name: SceneName, trial: number, seeds = SEEDS): Injection {
  const at = scene(name, trial, seeds);
  const atMs = momentIn(at, new SeededRandom(hashOf(`${fault} ${name} ${trial}`)));
  return run(at, [{ reaction: reactionOf(fault), atMs }]);
}

/** Two faults, the second up to 10 s after the first. */
export function injectPair(one: string, other: string, trial: number, seeds = SEEDS): Injection {
  const random = new SeededRandom(hashOf(`${one} ${other} ${trial}`));
  const name = SCENES[Math.floor(random.uniform() * SCENES.length)] ?? 'hold';
  const at = scene(name, trial, seeds);
  const atMs = momentIn(at, random);
  const laterMs = atMs + 10 * Math.floor(random.uniform() * 1000);
  return run(at, [
    { reaction: reactionOf(one), atMs },
    { reaction: reactionOf(other), atMs: laterMs },
  ]);
}

/** What the scene itself has put in the way goes when the same comes once more. */
const FIRST_GOES = { rule: 'acceleration', because: 'what was leant on goes, and something else comes' } as const;

function reactionIn(at: Scene, reaction: FaultReaction): FaultReaction {
  const isRepeated = at.events.some((event) => event.kind === 'fault' && event.fault === reaction.fault);
  return isRepeated ? { ...reaction, excuses: [...(reaction.excuses ?? []), FIRST_GOES] } : reaction;
}

function run(at: Scene, said: readonly { readonly reaction: FaultReaction; readonly atMs: number }[]): Injection {
  const faults = said.map(({ reaction, atMs }) => ({ reaction: reactionIn(at, reaction), atMs }));
  const injected = faults.flatMap(({ reaction, atMs }): readonly ScheduledEvent[] => [
    { kind: 'fault', atMs, fault: reaction.fault },
    ...(reaction.afterwards?.(atMs) ?? []),
  ]);
  const { unresponsiveFromMs, seed, sound } = at;
  const isDeaf = faults.some(({ reaction, atMs }) => reaction.isDeaf?.(at.freeMs - atMs) === true);
  const freeMs = isDeaf ? at.againMs : at.freeMs;
  const again: readonly ScheduledEvent[] = isDeaf
    ? [{ kind: 'press', button: 'RETURN', atMs: freeMs, forMs: 200 }]
    : [];
  const events = [...at.events, ...injected, ...again];
  const result = runShort({ seed, events, simulation: { unresponsiveFromMs } });
  const askedMs = events
    .filter((event) => event.kind === 'press' && (event.button === 'RETURN' || event.button === 'UP'))
    .map((event) => event.atMs);
  const complaint = complaintOf({ result, faults, freeMs, askedMs, soundMs: sound.simMs, soundOutcome: sound.outcome });
  const name = `${faults.map(({ reaction }) => reaction.fault).join(' + ')} in ${at.name}`;
  return { name, result, complaint, replay: replayOf(events, seed, unresponsiveFromMs) };
}

/** As `upright simulate` takes it: a fault that is cleared again has its end beside its beginning. */
function replayOf(events: readonly ScheduledEvent[], seed: number, unresponsiveFromMs: number | null): string {
  const words = events.flatMap((event): readonly string[] => {
    switch (event.kind) {
      case 'press':
        return [
          `--press ${event.button}@${event.atMs}ms${event.forMs === null ? '' : `..${event.atMs + event.forMs}ms`}`,
        ];
      case 'release':
        return [`--release ${event.button}@${event.atMs}ms`];
      case 'fault': {
        const cleared = events.find((each) => each.kind === 'clear' && each.fault === event.fault);
        return [`--fault ${event.fault}@${event.atMs}ms${cleared === undefined ? '' : `..${cleared.atMs}ms`}`];
      }
      case 'clear':
        return [];
      default:
        return event satisfies never;
    }
  });
  if (unresponsiveFromMs !== null) words.push(`--unresponsive ${unresponsiveFromMs}ms`);
  return ['upright simulate test/cycle/short-session.yaml', `--seed ${seed}`, ...words].join(' ');
}

export function hashOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
}
