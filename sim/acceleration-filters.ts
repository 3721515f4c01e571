import { ACCELEROMETER, PLANT_STEP_S } from './plant-parameters.ts';

/** Corner of the filter through which acceleration is judged, Hz: what a body feels, not what a gear does. */
const JUDGED_ACCEL_HZ = 5;
export const JUDGED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * JUDGED_ACCEL_HZ * PLANT_STEP_S);
/** The accelerometer's own filter. */
export const SENSED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * ACCELEROMETER.filterHz * PLANT_STEP_S);
/** rad/s2; a millionth of the least that the table's sensors can tell. */
export const NEGLIGIBLE_ACCEL = 1e-9;
/** A blow to a drive as stiff as this has died away after 0.5 s. */
export const DISTURBED_STEPS = 250;
