import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import type { LatchedFault } from '../domain/faults.ts';
import { clampsClosed, clampsOpen, eStopOpen, INPUT } from '../domain/inputs.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { Refusal } from '../domain/verdict.ts';

const UPRIGHT_WITHIN_DEG = 3;

interface PreStartInput {
  readonly estimate: TableEstimate;
  readonly occupancy: Occupancy;
  readonly faults: readonly LatchedFault[];
  /** Buttons whose contact is broken, bits of `INPUT`. */
  readonly chattering: number;
}

/**
 * What must be right before anything may move downward, asked at START and shown before it. Remembers whether the
 * ankle latch and the grip were seen open since the last session: a switch that is stuck closed looks like a rider.
 */
export class PreStart {
  readonly #settings: Settings;
  #clampSeenOpen = false;
  #gripSeenOpen = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Called every tick; two comparisons. */
  observe(inputs: number, sessionOpen: boolean): void {
    if (sessionOpen) {
      this.#clampSeenOpen = false;
      this.#gripSeenOpen = false;
      return;
    }
    if (clampsOpen(inputs)) this.#clampSeenOpen = true;
    if ((inputs & INPUT.GRIP) === 0) this.#gripSeenOpen = true;
  }

  /** Every reason at once, so that nobody mends one to be told the next. */
  refusals(input: PreStartInput): readonly Refusal[] {
    const { inputs } = input.estimate;
    const found: Refusal[] = [];
    if (eStopOpen(inputs)) found.push({ id: 'ESTOP', text: 'E-STOP is in: turn it to release it' });
    if (input.occupancy === 'none') {
      if (!clampsOpen(inputs))
        found.push({ id: 'CLAMPS', text: 'the table is said to be empty: open the ankle clamp' });
    } else this.#askOfLatch(inputs, found);
    if (input.occupancy === 'person') this.#askOfGrip(input, found);
    this.#askOfTable(input.estimate, found);
    this.#askOfButtons(input, found);
    for (const fault of input.faults) {
      found.push({ id: fault.id, text: 'latched fault: see "faults", mend its cause, then hold SELECT for a second' });
    }
    return found;
  }

  #askOfLatch(inputs: number, found: Refusal[]): void {
    if (!clampsClosed(inputs)) found.push({ id: 'CLAMPS', text: 'ankle clamp is open: close it' });
    else if (!this.#clampSeenOpen) {
      found.push({ id: 'H-22', text: 'clamp not seen open since the last session: open and close it' });
    }
  }

  #askOfGrip({ estimate: { inputs }, chattering }: PreStartInput, found: Refusal[]): void {
    if (!this.#settings.board.hasGrip) return;
    if ((chattering & INPUT.GRIP) !== 0) {
      found.push({ id: 'H-56', text: 'the contact of the grip chatters: mend its wire, or let go for a second' });
    } else if (!this.#gripSeenOpen)
      found.push({ id: 'H-56', text: 'grip not seen open since the last session: let go once' });
    else if ((inputs & INPUT.GRIP) === 0) found.push({ id: 'H-56', text: 'grip is not held: hold it' });
  }

  #askOfTable(estimate: TableEstimate, found: Refusal[]): void {
    if (estimate.source === 'none' || !estimate.potInBand) {
      found.push({ id: 'H-11', text: 'no valid angle: check the tilt potentiometer' });
    } else if (estimate.tiltDeg < this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG) {
      found.push({ id: 'NOT_UPRIGHT', text: 'the table is not upright: press RETURN' });
    }
  }

  #askOfButtons({ estimate: { inputs }, chattering }: PreStartInput, found: Refusal[]): void {
    if (((inputs | chattering) & INPUT.DOWN) !== 0)
      found.push({ id: 'H-01', text: 'DOWN is closed: release it, or mend the button' });
    if (((inputs | chattering) & INPUT.UP) !== 0)
      found.push({ id: 'H-03', text: 'UP is closed: release it, or mend the button' });
  }
}
