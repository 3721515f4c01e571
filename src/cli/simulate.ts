import { Command } from 'commander';
import type { Settings } from '../config/settings.ts';
import { TableController } from '../cycle/table-controller.ts';
import { BUTTONS } from '../domain/inputs.ts';
import { sessionPlanOf } from '../machine/session-plan-of.ts';
import { ADMITS_ALL } from '../ports/admission.ts';
import type { FaultFacts } from '../ports/test-inputs.ts';
import type { FoundProgram } from '../programs/judge-program.ts';
import { findProgram } from '../programs/library.ts';
import { loadSimulation, type SessionSample } from '../targets/simulation.ts';
import { EXIT_FAILED, EXIT_REFUSED, errorOfProblems } from './command-error.ts';
import { print, settingsFor } from './config.ts';
import { EXAMPLES } from './help-texts.ts';
import { planFinder } from './plan-finder.ts';
import { parseNumber, parseTime, type Scheduled } from './scheduled-options.ts';
import {
  collectFactors,
  collectFaults,
  collectWith,
  eventsOf,
  faultRows,
  parseSeed,
  type Simulation,
  VARIED,
} from './simulate-options.ts';
import { describeSimulation } from './simulation-report.ts';
import { writeTrace } from './write-trace.ts';

interface Options {
  readonly press?: readonly Scheduled[];
  readonly release?: readonly Scheduled[];
  readonly fault?: readonly Scheduled[];
  readonly vary?: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly riderMass: string;
  readonly riderCom: string;
  readonly unresponsive?: number;
  readonly config?: string;
  readonly trace?: string;
  readonly json?: boolean;
}

const OUTCOME_CODES = { completed: 0, returned: 3, stopped: 5, refused: EXIT_REFUSED } as const;
const PLOT_WIDTH = 78;

/** `upright simulate`: one session on the simulated table, as fast as it goes. */
export async function simulateCommand(): Promise<Command> {
  const { faults } = await loadSimulation();
  return new Command('simulate')
    .description('one session on the simulated table, as fast as it goes')
    .argument('<program>', 'a name of the library, or a file')
    .option('--press <name@t[..t2]>', 'press a button, for 200 ms or until t2', collectWith('--press'))
    .option('--release <name@t>', 'let a button go', collectWith('--release'))
    .option('--fault <id[:variant]@t[..t2]>', 'break something, by id or name; whole again at t2', collectFaults)
    .option('--seed <n>', 'of noise and sensor errors', parseSeed, 1)
    .option('--rider-mass <kg>', 'mass of the rider', '85')
    .option('--rider-com <cm>', 'centre of mass, toward the head', '0')
    .option('--unresponsive <t>', 'from t on the rider answers nothing', (text) => parseTime('--unresponsive', text))
    .option('--vary <name=factor>', `another table: ${VARIED.join(', ')} times a factor`, collectFactors)
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--trace <file.csv>', 'write the session as CSV, ten rows a second')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${helpOf(faults)}`)
    .action(simulate);
}

const helpOf = (
  faults: readonly FaultFacts[],
) => `START is pressed at 0:00, and every time counts from there: 40s, 12.5s, 1m30s, 1:30.
Buttons: ${BUTTONS.join(' ')}.
ESTOP and CLAMP stay as they are put until they are released.
--press, --release, --fault and --vary may be given many times; of the other
options the last one counts.
Faults, by id or name; of variants the first is meant where none is named:
${faultRows(faults).join('\n')}

Examples:
${EXAMPLES.simulate}

Exit codes: 0 completed, 1 a bound was broken, 2 refused or bad usage, 3 returned early, 5 stopped.`;

async function simulate(name: string, options: Options): Promise<void> {
  const startedMs = performance.now();
  const { settings, programsDir } = settingsFor(options.config ?? null);
  const found = findProgram(name, settings, { programsDir });
  if (!found.ok) throw errorOfProblems('PROGRAM', found.errors);
  const simulation = await loadSimulation();
  const massKg = parseNumber('--rider-mass', options.riderMass, { ...simulation.massKg, unit: ' kg' });
  const comCm = parseNumber('--rider-com', options.riderCom, { ...simulation.comCm, unit: ' cm' });
  const { seed } = options;
  const events = eventsOf(options, simulation.findFault);
  const points: SessionSample[] = [];
  const wantsTrace = options.trace !== undefined || options.json !== true;
  const result = simulation.simulateSession({
    settings,
    seed,
    rider: { massKg, comCm },
    variation: { friction: 1, inertia: 1, motorTorque: 1, noise: 1, ...options.vary },
    unresponsiveFromMs: options.unresponsive ?? null,
    events,
    createController: controllerFor({ found, settings, programsDir }),
    ...(wantsTrace ? { onSample: (sample: SessionSample) => points.push(sample) } : {}),
  });
  if (options.trace !== undefined) writeTrace(options.trace, points);
  if (options.json === true) {
    print(JSON.stringify({ ...result, wallMs: Math.round(performance.now() - startedMs) }));
  } else {
    const unreached = events.filter(({ atMs }) => atMs >= result.simMs);
    const faultOf = (fault: string) => faultFactsOf(simulation, fault);
    const width = process.stdout.columns ?? PLOT_WIDTH;
    print(describeSimulation({ result, points, found, settings, massKg, seed, width, unreached, faultOf }));
  }
  process.exitCode = result.violations.length > 0 ? EXIT_FAILED : OUTCOME_CODES[result.outcome];
}

interface Chosen {
  readonly found: Extract<FoundProgram, { ok: true }>;
  readonly settings: Settings;
  readonly programsDir: string;
}

function controllerFor({
  found,
  settings,
  programsDir,
}: Chosen): Parameters<Simulation['simulateSession']>[0]['createController'] {
  return (hardware, probe) =>
    new TableController({
      hardware,
      settings,
      plan: sessionPlanOf(found, settings),
      occupancy: 'person',
      admission: ADMITS_ALL,
      findPlan: planFinder(settings, { programsDir }),
      disturb: () => probe.disturb?.(),
    });
}

function faultFactsOf({ findFault }: Simulation, name: string): { id: string; summary: string } {
  const found = findFault(name);
  return found.ok ? found.fault : { id: name, summary: '' };
}
