import type { Settings } from '../src/config/settings.ts';
import type { ActuatorCommand, BoardMode } from '../src/domain/frames.ts';
import { clampsOpen, E_STOP_CLOSED, eStopOpen, INPUT, returnPressed } from '../src/domain/inputs.ts';
import { HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../src/domain/units.ts';
import { BelievedReading, type BoardReading, countsInBand } from './believed-reading.ts';
import { BoardReturn, type Permit } from './board-return.ts';
import type { DriveOutputs } from './drive-outputs.ts';
import { EStopLatch } from './e-stop-latch.ts';
import { LastGate } from './last-gate.ts';

/** What the board can see by itself. */
export interface BoardPins {
  /** Bits of `INPUT`, as they stand at the pins. */
  readonly inputs: number;
  /** The board's own conversions of this moment. */
  convert(): BoardReading;
}

interface Ungated {
  readonly nowMs: number;
  readonly inputs: number;
  readonly reading: BoardReading;
  readonly onlyUp: boolean;
}

/** A host that has not turned toward upright this long after RETURN is not obeyed any more. */
const RETURN_OBEYED_WITHIN_MS = 300;
/** Less change of duty than this is noise of the host's controller. */
const LEAST_TURN_DUTY = 0.003;
/** After an obstruction the host may wait on purpose; RETURN then does not make the board push. */
const OBSTRUCTION_REMEMBERED_MS = 30_000;
const UPRIGHT_WITHIN_DEG = 1;
/** A reset leaves the pins floating, so drive off and brake on, for the boot loader's second. */
const BOOT_MS = 1000;
const NEVER_MS = Number.NEGATIVE_INFINITY;

/**
 * The board's part of safety: the lease, the E-STOP before everything, and the way up without a host. What a host
 * writes passes only through here.
 */
export class BoardFirmware {
  mode: BoardMode = 'idle';
  bootId = 1;
  readonly outputs: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };

  readonly #settings: Settings;
  readonly #pins: BoardPins;
  readonly #return: BoardReturn;
  readonly #host = { duty: 0, driveEnabled: false, brakeReleased: false, sessionOpen: false };
  #leaseEndsMs = NEVER_MS;
  #bootedAtMs = NEVER_MS;
  /** Kept through a reset, as in EEPROM. */
  #sessionOpen = false;
  readonly #eStop = new EStopLatch();
  readonly #gate = new LastGate();
  #returnWasPressed = false;
  #returnPressedAtMs: number | null = null;
  #dutyAtPress = 0;
  #brakeFreeAtPress = false;
  #obstructedAtMs = NEVER_MS;
  /** Policy C, kept as in EEPROM: the latch opened head-down, and the rider has not been upright since. */
  #latchLost = false;
  #headDown = false;
  /** A return gave up: only a hand on UP moves the table until it is upright. */
  #handOnly = false;
  readonly #believed: BelievedReading;

  constructor(settings: Settings, pins: BoardPins) {
    this.#settings = settings;
    this.#pins = pins;
    this.#return = new BoardReturn(settings);
    this.#believed = new BelievedReading(settings.table, (reading) => this.#return.tiltOf(reading));
  }

  get sessionOpen(): boolean {
    return this.#sessionOpen;
  }

  receive(command: ActuatorCommand, nowMs: number): void {
    if (nowMs < this.#bootedAtMs) return;
    if (this.mode === 'idle') this.mode = 'leased';
    // A board that had to act alone waits until its host has left the old session, and asks for no motion.
    else if (this.mode !== 'leased') {
      const asksForMotion = command.brakeReleased || command.driveEnabled;
      if (command.sessionOpen || asksForMotion || !this.#standsUpright(this.#read())) return;
      this.mode = 'leased';
      this.#handOnly = false;
    }
    const host = this.#host;
    host.duty = Number.isFinite(command.duty) ? command.duty : 0;
    host.driveEnabled = command.driveEnabled;
    host.brakeReleased = command.brakeReleased;
    this.#leaseEndsMs = nowMs + command.leaseMs;
    this.#sessionOpen = command.sessionOpen;
    this.#passOn(nowMs, this.#pins.inputs, this.#read());
  }

  /** The main loop, every 10 ms and at every edge of a pin. */
  poll(nowMs: number): void {
    if (nowMs < this.#bootedAtMs) return;
    const { inputs } = this.#pins;
    this.#watch(nowMs);
    const reading = this.#read();
    this.#eStop.watch(nowMs, inputs, this.#isUpright(reading));
    this.#headDown = this.#isHeadDown(reading);
    if (clampsOpen(inputs) && this.#headDown) this.#latchLost = true;
    else if (this.#latchLost && this.#isUpright(reading)) this.#latchLost = false;
    if (reading.currentAmps >= this.#settings.table.drive.obstructionAmps) this.#obstructedAtMs = nowMs;
    switch (this.mode) {
      case 'leased':
        if (nowMs >= this.#leaseEndsMs || this.#isDisobeyed(nowMs, inputs, reading)) this.endLease(nowMs);
        else this.#passOn(nowMs, inputs, reading);
        break;
      case 'returning':
      case 'off':
        this.#comeUp(nowMs, inputs, reading);
        break;
      case 'idle':
      case 'returned':
        this.#putOff();
        break;
      default:
        this.mode satisfies never;
    }
  }

  /** From now on the board decides: upright it stands, elsewhere and on the way down it brings the rider up. */
  endLease(nowMs: number): void {
    const reading = this.#read();
    this.#returnPressedAtMs = null;
    this.#handOnly = false;
    if (this.#standsUpright(reading)) {
      this.mode = 'returned';
      this.#putOff();
      return;
    }
    this.mode = 'returning';
    this.#return.begin(reading, this.outputs);
    this.#comeUp(nowMs, this.#pins.inputs, reading);
  }

  /** The processor starts anew, `offMs` without power first; what stood in EEPROM is still there. */
  reset(nowMs: number, offMs = 0): void {
    this.bootId += 1;
    this.#bootedAtMs = nowMs + offMs + BOOT_MS;
    this.#putOff();
    this.#leaseEndsMs = NEVER_MS;
    this.#believed.restart();
    const reading = this.#read();
    const left = this.#isUpright(reading) ? 'returned' : 'returning';
    this.mode = this.#sessionOpen ? left : 'idle';
    this.#handOnly = false;
    this.#eStop.restart();
    this.#return.begin(reading, this.outputs);
  }

  /** No supply, or the boot loader: the pins float and nothing is sent. */
  isDown(nowMs: number): boolean {
    return nowMs < this.#bootedAtMs;
  }

  /** The supply is too low to start; it will not before `BOOT_MS` from now. */
  keepDown(nowMs: number): void {
    this.#bootedAtMs = nowMs + BOOT_MS;
  }

  /** The EEPROM no longer knows of a session. */
  forgetSession(): void {
    this.#sessionOpen = false;
  }

  get isUpright(): boolean {
    return this.#isUpright(this.#read());
  }

  /** An angle that a return has given up on refutes nothing. */
  #watch(nowMs: number): void {
    const acts = this.mode === 'returning' || this.mode === 'off';
    this.#believed.watch(this.#pins.convert(), { nowMs, isFollowed: !(acts && this.#return.phase === 'blind') });
  }

  #read(): BoardReading {
    return this.#believed.of(this.#pins.convert());
  }

  /** The host's command as far as the board lets it through; it can only become less. */
  #passOn(nowMs: number, inputs: number, reading: BoardReading): void {
    const host = this.#host;
    const handOnUp = (inputs & INPUT.UP) !== 0;
    if (handOnUp && this.#eStop.isLatched) this.#eStop.askUp();
    if (eStopOpen(inputs) || this.#eStop.forbids) {
      this.#putOff();
      return;
    }
    const duty = this.#gated(host.duty, { nowMs, inputs, reading, onlyUp: false });
    this.outputs.duty = this.#eStop.isLatched ? Math.max(0, duty) : duty;
    this.outputs.driveEnabled = host.driveEnabled;
    this.outputs.brakeReleased = host.brakeReleased;
  }

  /** RETURN was pressed in a session, and the host has not turned toward upright in time. */
  #isDisobeyed(nowMs: number, inputs: number, reading: BoardReading): boolean {
    const pressed = returnPressed(inputs);
    if (pressed && !this.#returnWasPressed) {
      this.#returnPressedAtMs = nowMs;
      this.#dutyAtPress = this.#host.duty;
      this.#brakeFreeAtPress = this.#host.brakeReleased;
    }
    this.#returnWasPressed = pressed;
    const sinceMs = this.#returnPressedAtMs;
    if (sinceMs === null) return false;
    const { duty, brakeReleased } = this.#host;
    const turned = duty > 0 || duty > this.#dutyAtPress + LEAST_TURN_DUTY || (brakeReleased && !this.#brakeFreeAtPress);
    if (turned || this.#mayStand(nowMs, inputs, reading)) this.#returnPressedAtMs = null;
    else if (nowMs - sinceMs >= RETURN_OBEYED_WITHIN_MS) return true;
    return false;
  }

  /** A host that stands still in spite of RETURN may have its reason. */
  #mayStand(nowMs: number, inputs: number, reading: BoardReading): boolean {
    return (
      !this.#sessionOpen ||
      this.#isUpright(reading) ||
      (inputs & E_STOP_CLOSED) !== E_STOP_CLOSED ||
      this.#latchLost ||
      nowMs - this.#obstructedAtMs < OBSTRUCTION_REMEMBERED_MS
    );
  }

  #comeUp(nowMs: number, inputs: number, reading: BoardReading): void {
    const climb = this.#return;
    const permit = this.#permitOf(nowMs, inputs);
    climb.step(nowMs, reading, permit);
    const forbidsDown = this.#forbidsDown(nowMs);
    if (forbidsDown) climb.endBackOff(nowMs);
    const { outputs } = climb;
    // What slows to a stop has its own measure.
    const onlyUp = forbidsDown && permit !== 'stop';
    // The one reversal there is leaves the inverted limit with what the gate takes for a way down.
    this.outputs.duty = climb.isReversed ? outputs.duty : this.#gated(outputs.duty, { nowMs, inputs, reading, onlyUp });
    this.outputs.driveEnabled = outputs.driveEnabled;
    this.outputs.brakeReleased = outputs.brakeReleased;
    if (climb.phase === 'given-up') this.#handOnly = true;
    if (climb.phase === 'upright') this.mode = 'returned';
    else this.mode = permit === 'off' || (permit === 'stop' && !outputs.driveEnabled) ? 'off' : 'returning';
  }

  #gated(duty: number, { nowMs, inputs, reading, onlyUp }: Ungated): number {
    const tiltDeg = countsInBand(reading.tiltCounts) ? this.#return.tiltOf(reading) : null;
    const range = { upperEndDeg: this.#believed.upperEndDeg, invertedDeg: this.#settings.table.invertedDeg };
    return this.#gate.pass(duty, { nowMs, inputs, onlyUp, tiltDeg, range, lastDuty: this.outputs.duty });
  }

  /** E-STOP and open clamps: from then on, until upright, there is only up. */
  #forbidsDown(nowMs: number): boolean {
    return this.#eStop.isLatched || this.#eStop.inDoubt(nowMs, false) !== null || this.#latchLost;
  }

  /** Who wins, without a host. */
  #permitOf(nowMs: number, inputs: number): Permit {
    if (eStopOpen(inputs)) return 'off';
    const handOnUp = (inputs & INPUT.UP) !== 0;
    if (this.#latchLost) return handOnUp ? 'slow' : 'stop';
    if (this.#handOnly) {
      if (!handOnUp) return 'stop';
      this.#return.tryByHand();
      return 'slow';
    }
    const inDoubt = this.#eStop.inDoubt(nowMs, handOnUp);
    if (inDoubt !== null) return inDoubt;
    if (!this.#eStop.forbids) return 'go';
    return handOnUp ? 'slow' : 'stop';
  }

  #isUpright(reading: BoardReading): boolean {
    if (!countsInBand(reading.tiltCounts)) return reading.uprightLimit;
    return this.#return.tiltOf(reading) >= this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
  }

  /** Upright, and not on its way down from there: braked then, it would come to rest too low for a lease. */
  #standsUpright(reading: BoardReading): boolean {
    const { brakeReleased, duty } = this.outputs;
    return this.#isUpright(reading) && !(brakeReleased && duty < 0);
  }

  #isHeadDown(reading: BoardReading): boolean {
    if (!countsInBand(reading.tiltCounts)) return !reading.uprightLimit;
    return this.#return.tiltOf(reading) < (this.#headDown ? HEAD_DOWN_ENDS_DEG : HEAD_DOWN_BEGINS_DEG);
  }

  #putOff(): void {
    this.outputs.duty = 0;
    this.outputs.driveEnabled = false;
    this.outputs.brakeReleased = false;
  }
}
