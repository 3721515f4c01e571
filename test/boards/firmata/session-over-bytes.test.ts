import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../../sim/scheduled-event.ts';
import { simulateSession } from '../../../sim/simulate-session.ts';
import { SimulatedTable } from '../../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { press, simulate } from '../../support/simulate.ts';
import { openFirmataRig } from './firmata-rig.ts';

/** The whole controller on the real driver: every frame is packed, sent as bytes and read again. */
async function overBytes(program: string, events: readonly ScheduledEvent[] = []) {
  const rig = await openFirmataRig();
  const found = findProgram(program, DEFAULT_SETTINGS, { programsDir: 'none' });
  if (!found.ok) throw new Error(`no program ${program}`);
  const result = simulateSession({
    events,
    createController: (hardware, probe) => {
      if (!(hardware instanceof SimulatedTable)) throw new Error('another table than the simulated one');
      // Another board, whose clock begins anew; its first report is there before the first cycle.
      rig.board.exchangeTable(hardware);
      rig.table.reopen(rig.board.stream);
      rig.board.report();
      const controller = new TableController({
        hardware: rig.table,
        settings: DEFAULT_SETTINGS,
        plan: sessionPlanOf(found, DEFAULT_SETTINGS),
        occupancy: 'person',
        admission: ADMITS_ALL,
        findPlan: () => ({ ok: false, because: 'no other program here' }),
        disturb: () => probe.disturb?.(),
      });
      return {
        tick: (nowMs) => {
          rig.board.report();
          controller.tick(nowMs);
        },
        get state() {
          return controller.state;
        },
        view: () => controller.view(),
        send: (command) => controller.send(command),
      };
    },
  });
  return { result, rig };
}

describe('a session over the lease link', () => {
  it('completes first-time with the holds of the simulation', async () => {
    const { result, rig } = await overBytes('first-time');
    const simulated = simulate('first-time');
    expect(result).toMatchObject({ outcome: 'completed', cause: null, violations: [], faults: [] });
    expect(result.holds).toHaveLength(simulated.holds.length);
    for (const [index, hold] of result.holds.entries()) {
      const expected = simulated.holds[index];
      expect(Math.abs(hold.startMs - (expected?.startMs ?? 0))).toBeLessThan(500);
      expect(Math.abs(hold.endMs - (expected?.endMs ?? 0))).toBeLessThan(500);
      expect(hold.maxErrorDeg).toBeLessThan(0.5);
    }
    expect(rig.table.counts).toMatchObject({ damaged: 0, overtaken: 0, missedEchoes: 0, droppedCommands: 0 });
  });

  it('brings the rider up when RETURN is pressed in the deepest hold', async () => {
    const { result } = await overBytes('first-time', [press('RETURN', 60)]);
    expect(result).toMatchObject({ outcome: 'returned', cause: 'RETURN', violations: [] });
    expect(result.finalTiltDeg).toBeGreaterThan(74);
    expect(result.simMs).toBeLessThan(150_000);
  });
});
