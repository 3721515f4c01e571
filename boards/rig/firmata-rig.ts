import type { Duplex } from 'node:stream';
import type { RigIo, RigReading, RigShowing } from '../../src/ports/rig-io.ts';
import { BoardLink } from '../firmata/board-link.ts';
import { FIRMATA_SYSEX, MESSAGE } from '../firmata/firmata-protocol.ts';
import {
  ASK_HIGH_CONTACT,
  contactsTo,
  HIGH_CONTACT_AGAIN,
  highContactTo,
  isHighContactClosed,
  levelsTo,
  setUpRig,
} from './rig-messages.ts';
import {
  CONTACTS_ADDRESS,
  closedContacts,
  LEVELS_ADDRESS,
  RIG_CHANNELS,
  RIG_HIGH_CONTACT,
  RIG_LEVELS,
} from './rig-wiring.ts';

const FULL_COUNTS = 1024;
/** Noise of the converter is no drive: one step of the board's own PWM is 2.6 counts. */
const NOISE_COUNTS = 2;
/** The rail is read behind a divider by two. */
const RAIL_DIVIDER = 2;
/** Below half of the rig's own 5 V the controller's board is without power: its shares say nothing. */
const POWERED_ABOVE = 0.5;
/** A pin that toggles stands in between, behind its filter; one that does not, at an end. */
const TOGGLING = { above: 0.2, below: 0.8 } as const;
/** What was sent is sent again after so many cycles: one lost byte must not last. */
const REPEAT_EVERY = 10;
/** Beyond so many bytes the line is behind, and what would be sent is old before it arrives: a cycle is left out. */
const MOST_WAITING_BYTES = 256;

export interface FirmataRigOptions {
  readonly stream: Duplex;
  readonly name: string;
  readonly firmware: string;
  readonly nowMs: () => number;
  readonly release: (stream: Duplex) => Promise<void>;
}

/** The rig behind stock Firmata: contacts by a port expander, levels by a converter, both on its own I2C bus. */
export class FirmataRig implements RigIo {
  readonly facts: RigIo['facts'];
  /** Cycles that were left out because the line was behind. */
  skipped = 0;
  /** Reports of the drive so far. */
  reports = 0;
  readonly #options: FirmataRigOptions;
  readonly #link: BoardLink;
  readonly #answered = new Set<number>();
  readonly #shares = { driveUp: 0, driveDown: 0, rail: 0, relay: 0 };
  readonly #reading: RigReading;
  #shownClosed = -1;
  #shownHigh: boolean | null = null;
  #cycle = 0;

