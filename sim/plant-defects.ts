/** What can be broken in the mechanics and the drive. A sound plant has all of them at rest. */
export interface PlantDefects {
  /** Something stands in the way up, and in the way down, at these tilts, deg. */
  wallAboveDeg: number;
  wallBelowDeg: number;
  /** No current reaches the motor; it turns freely. */
  bridgeOpen: boolean;
  /** Duty that a shorted switch adds while the bridge has supply. */
  bridgeShortDuty: number;
  leadsSwapped: boolean;
  /** The motor turns and the axle does not. */
  couplingBroken: boolean;
  /** Any upward duty grows by this much a second from where it is, whatever is asked for; 0 where sound. */
  runawayDutyPerS: number;
  /** What is left of the friction of bearings, gear and screw: a worn drive no longer holds by itself. */
  frictionShare: number;
  /** A torque from outside, N m, positive toward upright. */
  outsideTorqueNm: number;
}

export function soundPlant(): PlantDefects {
  return {
    wallAboveDeg: Number.POSITIVE_INFINITY,
    wallBelowDeg: Number.NEGATIVE_INFINITY,
    bridgeOpen: false,
    bridgeShortDuty: 0,
    leadsSwapped: false,
    couplingBroken: false,
    runawayDutyPerS: 0,
    frictionShare: 1,
    outsideTorqueNm: 0,
  };
}
