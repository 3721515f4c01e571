import { afterEach, describe, expect, it } from 'vitest';
import { PLANT_FAULTS } from '../../../sim/faults.ts';
import { atEmergencyRates, REACTIONS } from '../../verification/reactions.ts';
import { closeRigs, openSession, type Session, started, UPRIGHT_DEG } from './kernel-session.ts';

/**
 * Faults of the plant, each at simulated lines and registers, in a session that runs through the kernel; what is allowed is
 * what the simulated table's fault matrix allows. A session of a fault takes ten seconds and more, so that every run shows one of
 * each kind and UPRIGHT_ALL_HAZARDS=1 all of them.
 */
const IN_EVERY_RUN = ['H-17', 'H-59:a'];
const IN_FULL_RUNS = [
  ...[
    'H-02',
    'H-06:a',
    'H-23',
    'H-04:made',
    'H-04:break-open',
    'H-04:break-closed',
    'H-05',
    'H-06:b',
    'H-07:soon',
    'H-08',
  ],
  ...['H-09:single', 'H-09:repeated', 'H-10:up', 'H-11:short', 'H-12', 'H-14', 'H-15', 'H-16:down'],
  ...['H-13:up', 'H-13:down', 'H-13:turned'],
  ...['H-18', 'H-20:repeated', 'H-21:a', 'H-22:both', 'H-24:dip', 'H-25:low', 'H-46', 'H-47', 'H-53:engaged'],
  ...['H-54:dead', 'H-54:offset', 'H-55', 'H-57:hot', 'H-59:b'],
];
/** Whose scene takes minutes, or needs what this table has not. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'H-01': 'is seen after a minute',
  'H-03': 'is seen at the end of the way up',
  'H-19': 'takes three tries and hold-to-run, two minutes',
  'H-48': 'is a brake that gives way in a hold, a minute down',
  'H-49': 'is an overspeed on the way up from a depth of a minute',
  'H-56': 'needs a GRIP, which these settings have not',
  'H-58': 'needs the inverted end, more than a minute down',
};

const { UPRIGHT_ALL_HAZARDS } = process.env;
const asked = UPRIGHT_ALL_HAZARDS === '1' ? [...IN_EVERY_RUN, ...IN_FULL_RUNS] : IN_EVERY_RUN;
const FROM_DEG = 70;
const LOOKS_FOR_MS = 5000;
const STILL_AFTER_MS = 300;
const STILL_WITHIN_DEG = 0.7;
const NEVER_FASTER_DEG_PER_SEC = 8;
/** A way up is waited for no longer than this, whatever the matrix allows for one from a depth, ms. */
const MOST_WAIT_MS = 60_000;

describe('hazards through a kernel', () => {
  afterEach(closeRigs);

  for (const fault of asked) {
    it(`[${fault.slice(0, 4)}] ${fault} on the way down ends as its reaction allows, by the plant`, async () => {
      const session = await openSession();
      await started(session, FROM_DEG);
      await judge(session, fault);
      expect(session.meter.maxRateDegPerSec).toBeLessThan(NEVER_FASTER_DEG_PER_SEC);
    });
  }

  it('leaves out none that the plant can show without a word', () => {
    const shown = new Set([...IN_EVERY_RUN, ...IN_FULL_RUNS].map((fault) => fault.slice(0, 4)));
    const missing = PLANT_FAULTS.map(({ id }) => id).filter((id) => !shown.has(id) && NOT_HERE[id] === undefined);
    expect(missing).toEqual([]);
  });

  it('knows what is allowed of each', () => {
    const known = REACTIONS.map(({ fault }) => fault);
    expect([...IN_EVERY_RUN, ...IN_FULL_RUNS].filter((fault) => !known.includes(fault))).toEqual([]);
  });
});

async function judge(session: Session, fault: string): Promise<void> {
  const { plantTable, buttons } = session.rig;
  const reaction = REACTIONS.find((known) => known.fault === fault);
  if (reaction === undefined) throw new Error(`the matrix has no ${fault}`);
  const atDeg = plantTable.plant.tiltDeg;
  expect(buttons.inject(fault)).toEqual({ ok: true });
  const { allowed, afterwards } = reaction;
  if (allowed.kind === 'may-stand') {
    await goesDownNoFurther(session, atDeg - allowed.withinDeg);
  } else if (afterwards !== undefined) {
    await session.until(after(session, STILL_AFTER_MS), STILL_AFTER_MS + 100);
    await stands(session, { atDeg: plantTable.plant.tiltDeg, withinDeg: STILL_WITHIN_DEG, forMs: LOOKS_FOR_MS });
    if (afterwards(0).some(({ kind }) => kind === 'clear')) buttons.clear(fault);
    buttons.press('RETURN', 200);
    await comesUp(session, allowed.kind === 'upright' ? allowed.withinMs(atDeg) : MOST_WAIT_MS);
  } else if (allowed.kind === 'upright') {
    await comesUp(session, allowed.withinMs(atDeg));
  } else {
    // Nothing may come of it at once; what must work with it in is RETURN.
    await session.until(after(session, 2000), 2100);
    buttons.press('RETURN', 200);
    const laterMs = allowed.kind === 'ends-upright' ? allowed.laterMs : 0;
    await comesUp(session, atEmergencyRates(plantTable.plant.tiltDeg) + laterMs);
  }
}

async function comesUp({ rig, until }: Session, withinMs: number): Promise<void> {
  await until(() => rig.plantTable.plant.tiltDeg > UPRIGHT_DEG, Math.min(withinMs, MOST_WAIT_MS));
}

/** It may stand where it was; better ones come up. */
async function goesDownNoFurther(session: Session, lowestDeg: number): Promise<void> {
  const { plant } = session.rig.plantTable;
  const isOver = after(session, LOOKS_FOR_MS);
  await session.until(() => {
    if (plant.tiltDeg < lowestDeg) throw new Error(`${plant.tiltDeg.toFixed(1)} deg, under ${lowestDeg.toFixed(1)}`);
    return isOver();
  }, LOOKS_FOR_MS + 100);
  expect(plant.rateDegPerSec).toBeGreaterThan(-0.1);
}

async function stands(
  session: Session,
  { atDeg, withinDeg, forMs }: { readonly atDeg: number; readonly withinDeg: number; readonly forMs: number },
): Promise<void> {
  const { plant } = session.rig.plantTable;
  const isOver = after(session, forMs);
  let furthestDeg = 0;
  await session.until(() => {
    furthestDeg = Math.max(furthestDeg, Math.abs(plant.tiltDeg - atDeg));
    return isOver();
  }, forMs + 100);
  expect(furthestDeg).toBeLessThanOrEqual(withinDeg);
  expect(Math.abs(plant.rateDegPerSec)).toBeLessThan(0.1);
}

function after({ rig }: Session, ms: number): () => boolean {
  const endMs = rig.plantTable.nowMs + ms;
  return () => rig.plantTable.nowMs >= endMs;
}
