import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { failureOf, type KernelResult } from './libc.ts';

const PWM_FOLDER = '/sys/class/pwm';
/** udev gives a new channel's files to their group a little later, ms. */
const EXPORTED_WITHIN_MS = 500;
const LOOK_EVERY_MS = 10;
/** A chip numbers its channels from 0; the header's are among the first four. */
const CHANNEL_FILES = ['period', 'duty_cycle', 'enable'] as const;

/** The folder of the chip behind one of these devices, such as `fe20c000.pwm`; null where there is none. */
export function findPwmChip(devices: readonly string[], folder = PWM_FOLDER): string | null {
  if (!existsSync(folder)) return null;
  for (const name of readdirSync(folder)) {
    const chip = join(folder, name);
    if (devices.includes(basename(realpathSync(join(chip, 'device'))))) return chip;
  }
  return null;
}

/** Opens a channel at duty 0. */
export async function openPwmChannel(
  chip: string,
  { channel, periodNs, pause }: { channel: number; periodNs: number; pause: (ms: number) => Promise<void> },
): Promise<KernelResult<PwmChannel>> {
  const folder = join(chip, `pwm${channel}`);
  try {
    if (!existsSync(folder)) writeFileSync(join(chip, 'export'), String(channel));
    for (let passedMs = 0; passedMs < EXPORTED_WITHIN_MS && !isWritable(folder); passedMs += LOOK_EVERY_MS) {
      await pause(LOOK_EVERY_MS);
    }
    // A period shorter than the duty that somebody left would be refused.
    if (Number(readFileSync(join(folder, 'duty_cycle'), 'utf8')) !== 0) writeFileSync(join(folder, 'duty_cycle'), '0');
    writeFileSync(join(folder, 'period'), String(periodNs));
    writeFileSync(join(folder, 'enable'), '1');
    return { ok: true, value: new PwmChannel(openSync(join(folder, 'duty_cycle'), 'w'), periodNs) };
  } catch (thrown) {
    return failureOf(thrown);
  }
}

function isWritable(folder: string): boolean {
  try {
    for (const file of CHANNEL_FILES) closeSync(openSync(join(folder, file), 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** One output of a PWM chip. It goes on by itself when this process is gone: only hardware can stop it then. */
export class PwmChannel {
  readonly #fd: number;
  readonly #periodNs: number;
  #dutyNs = 0;
  #isOpen = true;

  constructor(fd: number, periodNs: number) {
    this.#fd = fd;
    this.#periodNs = periodNs;
  }

  /** `share` 0..1. False where the chip takes it no more. Unchanged, nothing is written. */
  set(share: number): boolean {
    const dutyNs = Math.round(share * this.#periodNs);
    if (dutyNs === this.#dutyNs) return this.#isOpen;
    if (!this.#isOpen) return false;
    try {
      writeSync(this.#fd, String(dutyNs), 0);
      this.#dutyNs = dutyNs;
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.set(0);
    this.#isOpen = false;
    closeSync(this.#fd);
  }
}
