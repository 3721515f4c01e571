import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { MotionDemand } from '../../src/domain/demand.ts';
import type { TableState } from '../../src/domain/states.ts';
import { sameDemand } from '../../src/machine/demand-of.ts';
import { emergencyRates, plannedRates } from '../../src/machine/motion-rates.ts';
import { CLAMPS_LOST, PLAN, SOURCES_DISAGREE, TableDriver, tableIn } from './table-driver.ts';

const PLANNED = { headDownUpDegPerSec: 2, headUpUpDegPerSec: 2, downDegPerSec: 2 };
const EMERGENCY = { headDownUpDegPerSec: 5, headUpUpDegPerSec: 3, downDegPerSec: 2 };

describe('what each state asks of the drive', () => {
  const demands: Readonly<Record<TableState, MotionDemand>> = {
    'self-test': { kind: 'stay' },
    ready: { kind: 'stay' },
    arming: { kind: 'stay' },
    moving: { kind: 'ramp', targetDeg: -40, rates: PLANNED },
    holding: { kind: 'stay' },
    resting: { kind: 'stay' },
    paused: { kind: 'stay' },
    jogging: { kind: 'jog', direction: -1, rateDegPerSec: 2 },
    'returning-planned': { kind: 'return', targetDeg: 75, rates: PLANNED },
    'returning-emergency': { kind: 'return', targetDeg: 75, rates: EMERGENCY },
    'returning-blind': { kind: 'blind' },
    'backing-off': { kind: 'off' },
    'laid-flat': { kind: 'stay' },
    stopped: { kind: 'off' },
    locked: { kind: 'stay' },
  };

  it.each(Object.entries(demands))('%s', (state, demand) => {
    expect(tableIn(state as TableState).demand).toEqual(demand);
  });

  it('is the tilt of the step under way', () => {
    const table = new TableDriver({ occupancy: 'load' }).holdHeadDown().wait(120_000);
    expect(table.demand).toEqual({ kind: 'ramp', targetDeg: 0, rates: PLANNED });
  });

  it('[H-21] slows down gently where the clamps have let go, and cuts the drive where E-STOP is open as well', () => {
    const table = tableIn('holding').send(CLAMPS_LOST);
    expect(table.demand.kind).toBe('stay');
    expect(table.send('E_STOP_OPENED').demand.kind).toBe('off');
    expect(table.send('E_STOP_RELEASED').demand.kind).toBe('stay');
  });
});

describe('rates', () => {
  it('of a program are its own, and stand nobody up faster than the table may', () => {
    const slow = tableIn('ready', { plan: { ...PLAN, rampDegPerSec: 1 } }).context;
    expect(plannedRates(slow)).toEqual({ headDownUpDegPerSec: 1, headUpUpDegPerSec: 1, downDegPerSec: 1 });
    const fast = tableIn('ready', { plan: { ...PLAN, rampDegPerSec: 4 } }).context;
    expect(plannedRates(fast)).toEqual({ headDownUpDegPerSec: 4, headUpUpDegPerSec: 2, downDegPerSec: 4 });
  });

  it('of an emergency return do not depend on the program', () => {
    expect(emergencyRates(tableIn('ready', { plan: { ...PLAN, rampDegPerSec: 0.5 } }).context)).toEqual(EMERGENCY);
  });

  it('[H-13] of a return in doubt are 2 deg/s all the way, even where the doubt came while the table was held', () => {
    const doubtful = { headDownUpDegPerSec: 2, headUpUpDegPerSec: 2 };
    expect(tableIn('holding').send(SOURCES_DISAGREE).demand).toMatchObject({ kind: 'return', rates: doubtful });
    const held = tableIn('stopped').send(SOURCES_DISAGREE, 'E_STOP_RELEASED', { type: 'RETURN_ASKED', by: 'RETURN' });
    expect(held.demand).toMatchObject({ kind: 'return', rates: doubtful });
    const flat = tableIn('laid-flat').send(SOURCES_DISAGREE, 'SELECT_PRESSED');
    expect(flat.demand).toMatchObject({ kind: 'return', rates: doubtful });
  });

  it('of a jog are those at which a rider is stood up', () => {
    const { headUpDegPerSec } = DEFAULT_SETTINGS.table.rates;
    expect(tableIn('jogging').demand).toMatchObject({ rateDegPerSec: headUpDegPerSec });
  });
});

describe('sameDemand', () => {
  const different: readonly MotionDemand[] = [
    { kind: 'off' },
    { kind: 'stay' },
    { kind: 'blind' },
    { kind: 'jog', direction: 1, rateDegPerSec: 2 },
    { kind: 'jog', direction: -1, rateDegPerSec: 2 },
    { kind: 'jog', direction: 1, rateDegPerSec: 1 },
    { kind: 'ramp', targetDeg: 0, rates: PLANNED },
    { kind: 'return', targetDeg: 0, rates: PLANNED },
    { kind: 'return', targetDeg: 75, rates: PLANNED },
    { kind: 'return', targetDeg: 75, rates: EMERGENCY },
    { kind: 'return', targetDeg: 75, rates: { ...EMERGENCY, headUpUpDegPerSec: 2 } },
    { kind: 'return', targetDeg: 75, rates: { ...EMERGENCY, downDegPerSec: 1 } },
    { kind: 'return', targetDeg: 75, rates: { ...EMERGENCY, headDownUpDegPerSec: 1 } },
  ];

  it('is true of two that ask for the same motion, and of no others', () => {
    different.forEach((one, index) => {
      different.forEach((other, otherIndex) => {
        expect(sameDemand(one, structuredClone(other))).toBe(index === otherIndex);
      });
    });
  });
});
