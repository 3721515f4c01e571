import { readFileSync, writeFileSync } from 'node:fs';
import { openServiceLink } from '../../../boards/raspberry-pi/service/service-link.ts';
import { openRunJournal } from '../../../src/cli/open-run-journal.ts';
import { openSession, started, UPRIGHT_DEG } from './kernel-session.ts';
import { PI_TABLE } from './pi-table.ts';

/**
 * Two lives of one computer, for scripts/guest/watchdog.sh. `begin`: a session goes down, its process hangs, the wire of
 * the return relay is broken as well, and nobody feeds the watchdog. `find`: the next life finds the table where it was.
 */
const KEEP = '/run/keep';
const STATE_DIR = `${KEEP}/state`;
const STOOD = `${KEEP}/stood`;
const LEFT_BELOW_DEG = 64;
const STANDS_WITHIN_MS = 3000;
/** The service asks for 10 s, and a processor that is emulated takes its time. */
const RESET_WITHIN_MS = 40_000;
const UP_WITHIN_MS = 15_000;

if (process.argv[2] === 'begin') await begin();
else await find();

async function begin(): Promise<void> {
  const { journal } = await openRunJournal(STATE_DIR);
  const service = openServiceLink({ UPRIGHT_WATCHDOG: '/dev/watchdog' }, (problem) => console.log(problem));
  const session = await openSession(PI_TABLE, { journal, cycled: () => service.alive(performance.now()) });
  await started(session, LEFT_BELOW_DEG);
  const { plantTable } = session.rig;
  plantTable.relayWireIsBroken = true;
  session.kill();
  await session.until(() => !plantTable.relayIsHeld && plantTable.plant.rateDegPerSec === 0, STANDS_WITHIN_MS);
  const { tiltDeg } = plantTable.plant;
  writeFileSync(STOOD, String(tiltDeg));
  console.log(`the controller hangs, the relay's wire is broken, and the table stands at ${tiltDeg.toFixed(1)} deg`);
  await new Promise((done) => setTimeout(done, RESET_WITHIN_MS));
  console.log('nothing has reset this computer');
  process.exit(1);
}

async function find(): Promise<void> {
  const { journal, sessionWasOpen } = await openRunJournal(STATE_DIR);
  if (!sessionWasOpen) throw new Error('the journal knows of no session that was open');
  const startTiltDeg = Number(readFileSync(STOOD, 'utf8'));
  const session = await openSession(PI_TABLE, { startTiltDeg, sessionWasOpen, journal });
  const { plantTable } = session.rig;
  const beganMs = plantTable.nowMs;
  await session.until(() => plantTable.plant.tiltDeg > UPRIGHT_DEG, UP_WITHIN_MS);
  const took = ((plantTable.nowMs - beganMs) / 1000).toFixed(1);
  console.log(`[H-51] found at ${startTiltDeg.toFixed(1)} deg with a session open, upright ${took} s later`);
  process.exit(0);
}
