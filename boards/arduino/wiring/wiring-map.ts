/** pins.json as the wiring page and its drawing read it. */
export interface WiredPin {
  readonly name: string;
  /** `D2`, `A0`; on the expander `GPA0`. */
  readonly pin: string;
  readonly kind: string;
  readonly contact?: string;
  readonly active?: string;
  readonly label: string;
  /** How to connect it; pins of the expander have one wiring for all. */
  readonly wiring?: string;
}

export interface WiringMap {
  readonly pins: readonly WiredPin[];
  readonly i2c: {
    readonly expander: { readonly chip: string; readonly address: number; readonly pins: readonly WiredPin[] };
    readonly accelerometer: { readonly chip: string; readonly address: number };
    readonly lcd: { readonly chip: string; readonly address: number; readonly columns: number; readonly rows: number };
  };
}

export function hexOf(address: number): string {
  return `0x${address.toString(16).toUpperCase().padStart(2, '0')}`;
}
