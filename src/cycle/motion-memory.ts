import type { TableEstimate } from '../domain/estimate.ts';
import type { ActuatorCommand, BoardMode } from '../domain/frames.ts';
import type { MutableMotionRecord } from '../domain/motion.ts';
import type { Setpoint } from '../domain/setpoint.ts';
import { riderMoves } from '../machine/rider-moves.ts';
import type { TableContext } from '../machine/table-context.ts';
import type { SafetyInput } from '../safety/check.ts';

interface Tick {
  readonly setpoint: Readonly<Setpoint>;
  readonly command: Readonly<ActuatorCommand>;
  readonly driving: boolean;
}

/** Keeps what was commanded in one tick for the checks of the next, in records that are rewritten. */
export class MotionMemory {
  readonly #motion: MutableMotionRecord = {
    kind: 'standing',
    setpointDeg: 0,
    setpointRateDegPerSec: 0,
    duty: 0,
    driveEnabled: false,
    driving: false,
    rateLimitDegPerSec: 2,
    returning: false,
    retreating: false,
  };
  #input: { -readonly [Key in keyof SafetyInput]: SafetyInput[Key] } | null = null;
  /** A context is replaced and never changed: what is read of it holds until the machine's next step. */
  #read: TableContext | null = null;

  note({ setpoint, command, driving }: Tick): void {
    const motion = this.#motion;
    motion.kind = setpoint.kind;
    motion.setpointDeg = setpoint.tiltDeg;
    motion.setpointRateDegPerSec = setpoint.rateDegPerSec;
    motion.duty = command.duty;
    motion.driveEnabled = command.driveEnabled;
    motion.driving = driving && command.brakeReleased;
    motion.rateLimitDegPerSec = setpoint.rateLimitDegPerSec;
    motion.returning = setpoint.returning;
    motion.retreating = setpoint.retreating;
  }

  safetyInput(estimate: TableEstimate, mode: BoardMode, context: TableContext): SafetyInput {
    const { occupancy } = context;
    this.#input ??= { estimate, motion: this.#motion, mode, sessionOpen: false, occupancy, riderMoves: false };
    this.#input.mode = mode;
    // The board has taken the table since: what it did there is no answer to what was commanded.
    if (mode !== 'leased') this.#motion.driving = false;
    if (context === this.#read) return this.#input;
    this.#read = context;
    this.#input.sessionOpen = context.session !== null;
    this.#input.occupancy = occupancy;
    this.#input.riderMoves = riderMoves(context);
    return this.#input;
  }
}
