import { SeededRandom } from '../src/domain/seeded-random.ts';
import type { Controller } from '../src/ports/controller.ts';
import { GRAVITY_M_PER_S2, RIDER_BODY } from './plant-parameters.ts';
import type { PlantTable } from './plant-table.ts';

/** When the rider moves: where the program asks for it, in every hold and rest, or all through the session. */
export type RiderMovement = 'when-asked' | 'in-every-hold' | 'always';

/** Crunches and rotations: once in 1.4 to 3.3 s, the centre of mass 5 to 8 cm to either side. */
const PACE_HZ = { low: 0.3, high: 0.7 };
const SWAY_CM = { low: 5, high: 8 };
/** A crunch turns half the body's weight, a trunk of 0.25 m radius of gyration, by 30 deg to either side. */
const TRUNK_SHARE = 0.5;
const TRUNK_GYRATION_M = 0.25;
const TRUNK_TURN_RAD = 0.52;
/** The frame answers every stroke by shaking: 0.05 to 0.15 g at 4 to 8 Hz, more across the bed than along it. */
const SHAKE_HZ = { low: 4, high: 8 };
const SHAKE_G = { low: 0.05, high: 0.15 };
const SHAKE_ALONG_SHARE = 0.6;
/** To get going, and to come to rest when the hold ends, ms. */
const EASE_MS = 1000;
const LOOKS_EVERY_MS = 100;
const TWO_PI = 2 * Math.PI;

interface Stroke {
  readonly swayM: number;
  readonly paceHz: number;
  readonly shakeHz: number;
  readonly shakeG: number;
}

/**
 * The rider's own movement. It acts on the plant and on what the accelerometer feels: the centre of mass goes to and
 * fro and with it the balance, the trunk's turning pushes back on the table, and the frame shakes. Every stroke is drawn
 * anew from the seed.
 */
export class RiderExercise {
  readonly #table: PlantTable;
  readonly #random: SeededRandom;
  readonly #movement: RiderMovement;
  readonly #massKg: number;
  #stroke: Stroke;
  #phase = 0;
  #shakePhase = 0;
  #effort = 0;
  #wanted = false;
  #nextLookMs = Number.NEGATIVE_INFINITY;
  #lastMs = Number.NaN;
  #acts = false;

  constructor(table: PlantTable, { seed, movement }: { readonly seed: number; readonly movement: RiderMovement }) {
    this.#table = table;
    this.#random = new SeededRandom(seed ^ 0x5eed);
    this.#movement = movement;
    this.#massKg = table.plant.rider?.massKg ?? 0;
    this.#stroke = this.#drawStroke();
  }

  /** Before each cycle. Looks at the view ten times a second at most; a rider at rest costs two comparisons. */
  act(nowMs: number, controller: Pick<Controller, 'state' | 'view'>): void {
    if (nowMs >= this.#nextLookMs) {
      this.#nextLookMs = nowMs + LOOKS_EVERY_MS;
      this.#wanted = this.#isWanted(controller);
    }
    if (!this.#wanted && !this.#acts) return;
    const passedMs = Number.isNaN(this.#lastMs) ? 0 : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const step = passedMs / EASE_MS;
    this.#effort = Math.min(1, Math.max(0, this.#effort + (this.#wanted ? step : -step)));
    this.#acts = this.#wanted || this.#effort > 0;
    this.#move(passedMs / 1000);
    if (!this.#acts) this.#lastMs = Number.NaN;
  }

  #isWanted(controller: Pick<Controller, 'state' | 'view'>): boolean {
    const { state } = controller;
    switch (this.#movement) {
      case 'when-asked':
        return state === 'holding' && controller.view().session?.riderMoves === true;
      case 'in-every-hold':
        return state === 'holding' || state === 'resting';
      case 'always':
        return state !== 'self-test' && state !== 'ready' && state !== 'arming';
      default:
        return this.#movement satisfies never;
    }
  }

  #move(passedS: number): void {
    const { plant, sensors } = this.#table;
    this.#phase += TWO_PI * this.#stroke.paceHz * passedS;
    this.#shakePhase += TWO_PI * this.#stroke.shakeHz * passedS;
    if (this.#phase >= TWO_PI) {
      this.#phase -= TWO_PI;
      this.#stroke = this.#drawStroke();
    }
    const { swayM, paceHz, shakeG } = this.#stroke;
    const sway = Math.sin(this.#phase) * this.#effort;
    const weightNm = -this.#massKg * GRAVITY_M_PER_S2 * swayM * sway * plant.angle.cos;
    plant.riderTorqueNm = weightNm + sway * (TWO_PI * paceHz) ** 2 * this.#reactionKgM2(swayM);
    // The frame shakes most as the body turns round, at either end of a stroke.
    const shake = Math.sin(this.#shakePhase) * shakeG * Math.abs(sway);
    sensors.shakeOutG = shake;
    sensors.shakeAlongG = shake * SHAKE_ALONG_SHARE;
  }

  /** What pushes back on the table for each 1/s2 of the stroke: the trunk's turn, and the body's slide above the bed. */
  #reactionKgM2(swayM: number): number {
    const trunk = this.#massKg * TRUNK_SHARE * TRUNK_GYRATION_M ** 2 * TRUNK_TURN_RAD;
    return trunk + this.#massKg * swayM * RIDER_BODY.comOutM;
  }

  #drawStroke(): Stroke {
    const random = this.#random;
    return {
      swayM: random.between(SWAY_CM.low, SWAY_CM.high) / 100,
      paceHz: random.between(PACE_HZ.low, PACE_HZ.high),
      shakeHz: random.between(SHAKE_HZ.low, SHAKE_HZ.high),
      shakeG: random.between(SHAKE_G.low, SHAKE_G.high),
    };
  }
}
