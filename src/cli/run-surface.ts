import type { Writable } from 'node:stream';
import type { Settings } from '../config/settings.ts';
import { formatDuration } from '../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { Controller } from '../ports/controller.ts';
import type { JournalHistory } from '../ports/journal.ts';
import { segmentLines, summaryLines } from '../programs/describe-timeline.ts';
import { findNamedProgram, listPrograms } from '../programs/library.ts';
import { hazardText } from '../safety/hazards.ts';
import { openSerialPort, type Target } from '../targets.ts';
import { CommandError, EXIT_HARDWARE } from './command-error.ts';
import { PACKAGE_VERSION } from './package-version.ts';
import type { QuitWatch } from './quit-watch.ts';

/** Where a person is in touch with the table. */
export interface Surface {
  /** Called after every cycle. */
  poll(): void;
  close(): void;
}

export interface SurfaceNeeds {
  readonly console: string | undefined;
  readonly controller: Controller;
  readonly journal: JournalHistory;
  readonly target: Target;
  readonly settings: Settings;
  readonly programsDir: string;
  readonly quit: QuitWatch;
  readonly wall: Clock;
}

/** The panel where there is a terminal and nothing else was asked for; else the console on stdin and stdout; or none. */
export async function openSurface(needs: SurfaceNeeds): Promise<Surface> {
  const where = needs.console ?? (process.stdin.isTTY && process.stdout.isTTY ? 'panel' : 'stdio');
  switch (where) {
    case 'panel':
      return await openPanel(needs);
    case 'stdio':
      return await openConsole(needs);
    case 'none':
      return { poll: () => undefined, close: () => undefined };
    default:
      return await openSerialConsole(where, needs);
  }
}

async function openPanel({ controller, target, quit, wall }: SurfaceNeeds): Promise<Surface> {
  const { TerminalPanel } = await import('../surfaces/panel/terminal-panel.ts');
  const { speed, testInputs } = target;
  const panel = new TerminalPanel({
    link: controller,
    testInputs,
    clock: wall,
    color: !('NO_COLOR' in process.env),
    hazardText,
    speed: () => speed?.value ?? 1,
    onSpeed: (change) => {
      if (speed !== null) speed.value = nextSpeed(speed.value, change);
    },
    onQuit: () => quit.request(),
    onFailure: (error) => {
      process.stderr.write(`the panel has failed (${String(error)}); the table goes on: ctrl-C returns and quits\n`);
    },
  });
  panel.start(process.stdin, process.stdout);
  return { poll: () => undefined, close: () => panel.stop() };
}

const SPEEDS = [1, 2, 5, 10, 20, 50, 100];

function nextSpeed(speed: number, change: 1 | -1): number {
  const index = SPEEDS.findIndex((known) => known >= speed);
  return SPEEDS[Math.min(Math.max(index + change, 0), SPEEDS.length - 1)] ?? 1;
}

async function openConsole(needs: SurfaceNeeds): Promise<Surface> {
  const interactive = process.stdin.isTTY === true;
  const hasOperatorRole = needs.target.testInputs !== null;
  const session = await consoleOn(process.stdout, { needs, echo: interactive, hasOperatorRole });
  if (interactive) process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes: Buffer) => session.receive(bytes));
  process.stdin.on('end', () => session.end());
  // A reader that goes away must not take the controller with it, but nobody is left to watch: as the end of input.
  process.stdout.on('error', () => {
    session.disconnected();
    session.end();
  });
  return {
    poll: () => session.poll(),
    close: () => {
      if (interactive) process.stdin.setRawMode(false);
      process.stdin.pause();
    },
  };
}

/** The console on a serial port. Whoever is at its other end asks for the operator's role. */
async function openSerialConsole(path: string, needs: SurfaceNeeds): Promise<Surface> {
  const port = await openSerialPort(path).catch((thrown: unknown) => {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CommandError(EXIT_HARDWARE, 'PORT', `cannot open the console's port ${path}: ${because}`, '--console');
  });
  const session = await consoleOn(port, { needs, echo: true, hasOperatorRole: false });
  port.on('data', (bytes: Buffer) => session.receive(bytes));
  port.on('close', () => session.disconnected());
  port.on('error', () => session.disconnected());
  return { poll: () => session.poll(), close: () => port.destroy() };
}

interface ConsoleNeeds {
  readonly needs: SurfaceNeeds;
  readonly echo: boolean;
  readonly hasOperatorRole: boolean;
}

async function consoleOn(output: Writable, { needs, echo, hasOperatorRole }: ConsoleNeeds) {
  const { ConsoleSession } = await import('../surfaces/console/console-session.ts');
  const { controller, journal, target, settings, programsDir, quit, wall } = needs;
  return new ConsoleSession({
    link: controller,
    journal,
    testInputs: target.testInputs,
    programs: catalogueOf(settings, programsDir),
    settings,
    versionText: `upright ${PACKAGE_VERSION}, ${target.hardware.facts.name}, firmware ${target.hardware.facts.firmware}`,
    hazardText,
    hasOperatorRole,
    echo,
    output,
    nowMs: () => wall.nowMs(),
    onQuit: () => quit.request(),
  });
}

function catalogueOf(settings: Settings, programsDir: string) {
  return {
    list: () =>
      listPrograms(settings, { programsDir }).flatMap(({ found }) =>
        found.ok ? [{ name: found.program.name, summary: found.program.summary, totalMs: found.timeline.totalMs }] : [],
      ),
    show: (name: string) => {
      const found = findNamedProgram(name, settings, { programsDir });
      if (!found.ok) return null;
      const { program, timeline } = found;
      const head = `${program.name}, ${formatDuration(timeline.totalMs)}`;
      return [head, ...segmentLines(timeline.segments), ...summaryLines(timeline, settings)].join('\n');
    },
  };
}
