/** rig-pins.json as the bench page and its drawing read it. */
export interface RigPin {
  /** `D2`, `A0`. */
  readonly pin: string;
  readonly kind: string;
  /** A name of pins.json, or `5V`. */
  readonly to: string;
  readonly label: string;
  readonly wiring: string;
}

export interface RigMap {
  readonly firmware: string;
  readonly baud: number;
  readonly filter: { readonly kilohm: number; readonly nanofarad: number };
  readonly pins: readonly RigPin[];
  readonly i2c: {
    readonly contacts: {
      readonly chip: string;
      readonly address: number;
      readonly pins: readonly { readonly pin: string; readonly to: string }[];
    };
    readonly levels: {
      readonly chip: string;
      readonly address: number;
      readonly outputs: readonly { readonly output: string; readonly to: string }[];
    };
  };
}
