import { Duplex } from 'node:stream';
import pins from '../../../boards/arduino/pins.json' with { type: 'json' };
import { END_SYSEX, FIRMATA_SYSEX, MESSAGE, START_SYSEX } from '../../../boards/firmata/firmata-protocol.ts';
import { FirmataReader } from '../../../boards/firmata/firmata-reader.ts';
import { SimulatedTable, type SimulatedTableOptions } from '../../../sim/simulated-table.ts';
import { FrameCodec } from '../../../src/domain/frame-codec.ts';
import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import {
  ALARM_LEVELS,
  ALARM_SHIFT,
  BOARD_FAULT,
  BOARD_LATCH,
  BOARD_MODES,
  COMMAND_FLAG,
  COMMAND_LAYOUT,
  CONVERSIONS,
  FULL_DUTY,
  SYSEX,
  TELEMETRY_LAYOUT,
} from '../../../src/domain/lease-frames.ts';

const REPORT_EVERY_MS = 10;
const BYTE = 0xff;
const WORD = 0xffff;
const HALF = 0x8000;
/** A lease is opened without any of them. */
const MOTION = COMMAND_FLAG.mayInvert | COMMAND_FLAG.driveEnabled | COMMAND_FLAG.brakeReleased;

/**
 * A board at the far end of a line of bytes: the simulated table behind the layouts of the lease link, so that the real
 * driver runs end to end. Time passes only in `advance`, and a byte takes none.
 */
export class FakeBoard {
  table: SimulatedTable;
  readonly received = { frames: 0, damaged: 0, refused: 0, panelBytes: 0, otherSysex: [] as number[] };
  /** Every byte that the host has sent, in the order in which it came. */
  readonly heard: number[] = [];
  name = 'upright 0.3.0 uno';
  version: readonly [number, number] = [0, 3];
  uncalibrated = false;
  /** What becomes of the bytes on their way to the host. */
  damage: (bytes: Buffer) => Buffer = (bytes) => bytes;
  /** Keeps what it sends, as a computer does whose program stands still. */
  isHeldUp = false;
  /** Its EEPROM is worn: every start has the number of the first. */
  keepsBootId = false;
  /** Takes no command frame. */
  isDeaf = false;
  /** Its line takes no more bytes from the host. */
  isBlocked = false;
  stream: Duplex;
  #blocked: () => void = () => undefined;
  readonly #commands = new FrameCodec(SYSEX.command, COMMAND_LAYOUT);
  readonly #telemetry = new FrameCodec(SYSEX.telemetry, TELEMETRY_LAYOUT);
  readonly #values = { sessionId: 0, sequence: 0, duty: 0, leaseMs: 0, flags: 0 };
  readonly #held: Buffer[] = [];
  #reader = this.#listen();
  #sessionId = 0;
  #echo = 0;
  #sequence = 0;
  #inputs = -1;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #bootId = -1;

  constructor(options: SimulatedTableOptions = {}) {
    this.table = new SimulatedTable(options);
    this.stream = this.#plugIn();
  }

  get nowMs(): number {
    return this.table.nowMs;
  }

  /** Lets time pass; the host is called after each report. */
  advance(ms: number, host: () => void = () => undefined): void {
    for (let passedMs = 0; passedMs < ms; passedMs += REPORT_EVERY_MS) {
      this.table.advance(REPORT_EVERY_MS);
      this.report();
      host();
    }
  }

  /** Of the lease that it has, or had last. */
  get sessionId(): number {
    return this.#sessionId;
  }

  /** From now on the board stands on another table, whose time may be earlier. */
  exchangeTable(table: SimulatedTable): void {
    this.table = table;
    this.#sentAtMs = Number.NEGATIVE_INFINITY;
    this.#bootId = -1;
  }

  /** Another opening of the same line. */
  reconnect(): Duplex {
    this.stream.destroy();
    this.stream = this.#plugIn();
    this.#reader = this.#listen();
    return this.stream;
  }

