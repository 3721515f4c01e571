/**
 * A rig: a second board that plays table to the controller's board. It reads what goes to the drive, and shows contacts and
 * sensors. Nobody may lie on a table whose board is wired to one. Neither call blocks or throws: a rig that falls silent
 * keeps an old `atMs`.
 */
export interface RigIo {
  readonly facts: { readonly name: string; readonly firmware: string };
  /** The latest; the record is reused. */
  read(): RigReading;
  show(showing: RigShowing): void;
  /** Leaves every contact open, which reads as E-STOP pressed, and every sensor at 0 V. */
  close(): Promise<void>;
}

/** What goes out of the controller's board. */
export interface RigReading {
  /** When the drive's pins were last reported, by the clock that the rig was given. */
  atMs: number;
  /** The controller's board has its 5 V. */
  isPowered: boolean;
  /** Share of the time that the pin is high, 0..1. */
  driveUp: number;
  driveDown: number;
  brakeReleased: boolean;
  /** The pin that holds the return relay toggles. */
  isAlive: boolean;
  readonly lamps: { green: boolean; yellow: boolean; red: boolean; buzzer: boolean };
}

/** What goes into it. Levels are shares of the board's own 5 V, 0..1. */
export interface RigShowing {
  /** Bits of `INPUT`. */
  inputs: number;
  tilt: number;
  current: number;
  supply: number;
}
