import { hazardText } from '../safety/hazards.ts';
import { MAX_CLIENTS } from '../surfaces/scpi/scpi-room.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';
import { placeText } from './scpi-place.ts';
import type { Surface, SurfaceNeeds } from './surface.ts';

/**
 * The panel where there is a terminal that nothing else was asked of, beside consoles on ports as well; the consoles that
 * were asked for; the console on stdin and stdout where there is no terminal and nothing was asked for; or none. Benches
 * are served beside any of them.
 */
export async function openSurface(needs: Omit<SurfaceNeeds, 'notify'>): Promise<Surface> {
  const places = needs.consoles;
  refuseContradictions(needs);
  const hasTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const none = places.includes('none');
  const onPanel = hasTerminal && !none && !places.includes('stdio');
  // Beside the panel a line would break its picture; `who` on a console tells the same.
  const notify = (text: string) => void (onPanel || process.stderr.write(`${text}\n`));
  const surfaces: Surface[] = [];
  const close = async () => {
    for (const surface of surfaces) await surface.close();
  };
  try {
    if (!none && (places.length > 0 || !onPanel)) {
      const { openConsoles } = await import('./console-surface.ts');
      surfaces.push(await openConsoles(places.length > 0 ? places : ['stdio'], { ...needs, notify }));
    }
    if (needs.benches.length > 0) {
      const { openScpi } = await import('./scpi-surface.ts');
      surfaces.push(await openScpi(needs.benches, { ...needs, notify }));
    }
    if (onPanel) surfaces.push(await openPanel(needs));
  } catch (thrown) {
    // What is open already would hold the process open.
    await close();
    throw thrown;
  }
  return {
    poll: () => {
      for (const surface of surfaces) surface.poll();
    },
    close,
  };
}

function refuseContradictions({ consoles: places, benches }: Pick<SurfaceNeeds, 'consoles' | 'benches'>): void {
  const refuse = (message: string, option = '--console') => {
    throw new CommandError(EXIT_REFUSED, 'USAGE', message, option);
  };
  if (places.length > 1 && places.includes('none')) refuse('--console none means no other: leave it or the others out');
  const twice = firstTwice(places);
  if (twice !== undefined) refuse(`--console ${twice} is given twice: leave one out`);
  if (places.includes('')) refuse('--console needs stdio, none, or a serial port');
  if (benches.length > MAX_CLIENTS) refuse(`at most ${MAX_CLIENTS} places for SCPI`, '--scpi');
  const benchTwice = firstTwice(benches.map(placeText));
  if (benchTwice !== undefined) refuse(`--scpi ${benchTwice} is given twice: leave one out`, '--scpi');
  const both = benches.map(placeText).find((bench) => places.includes(bench));
  if (both !== undefined) refuse(`${both} is given to a console and to SCPI: leave one out`, '--scpi');
}

function firstTwice(places: readonly string[]): string | undefined {
  return places.find((place, index) => places.indexOf(place) !== index);
}

async function openPanel({ controller, target, quit, wall }: Omit<SurfaceNeeds, 'notify'>): Promise<Surface> {
  const { TerminalPanel } = await import('../surfaces/panel/terminal-panel.ts');
  const { speed, testInputs } = target;
  const panel = new TerminalPanel({
    link: controller,
    testInputs,
    clock: wall,
    color: !('NO_COLOR' in process.env),
    bell: !('NO_BELL' in process.env),
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
  return { poll: () => undefined, close: () => Promise.resolve(panel.stop()) };
}

const SPEEDS = [1, 2, 5, 10, 20, 50, 100];

function nextSpeed(speed: number, change: 1 | -1): number {
  const index = SPEEDS.findIndex((known) => known >= speed);
  return SPEEDS[Math.min(Math.max(index + change, 0), SPEEDS.length - 1)] ?? 1;
}
