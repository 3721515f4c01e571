import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { SessionResult } from '../../sim/session-result.ts';
import { simulateSession } from '../../sim/simulate-session.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { Button } from '../../src/domain/inputs.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import { findProgram } from '../../src/programs/library.ts';
import type { Check } from '../../src/safety/check.ts';

type Options = Omit<Parameters<typeof simulateSession>[0], 'createController'> & {
  /** The house's own unless given. */
  readonly checks?: readonly Check[];
};

/** Under the default settings. */
const plans = new Map<string, SessionPlan>();

/** A session of a built-in program with the real controller on the simulated table. */
export function simulate(program: string, options: Options = {}): SessionResult {
  const settings = options.settings ?? DEFAULT_SETTINGS;
  return simulatePlan(planOf(program, settings), options);
}

/** The same, of a program that is worked out already. */
export function simulatePlan(plan: SessionPlan, { checks, ...options }: Options = {}): SessionResult {
  const settings = options.settings ?? DEFAULT_SETTINGS;
  return simulateSession({
    ...options,
    createController: (hardware, probe) =>
      new TableController({
        hardware,
        settings,
        plan,
        occupancy: 'person',
        admission: ADMITS_ALL,
        findPlan: () => ({ ok: false, because: 'no other program here' }),
        disturb: () => probe.disturb?.(),
        ...(checks === undefined ? {} : { checks }),
      }),
  });
}

export const press = (button: Button, atS: number, forS = 0.2): ScheduledEvent => ({
  kind: 'press',
  button,
  atMs: Math.round(atS * 1000),
  forMs: Math.round(forS * 1000),
});

export const release = (button: Button, atS: number): ScheduledEvent => ({
  kind: 'release',
  button,
  atMs: Math.round(atS * 1000),
});

export const fault = (id: string, atS: number): ScheduledEvent => ({
  kind: 'fault',
  fault: id,
  atMs: Math.round(atS * 1000),
});

/** The command that shows the same session again. */
export function replayOf(program: string, options: Options): string {
  const words = [`upright simulate ${program}`];
  if (options.seed !== undefined) words.push(`--seed ${options.seed}`);
  if (options.rider) words.push(`--rider-mass ${options.rider.massKg} --rider-com ${options.rider.comCm}`);
  for (const [name, factor] of Object.entries(options.variation ?? {})) {
    if (factor !== 1) words.push(`--vary ${name}=${factor}`);
  }
  for (const event of options.events ?? []) words.push(wordOf(event));
  if (options.unresponsiveFromMs != null) words.push(`--unresponsive ${options.unresponsiveFromMs} ms`);
  if (options.riderMovement !== undefined) words.push(`(and the rider moves ${options.riderMovement})`);
  return words.join(' ');
}

function wordOf(event: ScheduledEvent): string {
  const at = `${event.atMs}ms`;
  switch (event.kind) {
    case 'press':
      return `--press ${event.button}@${at}${event.forMs === null ? '' : `..${event.atMs + event.forMs}ms`}`;
    case 'release':
      return `--release ${event.button}@${at}`;
    case 'fault':
      return `--fault ${event.fault}@${at}`;
    case 'clear':
      return `(clear ${event.fault} at ${at})`;
    default:
      return event satisfies never;
  }
}

export function planOf(program: string, settings: Settings): SessionPlan {
  const known = settings === DEFAULT_SETTINGS ? plans.get(program) : undefined;
  if (known !== undefined) return known;
  const found = findProgram(program, settings, { programsDir: null });
  if (!found.ok) throw new Error(`${program}: ${JSON.stringify(found.errors)}`);
  const plan = sessionPlanOf(found, settings);
  if (settings === DEFAULT_SETTINGS) plans.set(program, plan);
  return plan;
}
