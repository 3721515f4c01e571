import type { Settings } from '../../config/settings.ts';
import { formatDuration } from '../../domain/units.ts';

/** The reply to `limits`. */
export function limitLines({ table, rider, timeouts, board }: Settings): string[] {
  const { rates } = table;
  const alive =
    rider.aliveCheckEveryMs > 0
      ? `every ${formatDuration(rider.aliveCheckEveryMs)} head-down, ${formatDuration(rider.aliveCheckAnswerMs)} to answer`
      : 'off';
  return [
    `tilt       +${table.uprightDeg}° to ${table.invertedDeg}°`,
    `ramp       ${rates.rampDegPerSec}°/s, above horizontal ${rates.headUpDegPerSec}°/s up`,
    `emergency  ${rates.emergencyDegPerSec}°/s, above horizontal ${rates.emergencyHeadUpDegPerSec}°/s`,
    `smooth     ${rates.accelDegPerSec2}°/s², ${rates.jerkDegPerSec3}°/s³`,
    `head-down  ${formatDuration(timeouts.headDownMs)} at a time, ${formatDuration(rider.dailyHeadDownCapMs)} a day`,
    `session    ${formatDuration(timeouts.sessionMs)}, paused head-down ${formatDuration(timeouts.pauseHeadDownMs)}`,
    `alive      ${alive}`,
    `hold       ${formatDuration(timeouts.holdToRunMs)} for a hold-to-run button`,
    `lease      ${board.leaseMs} ms`,
  ];
}
