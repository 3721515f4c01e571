import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLATFORM = '/sys/devices/platform';
const CONFIG = '/sys/kernel/config/gpio-sim';

/**
 * The other side of simulated lines: what a contact does to an input, and what a wire at an output sees. A line that has been
 * pulled once is wired for good: a bias that it is asked for with moves it no more.
 */
export class SimulatedLines {
  readonly #folder: string;
  readonly #pulls = new Map<number, boolean>();

  constructor(label: string) {
    const found = simulatedChips().find((chip) => chip.label === label);
    if (found === undefined) throw new Error(`the guest has no simulated chip ${label}`);
    this.#folder = found.folder;
  }

  /** The device's path. */
  get path(): string {
    return `/dev/${this.#folder.split('/').at(-1)}`;
  }

  /** Pulls an input up or down; unchanged, nothing is written. */
  pull(line: number, up: boolean): void {
    if (this.#pulls.get(line) === up) return;
    this.#pulls.set(line, up);
    if (existsSync(this.#folder))
      writeFileSync(join(this.#folder, `sim_gpio${line}`, 'pull'), up ? 'pull-up' : 'pull-down');
  }

  /** Low where its chip is gone. */
  level(line: number): boolean {
    if (!existsSync(this.#folder)) return false;
    return readFileSync(join(this.#folder, `sim_gpio${line}`, 'value'), 'utf8').trim() === '1';
  }

  bias(line: number): string {
    return readFileSync(join(this.#folder, `sim_gpio${line}`, 'pull'), 'utf8').trim();
  }
}

/** Adds a chip to the guest; `remove` is as if it were unplugged. */
export function addChip(name: string, { label, lines }: { label: string; lines: number }): { remove(): void } {
  const folder = join(CONFIG, name);
  mkdirSync(join(folder, 'bank0'), { recursive: true });
  writeFileSync(join(folder, 'bank0', 'num_lines'), String(lines));
  writeFileSync(join(folder, 'bank0', 'label'), label);
  writeFileSync(join(folder, 'live'), '1');
  return { remove: () => writeFileSync(join(folder, 'live'), '0') };
}

/** Takes the header's own chip away, as if its driver had gone; whoever holds its lines reads and sets nothing more. */
export function unplugHeader(): { plugIn(): void } {
  const live = join(CONFIG, 'header', 'live');
  writeFileSync(live, '0');
  return { plugIn: () => writeFileSync(live, '1') };
}

function simulatedChips(): { readonly folder: string; readonly label: string }[] {
  return readdirSync(PLATFORM)
    .filter((name) => name.startsWith('gpio-sim'))
    .flatMap((name) => chipsIn(join(PLATFORM, name)));
}

function chipsIn(device: string): { readonly folder: string; readonly label: string }[] {
  return readdirSync(device)
    .filter((name) => /^gpiochip\d+$/.test(name) && existsSync(join(device, name, 'sim_gpio0')))
    .map((name) => ({ folder: join(device, name), label: labelOf(device) }));
}

/** sysfs names a chip's label only under its number of long ago. */
function labelOf(device: string): string {
  const old = readdirSync(join(device, 'gpio')).find((entry) => entry.startsWith('gpiochip'));
  return old === undefined ? '' : readFileSync(join(device, 'gpio', old, 'label'), 'utf8').trim();
}
