import { nearestNameRemedy } from '../src/config/near-names.ts';
import type { HazardId } from '../src/domain/faults.ts';
import type { FaultFacts, FaultReply } from '../src/ports/test-inputs.ts';
import { NOT_SIMULATED } from './faults-not-simulated.ts';
import { DRIVE_FAULTS } from './faults-of-drive.ts';
import { HOST_FAULTS } from './faults-of-host.ts';
import { INPUT_FAULTS } from './faults-of-inputs.ts';
import { LINK_FAULTS } from './faults-of-link.ts';
import { RIDER_FAULTS } from './faults-of-rider.ts';
import { SENSOR_FAULTS } from './faults-of-sensors.ts';
import { SUPPLY_FAULTS } from './faults-of-supply.ts';
import type { SimulatedFault } from './simulated-fault.ts';
import type { SimulatedTable } from './simulated-table.ts';

/** What the simulated table can show, in order of id. */
export const SIMULATED_FAULTS: readonly SimulatedFault[] = [
  ...INPUT_FAULTS,
  ...SENSOR_FAULTS,
  ...DRIVE_FAULTS,
  ...SUPPLY_FAULTS,
  ...RIDER_FAULTS,
  ...LINK_FAULTS,
  ...HOST_FAULTS,
].sort((one, other) => (one.id < other.id ? -1 : 1));

export type FoundFault =
  | { readonly ok: true; readonly fault: SimulatedFault; readonly variant: string }
  | { readonly ok: false; readonly because: string };

/** `H-08`, `angle-stuck`, `H-11:short`, in any case: the fault that is meant, or why there is none. */
export function findFault(text: string): FoundFault {
  const [name = '', variant, ...rest] = text.trim().toLowerCase().split(':');
  const fault = SIMULATED_FAULTS.find((known) => isCalled(known, name));
  if (fault === undefined) return { ok: false, because: unknownFault(text, name) };
  if (rest.length > 0) return { ok: false, because: `'${text}' names more than one variant; name one` };
  const chosen = variant ?? fault.variants[0] ?? '';
  if (variant !== undefined && !fault.variants.includes(variant)) {
    const remedy = fault.variants.length === 0 ? 'it has no variants' : nearestNameRemedy(variant, [...fault.variants]);
    return { ok: false, because: `${fault.id} ${fault.name} has no variant '${variant}'; ${remedy}` };
  }
  return { ok: true, fault, variant: chosen };
}

/** The faults of one simulated table: which are in, put in and taken out by name. */
export class TableFaults {
  readonly facts: readonly FaultFacts[] = SIMULATED_FAULTS;
  readonly #table: SimulatedTable;
  readonly #injected = new Set<HazardId>();

  constructor(table: SimulatedTable) {
    this.#table = table;
  }

  get injected(): readonly HazardId[] {
    return [...this.#injected];
  }

  inject(text: string): FaultReply {
    const found = findFault(text);
    if (!found.ok) return found;
    const { fault, variant } = found;
    if (fault.needsPacedHost === true && !this.#table.host.isPaced) {
      return { ok: false, because: `${fault.id} breaks the controller's own process: show it with upright simulate` };
    }
    if (this.#injected.has(fault.id)) fault.clear(this.#table);
    fault.apply(this.#table, variant);
    this.#injected.add(fault.id);
    this.#table.pinsChanged();
    return { ok: true };
  }

  clear(text: string): FaultReply {
    const found = findFault(text);
    if (!found.ok) return found;
    if (!this.#injected.delete(found.fault.id)) return { ok: false, because: `${found.fault.id} is not in` };
    found.fault.clear(this.#table);
    this.#table.pinsChanged();
    return { ok: true };
  }
}

function isCalled({ id, name, aliases = [] }: SimulatedFault, asked: string): boolean {
  return id.toLowerCase() === asked || name === asked || aliases.includes(asked);
}

function unknownFault(text: string, name: string): string {
  const known = SIMULATED_FAULTS.flatMap((fault) => [fault.id, fault.name]);
  const unseen = NOT_SIMULATED.find(({ id }) => id.toLowerCase() === name);
  if (unseen !== undefined) {
    return `${unseen.id} cannot be shown on the simulated table: ${unseen.because}; ${unseen.shownBy} shows it`;
  }
  const padded = name.replace(/^h-?0*(\d)$/, 'h-0$1').replace(/^h0*(\d\d)$/, 'h-$1');
  if (padded !== name && known.includes(padded.toUpperCase())) {
    return `no fault '${text}'; did you mean '${padded.toUpperCase()}'?`;
  }
  if (/^h-\d+$/.test(name)) {
    const ids = SIMULATED_FAULTS.map((fault) => fault.id).join(' ');
    return `there is no hazard ${name.toUpperCase()}; the simulated table has ${ids}`;
  }
  return `no fault '${text}'; ${nearestNameRemedy(name, known)}`;
}
