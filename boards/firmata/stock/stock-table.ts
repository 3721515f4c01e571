import type { Duplex } from 'node:stream';
import type { Settings } from '../../../src/config/settings.ts';
import type { ActuatorCommand, SensorFrame } from '../../../src/domain/frames.ts';
import { eStopOpen } from '../../../src/domain/inputs.ts';
import { CONVERSIONS } from '../../../src/domain/lease-frames.ts';
import type { HardwareFacts, TableHardware } from '../../../src/ports/table-hardware.ts';
import { AMPS_PER_STEP, G_PER_STEP, VOLTS_PER_STEP } from '../analog-scales.ts';
import type { BoardIdentity } from '../board-identity.ts';
import { BoardLink } from '../board-link.ts';
import { FIRMATA_SYSEX, MESSAGE } from '../firmata-protocol.ts';
import { silentFrame } from '../telemetry-decoder.ts';
import { askForInputs, StockInputs } from './stock-inputs.ts';
import { StockOutputs } from './stock-outputs.ts';
import { ACCELEROMETER_ADDRESS, EXPANDER_ADDRESS, STOCK_CHANNELS } from './stock-wiring.ts';

const UPRIGHT_WITHIN_DEG = 1;
const SIGN_BIT = 0x8000;
const WORD = 0x1_0000;

export interface StockTableOptions {
  readonly stream: Duplex;
  readonly identity: Extract<BoardIdentity, { kind: 'stock' }>;
  readonly place: string;
  readonly settings: Settings;
  readonly nowMs: () => number;
  readonly release: (stream: Duplex) => Promise<void>;
}

/**
 * A table behind stock Firmata, for trying out. It knows of no lease: a process that ends leaves the drive as it was, and
 * a lost byte leaves a button as it was. So it is empty or carries a load, and never a person.
 */
export class StockTable implements TableHardware {
  readonly facts: HardwareFacts;
  readonly #options: StockTableOptions;
  readonly #link: BoardLink;
  readonly #inputs = new StockInputs();
  readonly #outputs: StockOutputs;
  readonly #frame: SensorFrame;
  #leaseEndsMs = Number.NEGATIVE_INFINITY;
  #reports = 0;
  #isClosed = false;

  constructor(options: StockTableOptions) {
    const { identity, place, settings } = options;
    this.#options = options;
    this.#outputs = new StockOutputs(settings.table.drive.bridge);
    this.#frame = silentFrame(options.nowMs());
    this.#frame.bootId = 1;
    this.facts = {
      name: `uno ${place}`,
      firmware: `${identity.name} ${identity.version}`,
      hasGrip: settings.board.hasGrip,
      hasAccelerometer: settings.board.hasAccelerometer,
      carriesRider: {
        ok: false,
        because: `stock Firmata leaves the drive running when this computer fails: run upright flash --port ${place}`,
      },
    };
    this.#link = new BoardLink(options.stream);
    this.#link.listen({
      sysex: (number, payload) => this.#hearSysex(number, payload),
      message: (status, first, second) => this.#hear(status, first | (second << 7)),
      damaged: () => {
        this.#frame.damagedFrames += 1;
      },
    });
    this.#setUp();
  }

  /** Reports of the tilt so far. */
  get reports(): number {
    return this.#reports;
  }

  read(): SensorFrame {
    return this.#frame;
  }

  write(command: ActuatorCommand): void {
    if (this.#isClosed) return;
    this.#leaseEndsMs = this.#options.nowMs() + command.leaseMs;
    const off = eStopOpen(this.#inputs.bits);
    this.#link.send(off ? this.#outputs.off() : this.#outputs.bytesOf(command));
  }

  async close(): Promise<'upright' | 'handed-over'> {
    if (!this.#isClosed) {
      this.#link.send(this.#outputs.off());
      this.#isClosed = true;
      await this.#options.release(this.#link.stream);
    }
    const { board, table } = this.#options.settings;
    const { countsAtHorizontal, degPerCount } = board.potentiometer;
    const tiltDeg = (this.#frame.tiltCounts - countsAtHorizontal) * degPerCount;
    return tiltDeg >= table.uprightDeg - UPRIGHT_WITHIN_DEG ? 'upright' : 'handed-over';
  }

  #setUp(): void {
    this.#link.send([...askForInputs(this.#options.settings.board.hasAccelerometer), ...this.#outputs.setUp()]);
  }

  #hear(status: number, value: number): void {
    const number = status & 0x0f;
    if ((status & 0xf0) === MESSAGE.digital) this.#hearPort(number, value);
    else if ((status & 0xf0) === MESSAGE.analog) this.#hearAnalog(number, value);
  }

  #hearPort(port: number, levels: number): void {
    this.#inputs.port(port, levels);
    this.#frame.inputs = this.#inputs.bits;
    if (eStopOpen(this.#inputs.bits) && !this.#isClosed) this.#link.send(this.#outputs.off());
  }

  #hearAnalog(channel: number, counts: number): void {
    const frame = this.#frame;
    switch (channel) {
      case STOCK_CHANNELS.current:
        frame.currentAmps = counts * CONVERSIONS * AMPS_PER_STEP;
        break;
      case STOCK_CHANNELS.supply:
        frame.supplyVolts = counts * CONVERSIONS * VOLTS_PER_STEP;
        break;
      case STOCK_CHANNELS.tilt:
        this.#report(counts);
        break;
      default:
    }
  }

  /** The tilt comes once in each sampling interval, and stands for the whole frame. */
  #report(counts: number): void {
    const nowMs = this.#options.nowMs();
    const frame = this.#frame;
    this.#reports += 1;
    frame.tiltCounts = counts;
    frame.atMs = nowMs;
    frame.boardClockMs = nowMs;
    frame.sequence += 1;
    const leased = nowMs < this.#leaseEndsMs;
    // The host's own lease, since the board has none: a cycle that has gone silent moves nothing.
    if (!leased && this.#outputs.appliedDuty !== 0) this.#link.send(this.#outputs.off());
    frame.mode = leased ? 'leased' : 'idle';
    frame.appliedDuty = this.#outputs.appliedDuty;
  }

  #hearSysex(number: number, payload: Uint8Array): void {
    if (number === FIRMATA_SYSEX.reportFirmware) {
      // It says who it is when it starts: what was set up is gone.
      this.#frame.bootId += 1;
      this.#setUp();
    } else if (number === FIRMATA_SYSEX.i2cReply) this.#hearI2c(payload);
  }

  /** Address, register, and bytes, each as two of seven bits. */
  #hearI2c(payload: Uint8Array): void {
    const byteAt = (index: number) => (payload[2 * index] ?? 0) | ((payload[2 * index + 1] ?? 0) << 7);
    const address = byteAt(0);
    if (address === EXPANDER_ADDRESS) {
      this.#inputs.buttons(byteAt(2));
      this.#frame.inputs = this.#inputs.bits;
      return;
    }
    if (address !== ACCELEROMETER_ADDRESS || payload.length < 16) return;
    const axisAt = (index: number) => {
      const word = (byteAt(index) << 8) | byteAt(index + 1);
      return (word & SIGN_BIT) === 0 ? word : word - WORD;
    };
    this.#frame.accelAlongG = axisAt(2) * G_PER_STEP;
    this.#frame.accelOutG = axisAt(6) * G_PER_STEP;
    this.#frame.accelAtMs = this.#options.nowMs();
  }
}
