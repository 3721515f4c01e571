import type { Settings } from '../config/settings.ts';
import { INPUT } from '../domain/inputs.ts';
import { angleBand } from './angle-band.ts';
import { angleJump } from './angle-jump.ts';
import { angleSlip } from './angle-slip.ts';
import { angleStuck } from './angle-stuck.ts';
import { boardReturned } from './board-returned.ts';
import { brakeStuck } from './brake-stuck.ts';
import type { Check } from './check.ts';
import { clampInDoubt, clampsLost } from './clamps.ts';
import { clocksDrift } from './clocks-drift.ts';
import { bridgeShorted, currentDead, currentOffset, driveLost } from './drive-current.ts';
import { driveHot } from './drive-heat.ts';
import { eStopChannels } from './e-stop-channels.ts';
import { framesDamaged } from './frames-damaged.ts';
import { accelerometerRefuted, limitMismatch } from './limit-mismatch.ts';
import { obstruction } from './obstruction.ts';
import { overAngle } from './over-angle.ts';
import { overspeed } from './overspeed.ts';
import { returnContacts } from './return-contacts.ts';
import { sourcesDisagree } from './sources-disagree.ts';
import { angleDrift, creep, StandingWatch } from './standing.ts';
import { stuckButton } from './stuck-buttons.ts';
import { mainsLost, reserveLow } from './supply.ts';
import { telemetrySilent } from './telemetry-silent.ts';
import { uprightLimitClosed, uprightLimitOpen } from './upright-limit.ts';
import { angleReversed, wrongDirection } from './wrong-direction.ts';

/**
 * Every check, in the order in which they run. What hurts when the table moves comes first; then the angle's own
 * faults, so that a stuck sensor is known for one before its consequences are read as a jam.
 */
export function allChecks(settings: Settings): readonly Check[] {
  const standing = new StandingWatch();
  return [
    clampsLost(),
    eStopChannels(),
    angleBand(),
    angleJump(),
    angleStuck(),
    angleReversed(),
    angleDrift(standing),
    angleSlip(),
    limitMismatch(settings),
    sourcesDisagree(),
    accelerometerRefuted(settings),
    telemetrySilent(settings),
    boardReturned(),
    framesDamaged(),
    mainsLost(settings),
    reserveLow(settings),
    driveHot(settings),
    clocksDrift(),
    wrongDirection(),
    bridgeShorted(),
    currentOffset(),
    currentDead(),
    driveLost(settings, 'H-17'),
    driveLost(settings, 'H-55'),
    brakeStuck(settings),
    creep(standing),
    obstruction(settings, { id: 'H-18', direction: -1 }),
    obstruction(settings, { id: 'H-19', direction: 1 }),
    overAngle(settings),
    overspeed({ id: 'H-20', reaction: 'RET', returning: false }),
    overspeed({ id: 'H-49', reaction: 'RET', returning: true }),
    clampInDoubt(),
    returnContacts(),
    stuckButton(settings, { id: 'H-01', reaction: 'RET', bit: INPUT.DOWN }),
    stuckButton(settings, { id: 'H-03', reaction: 'REF', bit: INPUT.UP }),
    uprightLimitOpen(settings),
    uprightLimitClosed(settings),
  ];
}
