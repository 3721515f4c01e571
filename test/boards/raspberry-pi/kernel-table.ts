import { inputBitOf, PI_I2C, PI_PINS, PI_PWM, piPin } from '../../../boards/raspberry-pi/pin-map.ts';
import { DEG_PER_STEP } from '../../../boards/raspberry-pi/sensors/angle-sensor.ts';
import { type DriveOutputs, dutyOf, followPins } from '../../../sim/drive-outputs.ts';
import { HELD_BY_EDGE_MS } from '../../../sim/emulated-uno/return-relay.ts';
import { Plant } from '../../../sim/plant.ts';
import { PLANT_STEP_MS, type RiderBody } from '../../../sim/plant-parameters.ts';
import { PlantSensors } from '../../../sim/plant-sensors.ts';
import type { PlantTable } from '../../../sim/plant-table.ts';
import { TablePins } from '../../../sim/table-pins.ts';
import { TableTimers } from '../../../sim/table-timers.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { E_STOP_CLOSED, INPUT } from '../../../src/domain/inputs.ts';
import { pwmDutyNs } from './simulated-chips.ts';
import { SimulatedLines } from './simulated-lines.ts';
import { StubChip } from './stub-chip.ts';

const STEPS_PER_G = 16_384;
const MAGNET_DETECTED = 1 << 5;
/** 5 and 95 % of the span: a wiper beyond has no counterpart but a magnet that is gone. */
const BAND = { low: 51, high: 972 } as const;
const FOLLOW_EVERY_MS = 10;

/**
 * The table on the plant behind a kernel: contacts pull simulated lines, sensors are registers of stub chips, and the drive
 * is what stands at the PWM chip and the output lines. Beside them the hardware that is no computer: the return relay with
 * its charge pump and its way through the upright limit, and E-STOP, which cuts the supply of both.
 */
export class KernelTable implements PlantTable {
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins = new TablePins();
  readonly timers = new TableTimers();
  readonly lines = new SimulatedLines('pinctrl-bcm2711');
  /** A welded contact, or a charge pump that passes a steady level. */
  relayIsStuck = false;
  /** Between the relay's contacts and the motor. */
  relayWireIsBroken = false;
  readonly #settings: Settings;
  readonly #angle = new StubChip(PI_I2C.angle.address);
  readonly #accelerometer = new StubChip(PI_I2C.accelerometer.address);
  readonly #current = new StubChip(PI_I2C.current.address);
  readonly #inputs = PI_PINS.filter(({ kind }) => kind === 'input').map((pin) => ({
    gpio: pin.gpio,
    bit: inputBitOf(pin),
    activeLow: pin.active === 'low',
  }));
  readonly #drive: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };
  #nowMs = 0;
  #beat = false;
  #heldUntilMs = 0;

  constructor({
    settings,
    startTiltDeg,
    rider,
  }: { settings: Settings; startTiltDeg: number; rider?: RiderBody | null }) {
    this.#settings = settings;
    this.plant = new Plant({ table: settings.table, startTiltDeg, ...(rider === undefined ? {} : { rider }) });
    this.sensors = new PlantSensors({ seed: 1, settings });
    this.#beat = this.lines.level(piPin('RELAY').gpio);
    this.feel();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get #isSupplied(): boolean {
    return (this.pins.contacts & E_STOP_CLOSED) === E_STOP_CLOSED;
  }

  get #isAtUprightLimit(): boolean {
    return this.plant.tiltDeg > this.plant.ends.uprightSwitchDeg;
  }

  get relayIsHeld(): boolean {
    return this.relayIsStuck || (this.#isSupplied && this.#nowMs < this.#heldUntilMs);
  }

  /** Lets 10 ms pass: takes over the outputs, moves, and shows where that led. */
  advance(): void {
    if (this.#nowMs >= this.timers.nextMs) this.timers.call(this.#nowMs);
    this.#act();
    this.plant.follow(FOLLOW_EVERY_MS);
    this.plant.run(FOLLOW_EVERY_MS / PLANT_STEP_MS);
    this.#nowMs += FOLLOW_EVERY_MS;
    this.feel();
  }

  pinsChanged(): void {
    this.#showInputs();
    this.#act();
  }

  /** Shows the table at lines and registers. */
  feel(): void {
    this.sensors.sample(this.plant, this.#nowMs);
    this.#showInputs();
    this.#showAngle();
    this.#showAcceleration();
    const { currentAmps, supplyVolts } = this.sensors;
    this.#current.word(1, Math.round((currentAmps * PI_I2C.current.shuntOhms) / 2.5e-6));
    this.#current.word(2, this.#isSupplied ? Math.round(supplyVolts / 1.25e-3) : 0);
  }

  /** Share at the drive's pins, by what the kernel has. */
  get dutyAtPins(): number {
    const share = (name: string) => pwmDutyNs(piPin(name).channel ?? 0) / PI_PWM.periodNs;
    const { bridge } = this.#settings.table.drive;
    const down = bridge === 'two-pwm' ? share('DRIVE_DOWN') : Number(this.lines.level(piPin('DRIVE_DOWN').gpio));
    return dutyOf(bridge, share('DRIVE_UP'), down);
  }

  #act(): void {
    const beat = this.lines.level(piPin('RELAY').gpio);
    if (beat !== this.#beat) this.#heldUntilMs = this.#nowMs + HELD_BY_EDGE_MS;
    this.#beat = beat;
    const { relayIsHeld } = this;
    const brakeReleased = this.lines.level(piPin('BRAKE').gpio);
    const reaches = relayIsHeld || !this.relayWireIsBroken;
    const power = { isOn: this.#isSupplied && reaches, isUpright: this.#isAtUprightLimit };
    followPins(this.#drive, { duty: this.dutyAtPins, brakeReleased, relayIsHeld }, power);
    this.plant.drive(this.#drive);
  }

  #showInputs(): void {
    const upright = this.#isAtUprightLimit ? INPUT.UPRIGHT_LIMIT : 0;
    const inverted = this.plant.tiltDeg < this.plant.ends.invertedSwitchDeg ? INPUT.INVERTED_LIMIT : 0;
    const inputs = this.pins.resolve(upright | inverted);
    for (const { gpio, bit, activeLow } of this.#inputs) this.lines.pull(gpio, ((inputs & bit) !== 0) !== activeLow);
    this.lines.pull(piPin('RELAY_HELD').gpio, !this.relayIsHeld);
  }

  #showAngle(): void {
    const { countsAtHorizontal, degPerCount } = this.#settings.board.potentiometer;
    const { wiperCounts } = this.sensors;
    const steps = ((wiperCounts - countsAtHorizontal) * degPerCount) / DEG_PER_STEP;
    const raw = Math.round(this.#settings.board.pi.angleAtHorizontal + steps) & 0xfff;
    const status = wiperCounts > BAND.low && wiperCounts < BAND.high ? MAGNET_DETECTED : 0;
    this.#angle.bytes(0x0b, Buffer.of(status, raw >> 8, raw & 0xff));
  }

  #showAcceleration(): void {
    const axes = { x: 0, y: 0, z: 0, along: this.sensors.accelAlongG, out: this.sensors.accelOutG };
    const { along, out } = PI_I2C.accelerometer;
    const bytes = Buffer.alloc(6);
    ['x', 'y', 'z'].forEach((axis, index) => {
      const g = axis === along ? axes.along : axis === out ? axes.out : 0;
      bytes.writeInt16BE(Math.max(-32_768, Math.min(32_767, Math.round(g * STEPS_PER_G))), 2 * index);
    });
    this.#accelerometer.bytes(0x3b, bytes);
  }
}
