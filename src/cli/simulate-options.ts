import { nearestNameRemedy } from '../config/near-names.ts';
import type { FaultFacts } from '../ports/test-inputs.ts';
import type { loadSimulation } from '../targets/simulation.ts';
import { CommandError, EXIT_REFUSED, valueError } from './command-error.ts';
import { buttonOf, parseNumber, parseScheduled, type Scheduled } from './scheduled-options.ts';

/** The options of `simulate` that are more than a word: read as they come, and made into what happens to the table. */

export const VARIED = ['friction', 'inertia', 'motorTorque', 'noise'] as const;
const FACTOR = { low: 0.5, high: 2, unit: '' } as const;
const LARGEST_SEED = 0xffff_ffff;
const PRESS_MS = 200;

export type Simulation = Awaited<ReturnType<typeof loadSimulation>>;
type Events = NonNullable<Parameters<Simulation['simulateSession']>[0]['events']>;

/** Collects presses or releases; a name that is no button's is refused at once. */
export function collectWith(option: '--press' | '--release') {
  return (text: string, before: readonly Scheduled[] = []): readonly Scheduled[] => {
    const scheduled = parseScheduled(option, text);
    buttonOf(option, scheduled);
    return [...before, scheduled];
  };
}

/** Which faults there are is the simulator's to say, once it is loaded. */
export function collectFaults(text: string, before: readonly Scheduled[] = []): readonly Scheduled[] {
  return [...before, parseScheduled('--fault', text)];
}

export function collectFactors(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [name = '', factor, ...more] = text.split('=');
  const remedy = 'write for example --vary friction=1.3';
  if (factor === undefined || more.length > 0)
    throw valueError('--vary', `'${text}' does not say what and how much`, remedy);
  const known = VARIED.find((one) => one === name);
  if (known === undefined) throw valueError('--vary', `'${name}' cannot be varied`, nearestNameRemedy(name, VARIED));
  return { ...before, [known]: parseNumber('--vary', factor, FACTOR) };
}

export function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_SEED) return Number(text);
  throw valueError('--seed', `'${text}' is no whole number from 0 to ${LARGEST_SEED}`, 'write for example --seed 7');
}

/** Everything that happens after START. @throws CommandError for a fault that the simulated table does not have */
export function eventsOf(
  {
    press = [],
    release = [],
    fault = [],
  }: Partial<Readonly<Record<'press' | 'release' | 'fault', readonly Scheduled[]>>>,
  findFault: Simulation['findFault'],
): Events {
  return [
    ...press.flatMap(pressOf),
    ...release.map(
      (scheduled) => ({ kind: 'release', atMs: scheduled.atMs, button: buttonOf('--release', scheduled) }) as const,
    ),
    ...faultEvents(fault, findFault),
  ];
}

function faultEvents(scheduled: readonly Scheduled[], findFault: Simulation['findFault']): Events {
  const endsMs = new Map<string, number>();
  return [...scheduled]
    .sort((one, other) => one.atMs - other.atMs)
    .flatMap(({ name, atMs, untilMs }): Events => {
      const known = findFault(name);
      if (!known.ok) throw new CommandError(EXIT_REFUSED, 'FAULT', `--fault: ${known.because}`, '--fault');
      const { id } = known.fault;
      const endMs = endsMs.get(id);
      if (endMs !== undefined && atMs <= endMs) {
        throw valueError('--fault', `${id} is put in twice at a time`, 'let the first end before the second begins');
      }
      const set = { kind: 'fault', atMs, fault: name } as const;
      if (untilMs === null) return [set];
      endsMs.set(id, untilMs);
      return [set, { kind: 'clear', atMs: untilMs, fault: name }];
    });
}

function pressOf(scheduled: Scheduled): Events {
  const { atMs, untilMs } = scheduled;
  const button = buttonOf('--press', scheduled);
  const pressed = { kind: 'press', atMs, button, forMs: untilMs === null ? PRESS_MS : untilMs - atMs } as const;
  // A mushroom and a clamp stay as they are put, unless somebody says until when.
  const latches = button === 'ESTOP' || button === 'CLAMP';
  return latches && untilMs !== null ? [pressed, { kind: 'release', atMs: untilMs, button }] : [pressed];
}

/** Every fault that can be put in, a line each, for the help. */
export function faultRows(faults: readonly FaultFacts[]): readonly string[] {
  const width = Math.max(...faults.map(({ name }) => name.length));
  return faults.map(({ id, name, variants, summary }) => {
    const choice = variants.length === 0 ? '' : ` (${variants.map((variant) => `:${variant}`).join(' ')})`;
    return `  ${id}  ${name.padEnd(width)}  ${summary}${choice}`;
  });
}