  letThrough(): void {
    this.isHeldUp = false;
    for (const bytes of this.#held.splice(0)) this.#send(bytes);
  }

  unblock(): void {
    this.isBlocked = false;
    this.#blocked();
  }

  report(): void {
    const frame = this.table.read();
    if (this.table.board.isDown(this.table.boardMs)) return;
    if (frame.inputs === this.#inputs && this.table.nowMs - this.#sentAtMs < REPORT_EVERY_MS) return;
    if (frame.bootId !== this.#bootId) {
      this.#bootId = frame.bootId;
      this.#sessionId = 0;
      this.#sequence = 0;
    }
    this.#inputs = frame.inputs;
    this.#sentAtMs = this.table.nowMs;
    this.#sequence = (this.#sequence + 1) & BYTE;
    const { supplyVoltsPerCount, currentAmpsPerCount } = pins.analog;
    const packed = this.#telemetry.encode({
      sequence: this.#sequence,
      boardClockMs: Math.round(frame.boardClockMs),
      bootId: this.keepsBootId ? 1 : frame.bootId,
      sessionId: this.#sessionId,
      echo: this.#echo,
      tiltSum: Math.round(frame.tiltCounts * CONVERSIONS),
      accelAlong: Math.round(frame.accelAlongG * 16_384),
      accelOut: Math.round(frame.accelOutG * 16_384),
      accelAgeMs: Math.min(this.table.nowMs - frame.accelAtMs, BYTE),
      currentSum: Math.round((frame.currentAmps / currentAmpsPerCount) * CONVERSIONS),
      supplySum: Math.round((frame.supplyVolts / supplyVoltsPerCount) * CONVERSIONS),
      inputs: frame.inputs,
      mode: BOARD_MODES.indexOf(frame.mode) | (this.table.board.sessionOpen ? BOARD_LATCH.sessionOpen : 0),
      faults: this.uncalibrated ? BOARD_FAULT.uncalibrated : 0,
      duty: Math.round(frame.appliedDuty * FULL_DUTY),
      damaged: this.received.damaged & BYTE,
    });
    this.#send(Buffer.from([START_SYSEX, SYSEX.telemetry, ...packed, END_SYSEX]));
  }

  #send(bytes: Buffer): void {
    if (this.isHeldUp) this.#held.push(bytes);
    else this.stream.push(this.damage(bytes));
  }

  #plugIn(): Duplex {
    return new Duplex({
      read: () => undefined,
      write: (bytes: Buffer, _encoding, done) => {
        const take = () => {
          this.heard.push(...bytes);
          this.#reader.read(bytes);
          done();
        };
        if (this.isBlocked) this.#blocked = take;
        else take();
      },
    });
  }

  #listen(): FirmataReader {
    return new FirmataReader({
      sysex: (number, payload) => this.#hear(number, payload),
      message: (status) => {
        if (status === MESSAGE.reportVersion) this.#send(Buffer.from([MESSAGE.reportVersion, 2, 5]));
      },
      damaged: (number) => {
        if (number === SYSEX.command) this.received.damaged += 1;
      },
    });
  }

  #hear(number: number, payload: Uint8Array): void {
    switch (number) {
      case SYSEX.command:
        if (this.#commands.decode(payload, this.#values)) this.#take();
        else this.received.damaged += 1;
        break;
      case FIRMATA_SYSEX.reportFirmware:
        this.#sendFirmware();
        break;
      default:
        this.received.otherSysex.push(number);
        this.received.panelBytes += payload.length + 3;
    }
  }

  #sendFirmware(): void {
    const letters = [...this.name].flatMap((letter) => [letter.charCodeAt(0) & 0x7f, 0]);
    this.#send(Buffer.from([START_SYSEX, FIRMATA_SYSEX.reportFirmware, ...this.version, ...letters, END_SYSEX]));
  }

  #take(): void {
    const { board } = this.table;
    const { sessionId, sequence, flags } = this.#values;
    this.received.frames += 1;
    if (this.isDeaf) return;
    const known = sessionId === this.#sessionId;
    const isNewer = ((sequence - this.#echo) & WORD) < HALF && sequence !== this.#echo;
    const mayGoOn = known ? board.mode === 'leased' && isNewer : board.mode !== 'leased' && (flags & MOTION) === 0;
    if (sessionId === 0 || !mayGoOn) {
      this.received.refused += 1;
      return;
    }
    this.table.write(commandOf(this.#values.duty, this.#values.leaseMs, flags));
    if (board.mode !== 'leased') return;
    this.#sessionId = sessionId;
    this.#echo = sequence;
  }
}

function commandOf(duty: number, leaseMs: number, flags: number): ActuatorCommand {
  return {
    duty: duty / FULL_DUTY,
    driveEnabled: (flags & COMMAND_FLAG.driveEnabled) !== 0,
    brakeReleased: (flags & COMMAND_FLAG.brakeReleased) !== 0,
    leaseMs,
    sessionOpen: (flags & COMMAND_FLAG.mayInvert) !== 0,
    person: (flags & COMMAND_FLAG.person) !== 0,
    alarm: ALARM_LEVELS[(flags >> ALARM_SHIFT) & 3] ?? 'high',
  };
}
