import type { Duplex } from 'node:stream';
import { identifyBoard, type Pause } from '../firmata/identify-board.ts';
import { FirmataRig } from './firmata-rig.ts';
import { ASK_CHIPS } from './rig-messages.ts';
import { CONTACTS_ADDRESS } from './rig-wiring.ts';

const REPORTS_WITHIN_MS = 1500;
const LOOK_EVERY_MS = 10;

export interface OpenRigOptions {
  readonly place: string;
  readonly nowMs: () => number;
  readonly pause: Pause;
  readonly release: (stream: Duplex) => Promise<void>;
}

export type OpenedRig =
  | { readonly ok: true; readonly rig: FirmataRig }
  | { readonly ok: false; readonly because: string };

/** The rig at the end of a line that is open: stock Firmata, both of its chips on the bus, and a controller's board with power. */
export async function openRig(stream: Duplex, { place, nowMs, pause, release }: OpenRigOptions): Promise<OpenedRig> {
  const refuse = async (because: string): Promise<OpenedRig> => {
    await release(stream);
    return { ok: false, because: `rig at ${place}: ${because}` };
  };
  const identified = await identifyBoard(stream, { pause });
  if (!identified.ok) return refuse('nobody answers as a Firmata board at 57600 baud');
  const { identity } = identified;
  if (identity.kind === 'upright') return refuse('this is the controller: its firmware drives its pins by itself');
  const rig = new FirmataRig({
    stream,
    name: `rig ${place}`,
    firmware: `${identity.name} ${identity.version}`,
    nowMs,
    release,
  });
  rig.ask(ASK_CHIPS);
  for (let passedMs = 0; passedMs < REPORTS_WITHIN_MS; passedMs += LOOK_EVERY_MS) {
    if (rig.reports > 0 && rig.missingChips.length === 0) break;
    await pause(LOOK_EVERY_MS);
  }
  const because = problemOf(rig);
  return because === null ? { ok: true, rig } : refuse(because);
}

function problemOf(rig: FirmataRig): string | null {
  if (rig.reports === 0) return 'it reports no analog pins';
  const [missing] = rig.missingChips;
  if (missing !== undefined) {
    const chip = missing === CONTACTS_ADDRESS ? 'MCP23017' : 'MCP4728';
    return `its ${chip} does not answer at 0x${missing.toString(16)}`;
  }
  return rig.read().isPowered ? null : "the controller's board has no 5 V";
}
