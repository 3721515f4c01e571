import { Command, InvalidArgumentError } from 'commander';
import { TableController } from '../cycle/table-controller.ts';
import { sessionPlanOf } from '../machine/session-plan-of.ts';
import { ADMITS_ALL } from '../ports/admission.ts';
import { findProgram } from '../programs/library.ts';
import { loadSimulation, type SessionSample } from '../targets.ts';
import { CommandError, EXIT_REFUSED, errorOfProblems } from './command-error.ts';
import { print, settingsFor } from './config.ts';
import { planFinder } from './plan-finder.ts';
import { buttonOf, numberWithin, parseScheduled, parseTime, type Scheduled } from './scheduled-options.ts';
import { describeSimulation } from './simulation-report.ts';
import { writeTrace } from './write-trace.ts';

interface Options {
  readonly press: readonly Scheduled[];
  readonly release: readonly Scheduled[];
  readonly fault: readonly Scheduled[];
  readonly vary: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly riderMass: string;
  readonly riderCom: string;
  readonly unresponsive?: number;
  readonly config?: string;
  readonly trace?: string;
  readonly json?: boolean;
}

const VARIED = ['friction', 'inertia', 'motorTorque', 'noise'] as const;
const EXIT_CODES = { completed: 0, returned: 3, stopped: 5, refused: EXIT_REFUSED } as const;
const EXIT_VIOLATION = 1;
const PLOT_WIDTH = 78;

/** `upright simulate`: one session on the simulated table, as fast as it goes. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('one session on the simulated table, as fast as it goes; times count from START')
    .argument('<program>', 'a name of the library, or a file')
    .option('--press <name@t[..t2]>', 'press a button, for 200 ms or until t2', collectButton, [])
    .option('--release <name@t>', 'let a button go', collectButton, [])
    .option('--fault <id[:variant]@t[..t2]>', 'break something, by id or name', collect, [])
    .option('--seed <n>', 'of noise and sensor errors', parseSeed, 1)
    .option('--rider-mass <kg>', 'mass of the rider', '85')
    .option('--rider-com <cm>', 'centre of mass, toward the head', '0')
    .option('--unresponsive <t>', 'from t on the rider answers nothing', parseTime)
    .option('--vary <name=factor>', `another table: ${VARIED.join(', ')} times a factor`, collectFactor, {})
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--trace <file.csv>', 'write the session as CSV, ten rows a second')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nButtons: START RETURN UP DOWN SELECT ESTOP GRIP CLAMP. T: 40s, 12.5s, 1m30s.\n\nExit codes: 0 completed, 1 a violation, 2 refused or bad usage, 3 returned early, 5 stopped.',
    )
    .action(simulate);
}

async function simulate(name: string, options: Options): Promise<void> {
  const startedMs = performance.now();
  const { settings, programsDir } = settingsFor(options.config ?? null);
  const found = findProgram(name, settings, { programsDir });
  if (!found.ok) throw errorOfProblems('PROGRAM', found.errors);
  const simulation = await loadSimulation();
  const massKg = bounded('--rider-mass', options.riderMass, simulation.massKg, ' kg');
  const comCm = bounded('--rider-com', options.riderCom, simulation.comCm, ' cm');
  const points: SessionSample[] = [];
  const wantsTrace = options.trace !== undefined || options.json !== true;
  const result = simulation.simulateSession({
    settings,
    seed: options.seed,
    rider: { massKg, comCm },
    variation: { friction: 1, inertia: 1, motorTorque: 1, noise: 1, ...options.vary },
    unresponsiveFromMs: options.unresponsive ?? null,
    events: eventsOf(options, simulation.findFault),
    createController: (hardware, probe) =>
      new TableController({
        hardware,
        settings,
        plan: sessionPlanOf(found, settings),
        occupancy: 'person',
        admission: ADMITS_ALL,
        findPlan: planFinder(settings, { programsDir }),
        disturb: () => probe.disturb?.(),
      }),
    ...(wantsTrace ? { onSample: (sample: SessionSample) => points.push(sample) } : {}),
  });
  if (options.trace !== undefined) writeTrace(options.trace, points);
  const wallMs = Math.round(performance.now() - startedMs);
  if (options.json === true) print(JSON.stringify({ ...result, wallMs }));
  else print(describeSimulation({ result, points, found, settings, massKg, seed: options.seed, width: plotWidth() }));
  process.exitCode = result.violations.length > 0 ? EXIT_VIOLATION : EXIT_CODES[result.outcome];
}

type Simulation = Awaited<ReturnType<typeof loadSimulation>>;
type Events = NonNullable<Parameters<Simulation['simulateSession']>[0]['events']>;

function eventsOf({ press, release, fault }: Options, findFault: Simulation['findFault']): Events {
  return [
    ...press.flatMap((scheduled): Events => {
      const { atMs, untilMs } = scheduled;
      const button = buttonOf(scheduled);
      const forMs = untilMs === null ? 200 : untilMs - atMs;
      const pressed = { kind: 'press', atMs, button, forMs } as const;
      // A mushroom and a clamp stay as they are put, unless somebody says until when.
      const latches = button === 'ESTOP' || button === 'CLAMP';
      return latches && untilMs !== null ? [pressed, { kind: 'release', atMs: untilMs, button }] : [pressed];
    }),
    ...release.map((scheduled) => ({ kind: 'release', atMs: scheduled.atMs, button: buttonOf(scheduled) }) as const),
    ...fault.flatMap(({ name, atMs, untilMs }): Events => {
      const known = findFault(name);
      if (!known.ok) throw new CommandError(EXIT_REFUSED, 'FAULT', known.because, '--fault');
      const set = { kind: 'fault', atMs, fault: name } as const;
      return untilMs === null ? [set] : [set, { kind: 'clear', atMs: untilMs, fault: name }];
    }),
  ];
}

function collect(text: string, before: readonly Scheduled[]): readonly Scheduled[] {
  return [...before, parseScheduled(text)];
}

function collectButton(text: string, before: readonly Scheduled[]): readonly Scheduled[] {
  const scheduled = parseScheduled(text);
  buttonOf(scheduled);
  return [...before, scheduled];
}

function collectFactor(text: string, before: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [name = '', factor = ''] = text.split('=');
  const known = VARIED.find((one) => one === name);
  if (known === undefined) throw new InvalidArgumentError(`'${name}' cannot be varied; known: ${VARIED.join(', ')}`);
  return { ...before, [known]: numberWithin(factor, { low: 0.5, high: 2 }, '') };
}

function parseSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffff_ffff) {
    throw new InvalidArgumentError(`'${text}' is no whole number from 0 to 4294967295`);
  }
  return Number(text);
}

function bounded(option: string, text: string, range: { low: number; high: number }, unit: string): number {
  try {
    return numberWithin(text, range, unit);
  } catch (thrown) {
    throw new CommandError(
      EXIT_REFUSED,
      'USAGE',
      `${option}: ${thrown instanceof Error ? thrown.message : ''}`,
      option,
    );
  }
}

function plotWidth(): number {
  return process.stdout.columns ?? PLOT_WIDTH;
}
