import { occupancyProblem } from '../config/settings-rules.ts';
import { ControlLoop } from '../cycle/control-loop.ts';
import { TableController } from '../cycle/table-controller.ts';
import { sessionPlanOf } from '../machine/session-plan-of.ts';
import { ADMITS_ALL } from '../ports/admission.ts';
import { findProgram } from '../programs/library.ts';
import { openService, openWallClock } from '../targets/computer.ts';
import { CommandError, EXIT_FAILED, EXIT_REFUSED, errorOfProblems } from './command-error.ts';
import { commissioningOf } from './commission/commissioning.ts';
import { settingsFor } from './config.ts';
import { openRunJournal } from './open-run-journal.ts';
import { boardChoice, openTarget, stateDirOf } from './open-target.ts';
import { PACKAGE_VERSION } from './package-version.ts';
import { openPanelOnBoard } from './panel-on-board.ts';
import { planFinder } from './plan-finder.ts';
import { programCatalogue } from './program-catalogue.ts';
import { quitOnFailure, quitOnSignals } from './quit-causes.ts';
import { QuitWatch } from './quit-watch.ts';
import type { RunOptions } from './run-options.ts';
import { openSurface } from './run-surface.ts';
import { parseScpiPlace } from './scpi-place.ts';

const EXIT_WITHIN_MS = 200;

/** Runs a table until somebody quits and it is upright. Returns the exit code of its last session. */
export async function runTable(options: RunOptions): Promise<number> {
  const choice = boardChoice(options.board);
  const benches = (options.scpi ?? []).map(parseScpiPlace);
  const config = options.config ?? (choice.by === 'file' ? choice.file : null);
  const { settings, programsDir, checksum } = settingsFor(config);
  const kind = choice.by === 'kind' ? choice.kind : settings.board.kind;
  const found = findProgram(options.program, settings, { programsDir });
  if (!found.ok) throw errorOfProblems('PROGRAM', found.errors);
  const occupancy = options.occupancy ?? settings.rider.occupancy;
  const problem = occupancyProblem(settings, occupancy);
  if (problem !== null) {
    throw new CommandError(EXIT_REFUSED, 'OCCUPANCY', problem.what, '--occupancy', [problem.remedy]);
  }
  const wall = await openWallClock();
  const stateDir = stateDirOf(kind, options.stateDir, settings);
  const { journal, sessionWasOpen, close } = await openRunJournal(stateDir);
  const { speed, port = null } = options;
  const target = await openTarget({ kind, port, settings, speed, occupancy, wall }).catch(async (thrown: unknown) => {
    await close();
    throw thrown;
  });
  const { name: hardware, firmware } = target.hardware.facts;
  journal.append({
    kind: 'process-started',
    atMs: target.clock.nowMs(),
    version: PACKAGE_VERSION,
    hardware,
    firmware,
    configChecksum: checksum,
    occupancy,
    sessionWasOpen,
  });
  const controller = new TableController({
    hardware: target.hardware,
    settings,
    plan: sessionPlanOf(found, settings),
    occupancy,
    admission: ADMITS_ALL,
    findPlan: planFinder(settings, { programsDir }),
    journal,
    sessionWasOpen,
  });
  target.skipGettingIn?.(() => {
    target.actAsRider(controller);
    controller.tick(target.clock.nowMs());
  });
  const quit = new QuitWatch(controller);
  const surface = await openSurface({
    ...options,
    consoles: options.console ?? [],
    benches,
    timing: () => loop.statistics,
    controller,
    journal,
    target,
    settings,
    programs: onceAsked(() => programCatalogue({ settings, programsDir, link: controller, nowMs: () => wall.nowMs() })),
    quit,
    wall,
  }).catch(async (thrown: unknown) => {
    await target.hardware.close();
    await close();
    throw thrown;
  });
  const commissioning = commissioningOf({ kind, target, settings, stateDir });
  const panel = await openPanelOnBoard(target);
  const view = () => controller.view();
  const tick = (nowMs: number) => {
    target.actAsRider(controller);
    controller.tick(nowMs);
    panel?.step(controller.lights, nowMs, view);
    commissioning?.step(nowMs, view);
    // Before the surface: one that throws must not keep a table that is upright from ending.
    quit.observe();
    surface.poll();
    service?.alive(wall.nowMs());
  };
  const loop = new ControlLoop(target.clock, tick, wall);
  await target.reported();
  const service = await openService(process.env, (problem) => void process.stderr.write(`${problem}\n`));
  quitOnSignals(quit);
  const failure = quitOnFailure(quit);
  loop.start();
  service?.ready();
  const exitCode = await quit.done;
  service?.stopping();
  loop.stop();
  await panel?.close();
  await target.hardware.close();
  await surface.close();
  journal.append({ kind: 'process-stopped', atMs: target.clock.nowMs(), exitCode });
  service?.close();
  await close();
  if (!failure.hasFailed) return exitCode;
  // What has failed may hold the process open for ever; the table no longer needs it.
  setTimeout(() => process.exit(EXIT_FAILED), EXIT_WITHIN_MS).unref();
  return EXIT_FAILED;
}

function onceAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
