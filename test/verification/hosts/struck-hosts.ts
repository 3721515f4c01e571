import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArduinoFile } from '../../../sim/emulated-uno/arduino-files.ts';
import { EmulatedInputs } from '../../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { UnoPty } from '../../../sim/emulated-uno/uno-pty.ts';
import { passStage } from '../../../src/cli/commission/stage-store.ts';
import { STAGES } from '../../../src/cli/commission/stages.ts';
import { loadSettings } from '../../../src/config/load-settings.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { openEmulatedRig } from '../../boards/firmata/emulated-rig.ts';
import { Child } from './child.ts';
import { complaintOfWaking, complaintOfWayUp, isHeld, upWithinMs } from './judge-way-up.ts';
import { LockStep, type Row } from './lock-step.ts';

/** A short way down and fast ramps, so that a session is in its hold after ten seconds; 30 deg is the least that the board takes. */
const TABLE = 'table:\n  upright: 30°\n  inverted: -20°\n  rates: { ramp: 4°/s, headUp: 3°/s }\n';
const PROGRAM = 'name: shallow\nsummary: Down, and held\nsteps:\n  - hold: -10°\n    for: 1 min\n';
/** From START: the nudge, twelve seconds down, and the hold. */
const MOMENTS = { fromMs: 200, toMs: 18_000 } as const;
const HEAD_DOWN_DEG = -5;
const STOPPED_MS = 2000;
/** A host that has woken does what it does within this. */
const WATCHED_AFTER_WAKING_MS = 3000;
const RESTS_MS = 1000;
const RIDER = { massKg: 85, comCm: 0 } as const;

export type Blow = 'killed' | 'stopped for 2 s';

export interface StruckHost {
  /** What was wrong; null: the rider is upright, in time. */
  readonly complaint: string | null;
  readonly name: string;
  readonly isHeadDown: boolean;
  readonly isMoving: boolean;
  /** On its brake, at rest. */
  readonly isHeld: boolean;
  /** From the blow until the board drives upward, ms. */
  readonly drivesUpAfterMs: number | null;
}

interface Parts {
  readonly folder: string;
  readonly settings: Settings;
  readonly firmware: string;
  readonly inputs: EmulatedInputs;
  readonly pty: UnoPty;
  readonly step: LockStep;
}

/**
 * An emulated board on its table at a pseudo-terminal, and one `upright run --board uno --port` after the other in a
 * process of its own, each struck at a moment of its session. Judged is what the table does.
 */