  constructor(options: FirmataRigOptions) {
    this.#options = options;
    this.facts = { name: options.name, firmware: options.firmware };
    this.#reading = {
      atMs: Number.NEGATIVE_INFINITY,
      isPowered: false,
      driveUp: 0,
      driveDown: 0,
      brakeReleased: false,
      isAlive: false,
      lamps: { green: false, yellow: false, red: false, buzzer: false },
    };
    this.#link = new BoardLink(options.stream);
    this.#link.listen({
      sysex: (number, payload) => this.#hearSysex(number, payload),
      message: (status, first, second) => this.#hear(status, first | (second << 7)),
      damaged: () => undefined,
    });
    this.#link.send(setUpRig());
  }

  get isOpen(): boolean {
    return this.#link.isOpen;
  }

  /** The chips on its bus that have not answered `ask`. */
  get missingChips(): readonly number[] {
    return [CONTACTS_ADDRESS, LEVELS_ADDRESS].filter((address) => !this.#answered.has(address));
  }

  ask(bytes: readonly number[]): void {
    this.#link.send(bytes);
  }

  read(): RigReading {
    return this.#reading;
  }

  show({ inputs, tilt, current, supply }: RigShowing): void {
    if (this.#options.stream.writableLength > MOST_WAITING_BYTES) {
      this.skipped += 1;
      return;
    }
    const closed = closedContacts(inputs);
    const isHigh = (inputs & RIG_HIGH_CONTACT.bit) !== 0;
    const isRepeated = this.#cycle % REPEAT_EVERY === 0;
    this.#cycle += 1;
    const bytes: number[] = [];
    if (isRepeated || closed !== this.#shownClosed) bytes.push(...contactsTo(closed));
    if (isHigh !== this.#shownHigh || (isRepeated && !isHigh)) bytes.push(...highContactTo(isHigh));
    else if (isRepeated) bytes.push(...HIGH_CONTACT_AGAIN, ...ASK_HIGH_CONTACT);
    bytes.push(...levelsTo([tilt, current, supply]));
    this.#shownClosed = closed;
    this.#shownHigh = isHigh;
    this.#link.send(bytes);
  }

  async close(): Promise<void> {
    if (!this.#link.isOpen) return;
    this.#link.send([...highContactTo(false), ...contactsTo(0), ...levelsTo([0, 0, 0])]);
    this.#link.release();
    await this.#options.release(this.#options.stream);
  }

  #hear(status: number, value: number): void {
    const number = status & 0x0f;
    if ((status & 0xf0) === MESSAGE.analog) this.#hearAnalog(number, value);
    else if ((status & 0xf0) === MESSAGE.digital) this.#hearPort(number, value);
  }

  /** The channels come in order of number in each sampling interval; the relay's is the last, and stands for them all. */
  #hearAnalog(channel: number, counts: number): void {
    const shares = this.#shares;
    const share = counts > NOISE_COUNTS ? counts / FULL_COUNTS : 0;
    switch (channel) {
      case RIG_CHANNELS.driveUp:
        shares.driveUp = share;
        break;
      case RIG_CHANNELS.driveDown:
        shares.driveDown = share;
        break;
      case RIG_CHANNELS.rail:
        shares.rail = share * RAIL_DIVIDER;
        break;
      case RIG_CHANNELS.relay:
        shares.relay = share;
        this.#take();
        break;
      default:
    }
  }

  #take(): void {
    const { rail } = this.#shares;
    const reading = this.#reading;
    this.reports += 1;
    reading.atMs = this.#options.nowMs();
    reading.isPowered = rail > POWERED_ABOVE;
    const ofRail = (share: number) => (reading.isPowered ? Math.min(share / rail, 1) : 0);
    reading.driveUp = ofRail(this.#shares.driveUp);
    reading.driveDown = ofRail(this.#shares.driveDown);
    const relay = ofRail(this.#shares.relay);
    reading.isAlive = relay > TOGGLING.above && relay < TOGGLING.below;
  }

  #hearPort(port: number, levels: number): void {
    const { lamps } = this.#reading;
    const isHigh = (pin: number, before: boolean) => (pin >> 3 === port ? ((levels >> (pin & 7)) & 1) === 1 : before);
    this.#reading.brakeReleased = isHigh(RIG_LEVELS.brake, this.#reading.brakeReleased);
    lamps.green = isHigh(RIG_LEVELS.green, lamps.green);
    lamps.yellow = isHigh(RIG_LEVELS.yellow, lamps.yellow);
    lamps.red = isHigh(RIG_LEVELS.red, lamps.red);
    lamps.buzzer = isHigh(RIG_LEVELS.buzzer, lamps.buzzer);
  }

  #hearSysex(number: number, payload: Uint8Array): void {
    // It says who it is when it starts: what was set up is gone.
    if (number === FIRMATA_SYSEX.reportFirmware) {
      this.#shownClosed = -1;
      this.#shownHigh = null;
      this.#link.send(setUpRig());
    } else if (number === FIRMATA_SYSEX.pinStateResponse) {
      if (!isHighContactClosed(payload)) this.#shownHigh = null;
    } else if (number === FIRMATA_SYSEX.i2cReply) this.#answered.add((payload[0] ?? 0) | ((payload[1] ?? 0) << 7));
  }
}
