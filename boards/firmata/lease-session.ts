import type { ActuatorCommand } from '../../src/domain/frames.ts';
import { ALARM_LEVELS, ALARM_SHIFT, BOARD_MODES, COMMAND_FLAG, FULL_DUTY } from '../../src/domain/lease-frames.ts';
import { clamp } from '../../src/domain/units.ts';
import type { CommandValues } from './lease-writer.ts';
import type { TelemetryValues } from './telemetry-decoder.ts';

const LEASED = BOARD_MODES.indexOf('leased');
const IDLE = BOARD_MODES.indexOf('idle');
const MODE_BITS = 0x07;
const WORD = 0xffff;
const LEASE_MS = { low: 20, high: 500 };

/**
 * Opens leases and numbers their frames. A lease is over when the board says so, or may be over because the board or the
 * port began anew; then it is opened again under a new id. Until the board has taken it, no frame asks for motion. A
 * lease never asks for motion downward before the host has stood still under it with no session open: what the host
 * wanted before is not resumed, and were it the end of a stop.
 */
export class LeaseSession {
  readonly values: CommandValues = { sessionId: 0, sequence: 0, duty: 0, leaseMs: 0, flags: 0 };
  /** Leases that were opened so far. */
  opened = 0;
  readonly #randomId: () => number;
  #held = false;
  #boardIsIdle = true;
  #mayGoDown = false;

  /** `randomId` gives a number of 1..65535. */
  constructor(randomId: () => number) {
    this.#randomId = randomId;
    this.#renew();
  }

  /** The board obeys this lease, as far as has been heard. */
  get held(): boolean {
    return this.#held;
  }

  observe({ sessionId, mode }: Readonly<TelemetryValues>): void {
    const ours = sessionId === this.values.sessionId;
    const leased = (mode & MODE_BITS) === LEASED;
    this.#boardIsIdle = (mode & MODE_BITS) === IDLE;
    if (ours && leased) this.#held = true;
    // Our number, and no lease: it has been used up. Another number, while we held it: the board began anew.
    else if (ours || this.#held) this.lose();
  }

  /** Whatever was held is no longer; the next frame opens a lease anew. */
  lose(): void {
    this.#renew();
  }

  /** The frame for a command; one record, rewritten. */
  frameOf(command: Readonly<ActuatorCommand>): CommandValues {
    const { values } = this;
    if (!this.#held) this.#mayGoDown = false;
    else if (!command.sessionOpen && !command.driveEnabled && !command.brakeReleased) this.#mayGoDown = true;
    values.sequence = (values.sequence + 1) & WORD;
    values.leaseMs = clamp(Math.round(command.leaseMs), LEASE_MS.low, LEASE_MS.high);
    values.duty = this.#held ? this.#dutyOf(command.duty) : 0;
    values.flags = this.#flagsOf(command);
    return values;
  }

  #dutyOf(duty: number): number {
    if (!Number.isFinite(duty)) return 0;
    return Math.round(clamp(duty, this.#mayGoDown ? -1 : 0, 1) * FULL_DUTY);
  }

  #flagsOf(command: Readonly<ActuatorCommand>): number {
    let flags = ALARM_LEVELS.indexOf(command.alarm) << ALARM_SHIFT;
    if (command.person) flags |= COMMAND_FLAG.person;
    if (command.sessionOpen && this.#tellsSession()) flags |= COMMAND_FLAG.mayInvert;
    if (this.#held && command.driveEnabled) flags |= COMMAND_FLAG.driveEnabled;
    if (this.#held && command.brakeReleased) flags |= COMMAND_FLAG.brakeReleased;
    return flags;
  }

  /**
   * A board that acts alone takes no lease in which a session is open, and shall not: its host has to leave the session
   * first. One that has only just started knows of no session, and may be needed to bring somebody up.
   */
  #tellsSession(): boolean {
    return this.#held || !this.#boardIsIdle;
  }

  #renew(): void {
    const used = this.values.sessionId;
    let id = this.#randomId();
    if (id === used) id = (used % WORD) + 1;
    this.values.sessionId = id;
    this.values.sequence = 0;
    this.#held = false;
    this.opened += 1;
  }
}