export class StruckHosts {
  readonly #parts: Parts;
  #hosts = 0;
  /** That of the trial under way. */
  #host: Child | null = null;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async open(flash: Uint8Array | null = null): Promise<StruckHosts> {
    const folder = mkdtempSync(join(tmpdir(), 'upright-hosts-'));
    writeFileSync(join(folder, 'upright.yaml'), TABLE);
    writeFileSync(join(folder, 'shallow.yaml'), PROGRAM);
    const loaded = loadSettings(join(folder, 'upright.yaml'));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded));
    const { settings } = loaded;
    const startTiltDeg = settings.table.uprightDeg;
    // Calibrated by another board of the same kind, whose memory it has.
    const { emulated, table } = await openEmulatedRig({ settings, startTiltDeg });
    const { firmware = '' } = table.facts;
    const eeprom = Uint8Array.from(emulated.uno.eeprom.memory);
    const own = new EmulatedTable({
      flash: flash ?? committedImage(),
      eeprom,
      settings,
      startTiltDeg,
      rider: RIDER,
    });
    const opened = await UnoPty.open(own.uno);
    if (!opened.ok) throw new Error(opened.detail);
    return new StruckHosts({
      folder,
      settings,
      firmware,
      inputs: new EmulatedInputs(own),
      pty: opened.port,
      step: new LockStep(own, join(folder, 'clock')),
    });
  }

  async close(): Promise<void> {
    const { step, pty, folder } = this.#parts;
    await step.close();
    await pty.close();
    rmSync(folder, { recursive: true, force: true });
  }

  /**
   * A host of its own, struck in its session: in which moment, and when in the host's cycle, `seed` says.
   *
   * @throws where it comes to no session; the next trial may have one
   */
  async strike(blow: Blow, seed: number): Promise<StruckHost> {
    try {
      return await this.#strike(blow, seed);
    } finally {
      await this.#end();
    }
  }

  async #strike(blow: Blow, seed: number): Promise<StruckHost> {
    const { step } = this.#parts;
    const random = new SeededRandom(seed);
    const host = await this.#beginSession();
    await step.pass(random.between(MOMENTS.fromMs, MOMENTS.toMs));
    const [status = ''] = await host.ask('status');
    if (!/^(moving|holding)/.test(status)) {
      const faults = await host.ask('faults');
      throw new Error(`seed ${seed}: no session to strike, but: ${status}; ${faults.join('; ')}`);
    }
    // Within its cycle too: it may be about to send, or half through.
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 5)));
    await step.whileStanding(async () => {
      host.strike(blow === 'killed' ? 'SIGKILL' : 'SIGSTOP');
      if (blow === 'killed') await host.exited;
    });
    const at = step.row;
    const first = step.rows.length;
    if (blow === 'killed') step.follow(null);
    else {
      await step.pass(STOPPED_MS);
      step.wake();
    }
    const woken = step.rows.length;
    const isUp = await step.until(() => this.#isUpright(), upWithinMs(at, this.#parts.settings));
    await step.pass(blow === 'killed' ? RESTS_MS : WATCHED_AFTER_WAKING_MS);
    const rows = step.rows.slice(first);
    const after = blow === 'killed' ? null : await host.ask('status');
    const complaint =
      this.#complaint(isUp, at, rows, after) ?? (blow === 'killed' ? null : complaintOfWaking(step.rows.slice(woken)));
    return { ...this.#facts(blow, seed, at, status, rows), complaint };
  }

  #complaint(isUp: boolean, at: Row, rows: readonly Row[], after: readonly string[] | null): string | null {
    if (!isUp) return `not upright within ${upWithinMs(at, this.#parts.settings).toFixed(0)} ms`;
    const complaint = complaintOfWayUp(at, rows, this.#parts.settings);
    if (complaint !== null) return complaint;
    // What the host says last is no proof; that it says anything else is a fault.
    if (after !== null && !/^(locked|returning)/.test(after[0] ?? '')) return `the host is ${after[0]}`;
    return null;
  }

  #facts(blow: Blow, seed: number, at: Row, status: string, rows: readonly Row[]) {
    const drives = rows.find(({ duty }) => duty > 0);
    const [state = ''] = status.split(',');
    return {
      name: `${blow}, seed ${seed}, at ${at.tiltDeg.toFixed(1)} deg, ${at.rateDegPerSec.toFixed(1)} deg/s, ${state}`,
      isHeadDown: at.tiltDeg < HEAD_DOWN_DEG,
      isMoving: Math.abs(at.rateDegPerSec) > 0.1,
      isHeld: isHeld(at),
      drivesUpAfterMs: drives === undefined ? null : drives.tMs - at.tMs,
    };
  }

  async #beginSession(): Promise<Child> {
    const { folder, settings, firmware, inputs, pty, step } = this.#parts;
    this.#hosts += 1;
    const stateDir = join(folder, `state-${this.#hosts}`);
    mkdirSync(stateDir, { mode: 0o700 });
    for (const stage of STAGES) passStage(stateDir, stage, { settings, firmware });
    inputs.release('CLAMP');
    const words = ['run', '--board', 'uno', '--port', pty.path, '--config', 'upright.yaml', '--state-dir', stateDir];
    const host = new Child([...words, '--console', 'stdio', '--program', 'shallow.yaml'], {
      cwd: folder,
      clockPath: step.clockPath,
    });
    this.#host = host;
    step.follow(host);
    await host.tell('wait ready within 20s');
    inputs.press('CLAMP', null);
    await step.pass(300);
    inputs.press('START', 200);
    await host.tell('wait moving within 10s');
    return host;
  }

  async #end(): Promise<void> {
    const host = this.#host;
    this.#host = null;
    host?.strike('SIGKILL');
    this.#parts.step.follow(null);
    await host?.exited;
  }

  #isUpright(): boolean {
    const { tiltDeg, rateDegPerSec } = this.#parts.step.row;
    return tiltDeg > this.#parts.settings.table.uprightDeg - 1 && Math.abs(rateDegPerSec) < 0.05;
  }
}

function committedImage(): Uint8Array {
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(image.because);
  return image.flash;
}
