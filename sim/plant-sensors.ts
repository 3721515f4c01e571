import { DEFAULT_SETTINGS, type Settings } from '../src/config/settings.ts';
import { SeededRandom } from '../src/domain/seeded-random.ts';
import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { GaussianRing } from './gaussian-ring.ts';
import type { Plant } from './plant.ts';
import { ACCELEROMETER, GRAVITY_M_PER_S2, SENSOR_NOISE, SUPPLY } from './plant-parameters.ts';
import { SensorDefects } from './sensor-defects.ts';

const CONVERSIONS = 8;
const FULL_SCALE = 1023;

/**
 * What the table's sensors say of the plant: quantised, noisy and a little wrong, by a seed. `sample` overwrites the
 * fields; it allocates nothing.
 */
export class PlantSensors {
  readonly defects = new SensorDefects();
  /** Mean of 8 conversions, 0..1023. */
  tiltCounts = 0;
  /** Where the wiper stands, for a board that converts by itself. */
  wiperCounts = 0;
  accelAlongG = 0;
  accelOutG = 1;
  currentAmps = 0;
  supplyVolts: number = SUPPLY.mainsVolts;
  /** What the frame's shaking adds to the accelerometer, g. */
  shakeAlongG = 0;
  shakeOutG = 0;

  readonly #noise: GaussianRing;
  readonly #noiseFactor: number;
  readonly #countsAtHorizontal: number;
  readonly #countsPerDeg: number;
  readonly #residualCounts: number;
  readonly #residualSin: number;
  readonly #residualCos: number;
  readonly #biasAlongG: number;
  readonly #biasOutG: number;

  constructor(options: { readonly seed: number; readonly settings?: Settings; readonly noiseFactor?: number }) {
    const random = new SeededRandom(options.seed);
    const { potentiometer } = (options.settings ?? DEFAULT_SETTINGS).board;
    this.#noise = new GaussianRing(random);
    this.#noiseFactor = options.noiseFactor ?? 1;
    this.#countsAtHorizontal = potentiometer.countsAtHorizontal;
    this.#countsPerDeg = 1 / potentiometer.degPerCount;
    const phase = random.between(0, 2 * Math.PI);
    this.#residualCounts = SENSOR_NOISE.potResidualDeg * this.#countsPerDeg;
    this.#residualSin = Math.sin(phase);
    this.#residualCos = Math.cos(phase);
    const bias = random.uniform() * SENSOR_NOISE.accelBiasDeg * RADIANS_PER_DEGREE;
    const toward = random.between(0, 2 * Math.PI);
    this.#biasAlongG = bias * Math.cos(toward);
    this.#biasOutG = bias * Math.sin(toward);
  }

  sample(plant: Plant, nowMs: number): void {
    const { defects } = this;
    defects.nowMs = nowMs;
    const exact = this.#countsAtHorizontal + plant.tiltDeg * this.#countsPerDeg + this.#curvatureCounts(plant);
    this.wiperCounts = defects.potSound ? exact : defects.wiperCounts(exact);
    this.tiltCounts = this.#convert(this.wiperCounts);
    this.#sampleAcceleration(plant);
    const amps = Math.abs(plant.motorAmps) * defects.currentGain + defects.currentOffsetAmps;
    // The sense amplifier has one supply: it cannot show less than nothing.
    this.currentAmps = Math.max(0, amps + this.#noise.next() * SENSOR_NOISE.currentAmpsRms * this.#noiseFactor);
    this.supplyVolts = plant.supply.volts + this.#noise.next() * SENSOR_NOISE.supplyVoltsRms * this.#noiseFactor;
  }

  /** One conversion of the wiper, 0..1023. */
  convertTilt(): number {
    const counts = Math.floor(this.wiperCounts + this.#noise.next() * SENSOR_NOISE.potLsbRms * this.#noiseFactor + 0.5);
    return Math.min(Math.max(counts, 0), FULL_SCALE);
  }

  /** A smooth error with four periods a turn, sin(4 theta + phase), by doubling the angle twice. */
  #curvatureCounts(plant: Plant): number {
    const sin2 = 2 * plant.angle.sin * plant.angle.cos;
    const cos2 = 1 - 2 * plant.angle.sin * plant.angle.sin;
    const sin4 = 2 * sin2 * cos2;
    const cos4 = 1 - 2 * sin2 * sin2;
    return this.#residualCounts * (sin4 * this.#residualCos + cos4 * this.#residualSin);
  }

  #convert(exactCounts: number): number {
    const noise = this.#noise;
    const deviation = SENSOR_NOISE.potLsbRms * this.#noiseFactor;
    let sum = 0;
    for (let conversion = 0; conversion < CONVERSIONS; conversion++) {
      const counts = Math.floor(exactCounts + noise.next() * deviation + 0.5);
      sum += Math.min(Math.max(counts, 0), FULL_SCALE);
    }
    return sum / CONVERSIONS;
  }

  #sampleAcceleration(plant: Plant): void {
    const { defects } = this;
    if (defects.accelStuck) return;
    const deviation = SENSOR_NOISE.accelGRms * this.#noiseFactor;
    const rate = plant.rateRadPerS;
    const leverG = ACCELEROMETER.leverM / GRAVITY_M_PER_S2;
    this.accelAlongG =
      plant.angle.sin -
      leverG * rate * rate +
      this.#biasAlongG +
      defects.accelShiftG +
      this.shakeAlongG +
      this.#noise.next() * deviation;
    this.accelOutG =
      plant.angle.cos * defects.accelOutGain +
      leverG * plant.sensedAccelRadPerS2 +
      this.#biasOutG +
      this.shakeOutG +
      this.#noise.next() * deviation;
  }
}
