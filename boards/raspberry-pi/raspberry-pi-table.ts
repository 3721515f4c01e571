import type { Settings } from '../../src/config/settings.ts';
import { firstFrame } from '../../src/domain/first-frame.ts';
import type { ActuatorCommand, SensorFrame } from '../../src/domain/frames.ts';
import { clampsOpen, eStopOpen, INPUT } from '../../src/domain/inputs.ts';
import { clamp, HEAD_DOWN_BEGINS_DEG } from '../../src/domain/units.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { HardwareFacts, TableHardware } from '../../src/ports/table-hardware.ts';
import type { GpioLines } from './kernel/gpio-lines.ts';
import { type GateSight, LastGate } from './last-gate.ts';
import type { PiInputs } from './pi-inputs.ts';
import type { PiOutputs } from './pi-outputs.ts';
import type { PiPanel } from './pi-panel.ts';
import { RelayProof } from './relay-proof.ts';
import { ReturnWatch } from './return-watch.ts';
import { tiltOfAngle } from './sensors/angle-sensor.ts';
import type { PiSensors } from './sensors/pi-sensors.ts';
import { SensorSilence } from './sensors/sensor-silence.ts';

const UPRIGHT_WITHIN_DEG = 1;
/** On its way up the relay's own limit switch stands it here; with the angle at odds, the switch does not count. */
const UPRIGHT_BY_SWITCH_DEG = 5;
/** A sensor on the bus that has not answered for this long reads as an open wire, and no current, ms: as long as a sensor may be silent. */
const SENSOR_SILENT_MS = 100;
const OPEN_WIRE_COUNTS = 0;
const MOST_COUNTS = 1023;
/** Its own clock, which ends a lease though nobody asks for a report. */
const WATCH_EVERY_MS = 10;
/** The relay drops for as long as E-STOP cuts its coil, and needs a moment afterwards, ms. */
const AFTER_E_STOP_MS = 500;
/** A contact that is seen open for this long has opened, ms. */
const RELAY_LOST_MS = 30;

export interface PiTableParts {
  readonly name: string;
  /** The kernel's release. */
  readonly kernel: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly inputs: PiInputs;
  readonly outputs: PiOutputs;
  readonly sensors: PiSensors;
  /** The return relay's own contact. */
  readonly relay: GpioLines;
  readonly panel: PiPanel;
}

/**
 * A table on a Raspberry Pi's own pins. There is no board behind it that could act alone: what brings the rider up without
 * this process is the return relay, which the end of every `write` holds. A lease that ends is a relay that is let go.
 */
export class RaspberryPiTable implements TableHardware {
  readonly facts: HardwareFacts;
  readonly #parts: PiTableParts;
  readonly #gate: LastGate;
  readonly #relay = new RelayProof();
  readonly #return = new ReturnWatch();
  readonly #angleSilence = new SensorSilence();
  readonly #supplySilence = new SensorSilence();
  readonly #frame: SensorFrame;
  readonly #sight: { -readonly [Key in keyof GateSight]: GateSight[Key] };
  readonly #stopWatching: () => void;
  #leaseEndsMs = Number.POSITIVE_INFINITY;
  /** A lease that was opened in the middle of a session never asks for motion downward until that session has ended. */
  #mayGoDown = true;
  #sessionOpen = false;
  #clampsLost = false;
  #relayWasHeld = false;
  #relayLostAtMs: number | null = null;
  #eStopAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  /** Why no person may lie on this table, though its relay would bring one up; null where nothing speaks against it. */
  riderBar: string | null = null;
  /** Why the last lease ended, for whoever asks. */
  endedBecause: string | null = null;

  constructor(parts: PiTableParts) {
    this.#parts = parts;
    const nowMs = parts.clock.nowMs();
    this.#gate = new LastGate(parts.settings.table);
    this.#frame = firstFrame(nowMs);
    this.#sight = { nowMs, inputs: 0, tiltDeg: null, isUpright: false, mayGoDown: true };
    parts.inputs.onEStop = () => this.#cutForEStop();
    this.facts = this.#makeFacts();
    this.#look();
    this.#stopWatching = parts.clock.every(WATCH_EVERY_MS, () => this.#look());
  }

