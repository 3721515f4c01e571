import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { TableEstimate } from '../../src/domain/estimate.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { Occupancy } from '../../src/domain/occupancy.ts';
import { PreStart } from '../../src/safety/pre-start.ts';
import { estimateOf } from './table-fixtures.ts';

const LATCH_OPEN = INPUTS_AT_REST & ~(INPUT.CLAMP_A_CLOSED | INPUT.CLAMP_B_CLOSED);
const WITH_GRIP = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasGrip: true } };

function idsOf(preStart: PreStart, estimate: Partial<TableEstimate> = {}, occupancy: Occupancy = 'person'): string[] {
  return preStart
    .refusals({ estimate: estimateOf(estimate), occupancy, faults: [], chattering: 0 })
    .map(({ id }) => id);
}

/** A rider has got in: the latch was seen open. */
function riderIn(settings = DEFAULT_SETTINGS): PreStart {
  const preStart = new PreStart(settings);
  preStart.observe(LATCH_OPEN, false);
  preStart.observe(INPUTS_AT_REST, false);
  return preStart;
}

describe('PreStart', () => {
  it('refuses nothing to a rider who has closed the latch on an upright table', () => {
    expect(idsOf(riderIn())).toEqual([]);
  });

  it('names every reason at once, each with what to do', () => {
    const preStart = new PreStart(WITH_GRIP);
    const refusals = preStart.refusals({
      estimate: estimateOf({ tiltDeg: 40, inputs: INPUT.DOWN | INPUT.UP | INPUT.GRIP }),
      occupancy: 'person',
      faults: [{ id: 'H-46', reaction: 'REF', atMs: 0 }],
      chattering: 0,
    });
    expect(refusals.map(({ id }) => id)).toEqual(['ESTOP', 'CLAMPS', 'H-56', 'NOT_UPRIGHT', 'H-01', 'H-03', 'H-46']);
    for (const { text } of refusals) expect(text).toMatch(/: /);
  });

  it('[H-22] refuses a latch that was never seen open, and again after each session', () => {
    const preStart = new PreStart(DEFAULT_SETTINGS);
    preStart.observe(INPUTS_AT_REST, false);
    expect(idsOf(preStart)).toEqual(['H-22']);
    preStart.observe(LATCH_OPEN, false);
    expect(idsOf(preStart)).toEqual([]);
    preStart.observe(LATCH_OPEN, true);
    preStart.observe(INPUTS_AT_REST, false);
    expect(idsOf(preStart)).toEqual(['H-22']);
  });

  it('[H-22] does not take one open switch for an open latch', () => {
    const preStart = new PreStart(DEFAULT_SETTINGS);
    preStart.observe(INPUTS_AT_REST & ~INPUT.CLAMP_A_CLOSED, false);
    expect(idsOf(preStart)).toEqual(['H-22']);
  });

  it('[H-56] refuses a grip that was never seen open, or is not held', () => {
    const held = INPUTS_AT_REST | INPUT.GRIP;
    const preStart = new PreStart(WITH_GRIP);
    preStart.observe(LATCH_OPEN | INPUT.GRIP, false);
    expect(idsOf(preStart, { inputs: held })).toEqual(['H-56']);
    preStart.observe(INPUTS_AT_REST, false);
    expect(idsOf(preStart, { inputs: INPUTS_AT_REST })).toEqual(['H-56']);
    expect(idsOf(preStart, { inputs: held })).toEqual([]);
  });

  it('[H-11] refuses without a valid angle, and says nothing of upright then', () => {
    expect(idsOf(riderIn(), { potInBand: false, tiltDeg: 0 })).toEqual(['H-11']);
    expect(idsOf(riderIn(), { source: 'none' })).toEqual(['H-11']);
  });

  it('refuses more than 3 deg from upright', () => {
    expect(idsOf(riderIn(), { tiltDeg: 72 })).toEqual([]);
    expect(idsOf(riderIn(), { tiltDeg: 71.9 })).toEqual(['NOT_UPRIGHT']);
  });

  it('asks a load for its latch and not for a grip, and an empty table for an open latch', () => {
    expect(idsOf(riderIn(WITH_GRIP), {}, 'load')).toEqual([]);
    expect(idsOf(riderIn(), { inputs: LATCH_OPEN }, 'load')).toEqual(['CLAMPS']);
    expect(idsOf(riderIn(), {}, 'none')).toEqual(['CLAMPS']);
    expect(idsOf(riderIn(), { inputs: LATCH_OPEN }, 'none')).toEqual([]);
  });

  it('[H-01] [H-03] [H-56] refuses a button whose contact is broken, whatever it says right now', () => {
    const preStart = riderIn(WITH_GRIP);
    const estimate = estimateOf({ inputs: INPUTS_AT_REST | INPUT.GRIP });
    const broken = (chattering: number) =>
      preStart.refusals({ estimate, occupancy: 'person', faults: [], chattering }).map(({ id }) => id);
    expect(broken(0)).toEqual([]);
    expect(broken(INPUT.GRIP)).toEqual(['H-56']);
    expect(broken(INPUT.UP | INPUT.DOWN)).toEqual(['H-01', 'H-03']);
  });
});
