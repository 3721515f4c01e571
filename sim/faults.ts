import { nearestNameRemedy } from '../src/config/near-names.ts';
import type { HazardId } from '../src/domain/faults.ts';
import type { FaultReply } from '../src/ports/test-inputs.ts';
import { NOT_SIMULATED } from './faults-not-simulated.ts';
import { DRIVE_FAULTS } from './faults-of-drive.ts';
import { HOST_FAULTS } from './faults-of-host.ts';
import { INPUT_FAULTS } from './faults-of-inputs.ts';
import { LINK_FAULTS } from './faults-of-link.ts';
import { RIDER_FAULTS } from './faults-of-rider.ts';
import { SENSOR_FAULTS } from './faults-of-sensors.ts';
import { SUPPLY_FAULTS } from './faults-of-supply.ts';
import type { PlantTable } from './plant-table.ts';
import type { PlantFault, SimulatedFault, TableFault } from './simulated-fault.ts';

/** What any table on the plant can show. */
export const PLANT_FAULTS: readonly PlantFault[] = [
  ...INPUT_FAULTS,
  ...SENSOR_FAULTS,
  ...DRIVE_FAULTS,
  ...SUPPLY_FAULTS,
  ...RIDER_FAULTS,
];

/** What the simulated table can show, in order of id. */
export const SIMULATED_FAULTS: readonly SimulatedFault[] = inOrder([...PLANT_FAULTS, ...LINK_FAULTS, ...HOST_FAULTS]);

export type FoundFault<Fault = SimulatedFault> =
  | { readonly ok: true; readonly fault: Fault; readonly variant: string }
  | { readonly ok: false; readonly because: string };

/** `H-08`, `angle-stuck`, `H-11:short`, in any case: the fault that is meant, or why there is none. */
export function findFault(text: string): FoundFault {
  return findFaultOf(SIMULATED_FAULTS, text);
}

function findFaultOf<Fault extends TableFault<never>>(faults: readonly Fault[], text: string): FoundFault<Fault> {
  const [name = '', variant, ...rest] = text.trim().toLowerCase().split(':');
  const fault = faults.find((known) => isCalled(known, name));
  if (fault === undefined) return { ok: false, because: unknownFault(faults, text, name) };
  if (rest.length > 0) return { ok: false, because: `'${text}' names more than one variant; name one` };
  const chosen = variant ?? fault.variants[0] ?? '';
  if (variant !== undefined && !fault.variants.includes(variant)) {
    const remedy = fault.variants.length === 0 ? 'it has no variants' : nearestNameRemedy(variant, [...fault.variants]);
    return { ok: false, because: `${fault.id} ${fault.name} has no variant '${variant}'; ${remedy}` };
  }
  return { ok: true, fault, variant: chosen };
}

export function inOrder<Fault extends { readonly id: HazardId }>(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The faults of one table: which are in, put in and taken out by name. */
export class TableFaults<Table extends PlantTable> {
  readonly facts: readonly TableFault<Table>[];
  readonly #table: Table;
  readonly #hostIsPaced: boolean;
  readonly #injected = new Set<HazardId>();

  /** `hostIsPaced`: whoever paces the host lets faults stop its process. */
  constructor(table: Table, faults: readonly TableFault<Table>[], hostIsPaced: boolean) {
    this.#table = table;
    this.facts = faults;
    this.#hostIsPaced = hostIsPaced;
  }

  get injected(): readonly HazardId[] {
    return [...this.#injected];
  }

  inject(text: string): FaultReply {
    const found = findFaultOf(this.facts, text);
    if (!found.ok) return found;
    const { fault, variant } = found;
    if (fault.needsPacedHost === true && !this.#hostIsPaced) {
      return { ok: false, because: `${fault.id} breaks the controller's own process: show it with upright simulate` };
    }
    if (this.#injected.has(fault.id)) fault.clear(this.#table);
    fault.apply(this.#table, variant);
    this.#injected.add(fault.id);
    this.#table.pinsChanged();
    return { ok: true };
  }

  clear(text: string): FaultReply {
    const found = findFaultOf(this.facts, text);
    if (!found.ok) return found;
    if (!this.#injected.delete(found.fault.id)) return { ok: false, because: `${found.fault.id} is not in` };
    found.fault.clear(this.#table);
    this.#table.pinsChanged();
    return { ok: true };
  }
}

function isCalled({ id, name, aliases = [] }: TableFault<never>, asked: string): boolean {
  return id.toLowerCase() === asked || name === asked || aliases.includes(asked);
}

function unknownFault(faults: readonly TableFault<never>[], text: string, name: string): string {
  const known = faults.flatMap((fault) => [fault.id, fault.name]);
  const unseen = NOT_SIMULATED.find(({ id }) => id.toLowerCase() === name);
  if (unseen !== undefined) {
    return `${unseen.id} cannot be shown on the simulated table: ${unseen.because}; ${unseen.shownBy} shows it`;
  }
  const padded = name.replace(/^h-?0*(\d)$/, 'h-0$1').replace(/^h0*(\d\d)$/, 'h-$1');
  if (padded !== name && known.includes(padded.toUpperCase())) {
    return `no fault '${text}'; did you mean '${padded.toUpperCase()}'?`;
  }
  if (/^h-\d+$/.test(name)) {
    const ids = faults.map((fault) => fault.id).join(' ');
    return `there is no hazard ${name.toUpperCase()}; the simulated table has ${ids}`;
  }
  return `no fault '${text}'; ${nearestNameRemedy(name, known)}`;
}