  read(): SensorFrame {
    if (!this.#isClosed) this.#look();
    return this.#frame;
  }

  write(command: ActuatorCommand): void {
    if (this.#isClosed) return;
    this.#look();
    if (!this.#takes(command)) return;
    const { outputs, clock } = this.#parts;
    const nowMs = clock.nowMs();
    this.#leaseEndsMs = nowMs + command.leaseMs;
    if (this.#sessionOpen && !command.sessionOpen) this.#relay.forget();
    this.#sessionOpen = command.sessionOpen;
    const sight = this.#sight;
    sight.mayGoDown = this.#mayGoDown && !(command.person && !this.#hasRelay);
    if (this.#return.isDisobeyed(command, { ...sight, clampsLost: this.#clampsLost })) {
      this.#endLease('RETURN was not obeyed');
      return;
    }
    const taken = outputs.put(this.#gate.pass(command, sight));
    this.#frame.appliedDuty = outputs.appliedDuty;
    if (!taken) this.#endLease('the kernel does not take the outputs any more');
    else if (this.#relay.holds({ ...sight, isHeld: this.#relayIsHeld, sessionOpen: command.sessionOpen }))
      outputs.beat();
  }

  async close(): Promise<'upright' | 'handed-over'> {
    const end = this.#sight.isUpright ? 'upright' : 'handed-over';
    if (this.#isClosed) return end;
    if (this.#frame.mode === 'leased') this.#endLease('closed');
    this.#isClosed = true;
    this.#stopWatching();
    const { inputs, outputs, sensors, relay, panel } = this.#parts;
    outputs.close();
    inputs.close();
    relay.close();
    await panel.close();
    await sensors.close();
    return end;
  }

  /** Once the sensors have answered what they were last asked. */
  answered(): Promise<void> {
    return this.#parts.sensors.ask();
  }

  /** The angle sensor's own reading, 0..4095; null where it gives none. */
  get rawAngle(): number | null {
    return this.#angleSilence.silentMs <= SENSOR_SILENT_MS ? this.#parts.sensors.angle : null;
  }

  get panel(): PiPanel {
    return this.#parts.panel;
  }

  get lostEdges(): number {
    return this.#parts.inputs.lostEdges;
  }

  get #hasRelay(): boolean {
    return this.#parts.settings.board.pi.returnRelay;
  }

  /** Whether a command is obeyed: after a lease that ended, only once upright and with the old session left. */
  #takes(command: Readonly<ActuatorCommand>): boolean {
    const frame = this.#frame;
    if (frame.mode === 'leased') {
      if (!command.sessionOpen) this.#mayGoDown = true;
      return true;
    }
    if (frame.mode !== 'idle') {
      const asks = command.sessionOpen || command.brakeReleased || command.driveEnabled;
      if (asks || !this.#sight.isUpright) return false;
    }
    this.#mayGoDown = !command.sessionOpen;
    this.#relayWasHeld = false;
    frame.mode = 'leased';
    return true;
  }

  /** Everything that is seen of the table, and what follows from it without anybody's command. */
  #look(): void {
    const { clock, inputs, sensors, outputs } = this.#parts;
    const nowMs = clock.nowMs();
    const frame = this.#frame;
    if (nowMs === frame.atMs && frame.sequence > 0) return;
    void sensors.ask();
    if (inputs.poll()) {
      frame.atMs = nowMs;
      frame.boardClockMs = nowMs;
      frame.sequence += 1;
      frame.inputs = inputs.take();
    }
    this.#report(nowMs);
    this.#see(nowMs);
    if (frame.mode === 'leased') this.#watchLease(nowMs);
    else this.#stand();
    frame.appliedDuty = outputs.appliedDuty;
  }

  #report(nowMs: number): void {
    const { sensors, settings } = this.#parts;
    const frame = this.#frame;
    const { potentiometer, pi } = settings.board;
    this.#angleSilence.look(nowMs, sensors.angleAtMs);
    this.#supplySilence.look(nowMs, sensors.supplyAtMs);
    const angleIsKnown = this.#angleSilence.silentMs <= SENSOR_SILENT_MS;
    const tiltDeg = tiltOfAngle(sensors.angle, { atHorizontal: pi.angleAtHorizontal, rises: pi.angleRises });
    const counts = potentiometer.countsAtHorizontal + tiltDeg / potentiometer.degPerCount;
    frame.tiltCounts = angleIsKnown ? clamp(counts, 0, MOST_COUNTS) : OPEN_WIRE_COUNTS;
    this.#sight.tiltDeg = angleIsKnown ? tiltDeg : null;
    frame.accelAlongG = sensors.accelAlongG;
    frame.accelOutG = sensors.accelOutG;
    frame.accelAtMs = sensors.accelAtMs;
    const supplyIsKnown = this.#supplySilence.silentMs <= SENSOR_SILENT_MS;
    frame.currentAmps = supplyIsKnown ? sensors.currentAmps : 0;
    frame.supplyVolts = supplyIsKnown ? sensors.supplyVolts : 0;
    if (frame.currentAmps >= settings.table.drive.obstructionAmps) this.#return.obstructed(nowMs);
  }

  #see(nowMs: number): void {
    const { inputs } = this.#frame;
    const sight = this.#sight;
    sight.nowMs = nowMs;
    sight.inputs = inputs;
    sight.isUpright = this.#isUpright();
    this.#gate.watch(sight);
    if (eStopOpen(inputs)) this.#eStopAtMs = nowMs;
    if (sight.isUpright) this.#clampsLost = false;
    else if (clampsOpen(inputs) && (sight.tiltDeg ?? -90) < HEAD_DOWN_BEGINS_DEG) this.#clampsLost = true;
  }

  #isUpright(): boolean {
    const { tiltDeg, inputs } = this.#sight;
    const { uprightDeg } = this.#parts.settings.table;
    const atSwitch = (inputs & INPUT.UPRIGHT_LIMIT) !== 0;
    if (tiltDeg === null) return atSwitch;
    return tiltDeg >= uprightDeg - UPRIGHT_WITHIN_DEG || (atSwitch && tiltDeg >= uprightDeg - UPRIGHT_BY_SWITCH_DEG);
  }

  #watchLease(nowMs: number): void {
    if (nowMs >= this.#leaseEndsMs) this.#endLease('it was not renewed');
    else if (this.#hasRelay && this.#relayHasDropped(nowMs)) this.#endLease('the return relay has dropped');
  }

  get #relayIsHeld(): boolean {
    return (this.#parts.relay.values() ?? 0) !== 0;
  }

  /** Held by nobody's mistake, it has begun its way up: two drives must not share one motor's switch. */
  #relayHasDropped(nowMs: number): boolean {
    const isHeld = this.#relayIsHeld;
    if (isHeld) this.#relayWasHeld = true;
    const counts = this.#relayWasHeld && this.#sessionOpen && nowMs - this.#eStopAtMs > AFTER_E_STOP_MS;
    if (isHeld || !counts) this.#relayLostAtMs = null;
    else this.#relayLostAtMs ??= nowMs;
    return this.#relayLostAtMs !== null && nowMs - this.#relayLostAtMs >= RELAY_LOST_MS;
  }

  /** Drive off and brake on at these pins; without another edge the relay drops and drives upright. */
  #endLease(because: string): void {
    this.endedBecause = because;
    this.#relay.forget();
    this.#frame.mode = 'returning';
    this.#parts.outputs.cut();
    this.#stand();
  }

  #stand(): void {
    const frame = this.#frame;
    if (frame.mode === 'idle') return;
    if (this.#sight.isUpright) frame.mode = 'returned';
    else frame.mode = eStopOpen(frame.inputs) ? 'off' : 'returning';
  }

  /** Between cycles, in the turn of the event loop that the edge itself began. */
  #cutForEStop(): void {
    if (this.#isClosed || !eStopOpen(this.#parts.inputs.bits)) return;
    this.#parts.outputs.cut();
    this.#frame.appliedDuty = 0;
  }

  #makeFacts(): HardwareFacts {
    const { name, kernel, settings } = this.#parts;
    const relay = this.#relay;
    const isDeclared = settings.board.pi.returnRelay;
    const riderBar = () => this.riderBar;
    return {
      name,
      firmware: `Linux ${kernel}`,
      hasGrip: settings.board.hasGrip,
      hasAccelerometer: settings.board.hasAccelerometer,
      get carriesRider(): HardwareFacts['carriesRider'] {
        const because = riderBar() ?? (isDeclared ? relay.missing : WITHOUT_RELAY);
        return because === null ? { ok: true } : { ok: false, because };
      },
    };
  }
}

const WITHOUT_RELAY =
  'a Raspberry Pi that fails leaves its drive as it was: fit the return relay and set board.pi.returnRelay, see docs/wiring-raspberry-pi.md#return-relay';
