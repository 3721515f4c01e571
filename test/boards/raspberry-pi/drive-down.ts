import { systemClock } from '../../../boards/host/system-clock.ts';
import { openPiTable } from '../../../boards/raspberry-pi/open-pi-table.ts';
import { PI_TABLE } from './pi-table.ts';

/** A process that drives the table downward under its lease until somebody kills it. */
const opened = await openPiTable({
  settings: PI_TABLE,
  clock: systemClock,
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),
});
if (!opened.ok) throw new Error(opened.problem.what);
const { table } = opened;
const command = { driveEnabled: true, brakeReleased: true, leaseMs: 500, person: false, alarm: 'none' } as const;
// Upright and outside a session first, so that the lease may go down.
table.write({ ...command, duty: 0, sessionOpen: false });
systemClock.every(10, () => table.write({ ...command, duty: -0.15, sessionOpen: true }));
process.stdout.write('driving\n');
