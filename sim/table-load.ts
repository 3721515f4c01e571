import type { Geometry } from '../src/config/settings.ts';
import { invariant } from '../src/domain/invariant.ts';
import { BODIES, GRAVITY_M_PER_S2, type RiderBody } from './plant-parameters.ts';
import { COM_CM, MASS_KG } from './rider-bounds.ts';

/** The rider on the table as the axle feels them: inertia, and gravity's torque `cos * cos(tilt) + sin * sin(tilt)`. */
export class TableLoad {
  readonly rider: RiderBody | null;
  /** Where the rider lies now, cm toward the head. */
  comCm = 0;
  /** kg m2, without the drive. */
  readonly inertiaKgM2: number;
  /** N m. */
  gravityCos = 0;
  gravitySin = 0;
  readonly #geometry: Geometry;

  constructor(rider: RiderBody | null, geometry: Geometry) {
    const { rider: lying, table } = BODIES[geometry];
    if (rider !== null) {
      const { massKg, comCm } = rider;
      invariant(massKg >= MASS_KG.low && massKg <= MASS_KG.high, 'a rider weighs 20 to 200 kg');
      invariant(comCm >= COM_CM.low && comCm <= COM_CM.high, 'a centre of mass lies within 15 cm');
    }
    this.rider = rider;
    this.#geometry = geometry;
    this.inertiaKgM2 = table.inertiaKgM2 + (rider?.massKg ?? 0) * lying.gyrationM ** 2;
    this.moveRider(rider?.comCm ?? 0);
  }

  /** A shift of the rider goes beyond where anybody may lie at first. */
  moveRider(comCm: number): void {
    this.comCm = comCm;
    const { rider, table } = BODIES[this.#geometry];
    const riderN = (this.rider?.massKg ?? 0) * GRAVITY_M_PER_S2;
    this.gravityCos = -riderN * (rider.comAlongM + comCm / 100);
    this.gravitySin = riderN * rider.comOutM - table.massKg * GRAVITY_M_PER_S2 * table.comBelowPivotM;
  }
}
