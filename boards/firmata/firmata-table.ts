import type { Duplex } from 'node:stream';
import type { Settings } from '../../src/config/settings.ts';
import type { ActuatorCommand, SensorFrame } from '../../src/domain/frames.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import { BOARD_FAULT, SYSEX } from '../../src/domain/lease-frames.ts';
import { standingCommand } from '../../src/domain/standing-command.ts';
import type { HardwareFacts, TableHardware } from '../../src/ports/table-hardware.ts';
import type { BoardIdentity } from './board-identity.ts';
import { BoardLink } from './board-link.ts';
import { EchoWatch } from './echo-watch.ts';
import type { FirmataListener } from './firmata-reader.ts';
import type { Pause } from './identify-board.ts';
import { LeaseSession } from './lease-session.ts';
import type { LinkCounts } from './link-counts.ts';
import { TelemetryDecoder, type TelemetryValues } from './telemetry-decoder.ts';

/** The last lease of a host that leaves: the board acts alone this soon. */
const LAST_LEASE_MS = 20;
/** A board that hears it has taken over well within this. */
const HANDED_OVER_WITHIN_MS = 600;
const CYCLE_MS = 10;
const UPRIGHT_WITHIN_DEG = 1;
/** 5 to 95 % of the converter's span. */
const BAND = { low: 51, high: 972 };

export interface FirmataTableOptions {
  readonly stream: Duplex;
  readonly identity: Extract<BoardIdentity, { kind: 'upright' }>;
  /** Where the board is, such as a port's path. */
  readonly place: string;
  readonly settings: Settings;
  readonly nowMs: () => number;
  readonly pause: Pause;
  /** Lets go of a stream that this table used. */
  readonly release: (stream: Duplex) => Promise<void>;
  /** A number of 1..65535 that nobody can guess from the one before. */
  readonly randomId: () => number;
}

/**
 * A table behind a board with our firmware. The board reports every 10 ms by itself; `read` gives the latest report with
 * the time it arrived, `write` sends one lease and forgets it. Nothing waits, nothing is sent twice.
 */
export class FirmataTable implements TableHardware {
  readonly #options: FirmataTableOptions;
  readonly #decoder: TelemetryDecoder;
  readonly #session: LeaseSession;
  readonly #echo = new EchoWatch();
  readonly #listener: FirmataListener;
  readonly #facts: HardwareFacts;
  readonly #counts = { reopened: 0, droppedBefore: 0 };
  #link: BoardLink;
  #bootId = 0;
  #reports = 0;
  #isClosed = false;
  #riderBar: string | null = null;
  #onLost: () => void = () => undefined;
  #onBoot: () => void = () => undefined;

