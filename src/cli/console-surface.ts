import type { Writable } from 'node:stream';
import { hazardText } from '../safety/hazards.ts';
import { ConsoleRoom, MAX_CONSOLES } from '../surfaces/console/console-room.ts';
import { ConsoleSession } from '../surfaces/console/console-session.ts';
import { OperatorSeat } from '../surfaces/console/operator-seat.ts';
import { KeptPort } from '../surfaces/kept-port.ts';
import { closeSerialPort, openSerialPort, reasonOf } from '../targets/computer.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';
import { openConsolePorts } from './console-ports.ts';
import { PACKAGE_VERSION } from './package-version.ts';
import type { Surface, SurfaceNeeds } from './surface.ts';

const STDIO = 'stdio';

/** All consoles that were asked for: stdin and stdout, and serial ports. */
export async function openConsoles(places: readonly string[], needs: SurfaceNeeds): Promise<Surface> {
  const { settings, target, wall } = needs;
  if (places.length > MAX_CONSOLES) {
    const message = `at most ${MAX_CONSOLES} consoles: leave ${places.length - MAX_CONSOLES} out`;
    throw new CommandError(EXIT_REFUSED, 'USAGE', message, '--console');
  }
  const nowMs = () => wall.nowMs();
  const onStdio = places.includes(STDIO);
  const standing = onStdio && target.testInputs !== null ? STDIO : null;
  const seat = new OperatorSeat({ idleMs: settings.console.operatorIdleMs, standing });
  const room = new ConsoleRoom(seat, nowMs);
  const openSession = sessionOpener(room, needs);
  const paths = places.filter((place) => place !== STDIO);
  const opened = await openConsolePorts(paths);
  const closers = opened.map((port, index) => {
    const name = paths[index] ?? '';
    const console = new KeptPort(port, {
      what: 'console',
      name,
      open: () => openSerialPort(name).catch((thrown: unknown) => Promise.reject(new Error(reasonOf(thrown)))),
      close: closeSerialPort,
      openSession: (output) => openSession({ name, output, echo: true, mayQuit: false }),
      notify: needs.notify,
      nowMs,
    });
    room.add(console);
    return () => console.close();
  });
  const closeStdio = onStdio ? openStdio(room, openSession) : () => undefined;
  return {
    poll: () => room.poll(),
    close: async () => {
      closeStdio();
      await Promise.all(closers.map((close) => close()));
    },
  };
}

type SessionOpener = (own: {
  readonly name: string;
  readonly output: Writable;
  readonly echo: boolean;
  readonly mayQuit: boolean;
}) => ConsoleSession;

function sessionOpener(room: ConsoleRoom, needs: SurfaceNeeds): SessionOpener {
  const { controller, journal, target, settings, quit, wall, timing } = needs;
  const { name, firmware } = target.hardware.facts;
  const nowMs = () => wall.nowMs();
  const programs = needs.programs();
  return (own) =>
    new ConsoleSession({
      ...own,
      room,
      link: controller,
      journal,
      testInputs: target.testInputs,
      programs,
      settings,
      versionText: `upright ${PACKAGE_VERSION}, ${name}, firmware ${firmware}`,
      hazardText,
      timing,
      nowMs,
      onQuit: () => quit.request(),
    });
}

function openStdio(room: ConsoleRoom, openSession: SessionOpener): () => void {
  const interactive = process.stdin.isTTY === true;
  neverBlock(process.stdout);
  const session = openSession({ name: STDIO, output: process.stdout, echo: interactive, mayQuit: true });
  if (interactive) process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes: Buffer) => session.receive(bytes));
  process.stdin.on('end', () => session.end());
  // A reader that goes away must not take the controller with it, but nobody is left to watch: as the end of input.
  process.stdout.on('error', () => {
    session.disconnected();
    session.end();
  });
  room.add({ name: STDIO, state: () => ({ kind: 'connected' }), poll: (untilMs) => session.poll(untilMs) });
  return () => {
    if (interactive) process.stdin.setRawMode(false);
    process.stdin.pause();
  };
}

/**
 * Node writes to a terminal synchronously: one that stops reading would stop the cycle. There is no public switch; where
 * this one is missing, the table's own return is what is left.
 */
function neverBlock(stream: object): void {
  const handle: unknown = Reflect.get(stream, '_handle');
  if (typeof handle !== 'object' || handle === null) return;
  const setBlocking: unknown = Reflect.get(handle, 'setBlocking');
  if (typeof setBlocking === 'function') setBlocking.call(handle, false);
}
