import { SUPPLY } from './plant-parameters.ts';

const JOULES_PER_WH = 3600;

/**
 * The reserve behind its diode: 7 LiFePO4 cells of 0.35 Ah, which is enough for some twenty ways up. Their voltage is flat in the
 * middle and falls at the end (data sheets of such cells: 3.2 V, 3.0 V at a tenth, 2.5 V empty; less 0.4 V of the diode).
 */
export const RESERVE = {
  capacityWh: 8,
  /** Share of the charge that is left, and volts without load. */
  curve: [
    [0, 17.1],
    [0.1, 20],
    [0.3, 21.6],
    [1, 22],
  ],
  /** Cells of 30 milliohm, and the wiring, ohm. */
  resistanceOhm: 0.25,
  /** Board, driver and brake coil, W: drawn whether the table moves or not. The host has a battery of its own. */
  standingW: 3,
} as const;

/** A supply that changes by more in a cycle has been lost, or has come back. */
export const DISTURBING_VOLTS = 1;
/** A supply in overload protection: what it then gives, and how long it waits before it tries again, ms. */
const HICCUP_VOLTS = 4;
const HICCUP_MS = 400;

/**
 * What feeds drive and board: the mains' supply, or the reserve with its charge. `volts` is what is left of it under the
 * load of the last cycle.
 */
export class PowerSupply {
  volts: number = SUPPLY.mainsVolts;
  mainsLost = false;
  /** Of the reserve. Nothing fills it up but `refill`: a charger takes hours. */
  chargeWh: number = RESERVE.capacityWh;
  /** Without load the supply is pulled down to this, V; infinite where nothing pulls. */
  mostVolts = Number.POSITIVE_INFINITY;
  /** Above this the supply protects itself and is gone for a while, A. */
  trippingAmps = Number.POSITIVE_INFINITY;
  #hiccupMs = 0;

  /** Nothing is left that could move the table. */
  get isDead(): boolean {
    return this.mainsLost && this.chargeWh <= 0;
  }

  refill(): void {
    this.chargeWh = RESERVE.capacityWh;
  }

  /** Nothing is wrong with it from now on. */
  mend(): void {
    this.mostVolts = Number.POSITIVE_INFINITY;
    this.trippingAmps = Number.POSITIVE_INFINITY;
    this.#hiccupMs = 0;
  }

  /** `ms` have passed in which the bridge drew `amps` from the supply; what it gives back is lost in the bridge. */
  draw(bridgeAmps: number, ms: number): void {
    const amps = Math.max(0, bridgeAmps);
    const sourceVolts = this.mainsLost ? this.#reserveVolts() : SUPPLY.mainsVolts;
    const ohm = this.mainsLost ? RESERVE.resistanceOhm : SUPPLY.resistanceOhm;
    this.volts = Math.max(0, Math.min(sourceVolts - amps * ohm, this.mostVolts));
    if (this.mainsLost) this.#use(amps * this.volts + RESERVE.standingW, ms / 1000);
    if (this.trippingAmps < Number.POSITIVE_INFINITY) this.#protect(amps, ms);
  }

  #reserveVolts(): number {
    const share = this.chargeWh / RESERVE.capacityWh;
    // The cells' own protection opens.
    if (share <= 0) return 0;
    let [fromShare, fromVolts]: readonly [number, number] = RESERVE.curve[0];
    for (const [toShare, toVolts] of RESERVE.curve) {
      if (share <= toShare && toShare > fromShare) {
        return fromVolts + ((share - fromShare) / (toShare - fromShare)) * (toVolts - fromVolts);
      }
      fromShare = toShare;
      fromVolts = toVolts;
    }
    return fromVolts;
  }

  #use(watts: number, seconds: number): void {
    this.chargeWh = Math.max(0, this.chargeWh - (watts * seconds) / JOULES_PER_WH);
  }

  #protect(amps: number, passedMs: number): void {
    if (this.#hiccupMs > 0) this.#hiccupMs -= passedMs;
    else if (amps > this.trippingAmps) this.#hiccupMs = HICCUP_MS;
    if (this.#hiccupMs > 0) this.volts = HICCUP_VOLTS;
  }
}