  constructor(options: FirmataTableOptions) {
    this.#options = options;
    this.#decoder = new TelemetryDecoder(options.nowMs());
    this.#session = new LeaseSession(options.randomId);
    this.#listener = {
      sysex: (number, payload) => {
        if (number === SYSEX.telemetry) this.#hear(payload);
      },
      message: () => undefined,
      damaged: (number) => {
        if (number === SYSEX.telemetry || number === null) this.#decoder.damaged();
      },
    };
    this.#link = this.#attach(options.stream);
    this.#facts = this.#makeFacts(options);
  }

  get facts(): HardwareFacts {
    return this.#facts;
  }

  read(): SensorFrame {
    return this.#decoder.frame;
  }

  write(command: ActuatorCommand): void {
    const nowMs = this.#options.nowMs();
    this.#echo.check(nowMs);
    const values = this.#session.frameOf(command);
    if (!this.#isClosed && this.#link.sendLease(values)) this.#echo.sent(values.sequence, nowMs);
  }

  async close(): Promise<'upright' | 'handed-over'> {
    const first = !this.#isClosed;
    if (first) await this.#endLease();
    this.#isClosed = true;
    const end = this.#isUpright() ? 'upright' : 'handed-over';
    if (first) await this.#options.release(this.#link.stream);
    return end;
  }

  /** Reports that were taken so far. */
  get reports(): number {
    return this.#reports;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The line that is open now. */
  get link(): BoardLink {
    return this.#link;
  }

  /** The latest report as it came; rewritten by the next. */
  get report(): Readonly<TelemetryValues> {
    return this.#decoder.values;
  }

  get counts(): LinkCounts {
    return {
      reports: this.#reports,
      damaged: this.#decoder.frame.damagedFrames,
      overtaken: this.#decoder.overtaken,
      droppedCommands: this.#counts.droppedBefore + this.#link.droppedFrames,
      missedEchoes: this.#echo.missed,
      leasesOpened: this.#session.opened,
      reopened: this.#counts.reopened,
    };
  }

  /** Why no person may lie on this table, though its board would carry one; null where nothing speaks against it. */
  set riderBar(because: string | null) {
    this.#riderBar = because;
  }

  /** The line is gone: the cable, the board's supply, or the port's driver. */
  set onLost(listener: () => void) {
    this.#onLost = listener;
  }

  /** The board has started anew, and everything that was set up on it is gone. */
  set onBoot(listener: () => void) {
    this.#onBoot = listener;
  }

  /** Goes on over another opening of the line. Whatever lease there was is over. */
  reopen(stream: Duplex): void {
    this.#counts.reopened += 1;
    this.#counts.droppedBefore += this.#link.droppedFrames;
    this.#link.release();
    this.#decoder.forget();
    this.#session.lose();
    this.#echo.reset();
    this.#link = this.#attach(stream);
    this.#onBoot();
  }

  #attach(stream: Duplex): BoardLink {
    const link = new BoardLink(stream);
    link.listen(this.#listener);
    link.onClosed = () => {
      this.#session.lose();
      if (!this.#isClosed) this.#onLost();
    };
    return link;
  }

  #hear(payload: Uint8Array): void {
    const nowMs = this.#options.nowMs();
    if (!this.#decoder.decode(payload, nowMs)) return;
    this.#reports += 1;
    const { values, frame } = this.#decoder;
    if (frame.bootId !== this.#bootId) {
      const isFirst = this.#bootId === 0;
      this.#bootId = frame.bootId;
      if (!isFirst) {
        this.#session.lose();
        this.#echo.reset();
        this.#onBoot();
      }
    }
    this.#session.observe(values);
    this.#echo.heard(values.echo, values.sessionId === this.#session.values.sessionId, nowMs);
  }

  /** Asks for nothing any more, by a lease that is over at once, until the board has taken over or cannot be reached. */
  async #endLease(): Promise<void> {
    const last = { ...standingCommand(LAST_LEASE_MS), sessionOpen: !this.#isUpright(), person: true };
    if (!this.#session.held) return;
    this.write(last);
    for (let passedMs = 0; passedMs < HANDED_OVER_WITHIN_MS; passedMs += CYCLE_MS) {
      await this.#options.pause(CYCLE_MS);
      if (!this.#session.held || !this.#link.isOpen) return;
    }
  }

  #isUpright(): boolean {
    const { tiltCounts, inputs } = this.#decoder.frame;
    const { board, table } = this.#options.settings;
    if (tiltCounts < BAND.low || tiltCounts > BAND.high) return (inputs & INPUT.UPRIGHT_LIMIT) !== 0;
    const tiltDeg = (tiltCounts - board.potentiometer.countsAtHorizontal) * board.potentiometer.degPerCount;
    return tiltDeg >= table.uprightDeg - UPRIGHT_WITHIN_DEG;
  }

  #makeFacts({ identity, place, settings }: FirmataTableOptions): HardwareFacts {
    const report = this.#decoder.values;
    const riderBar = () => this.#riderBar;
    return {
      name: `${identity.board} ${place}`,
      firmware: `upright ${identity.version}`,
      hasGrip: settings.board.hasGrip,
      hasAccelerometer: settings.board.hasAccelerometer,
      get carriesRider(): HardwareFacts['carriesRider'] {
        if ((report.faults & BOARD_FAULT.uncalibrated) !== 0)
          return { ok: false, because: 'the board has no calibration for its own way up: run upright calibrate' };
        const because = riderBar();
        return because === null ? { ok: true } : { ok: false, because };
      },
    };
  }
}
