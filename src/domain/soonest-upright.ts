/** Faster than anything moves a table: overspeed stops it before. */
const FASTEST_DEG_PER_SEC = 8;
/** What the last angle may have been wrong by. */
const SOONER_DEG = 10;

/** After an angle `belowDeg` short of upright the table cannot be upright before this, ms. */
export function soonestUprightMs(belowDeg: number): number {
  return (Math.max(0, belowDeg - SOONER_DEG) / FASTEST_DEG_PER_SEC) * 1000;
}
