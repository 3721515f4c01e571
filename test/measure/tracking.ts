import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { simulateSession } from '../../sim/simulate-session.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TableCycle } from '../../src/cycle/run-cycle.ts';
import { viewOf } from '../../src/machine/view-of.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import type { Controller } from '../../src/ports/controller.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';
import { press } from '../support/simulate.ts';
import { builtInPlan } from './built-in-plan.ts';
import type { Finding, Row } from './finding.ts';
import { shown } from './numbers.ts';
import { TrackingLog } from './tracking-log.ts';

const PLAN = builtInPlan('kim-2013-60');
const MASSES_KG = [40, 85, 150];
const COMS_CM = [-10, 0, 10];
/** A session by its program, and one whose rider wants up at once from the deepest hold. */
const SESSIONS: readonly (readonly ScheduledEvent[])[] = [[], [press('RETURN', 120)]];
const TARGET_DEG = 0.5;

/** Every ramp and hold of nine riders, judged on the plant; the worst of all counts. */
export const tracking: Row = {
  name: 'tracking',
  measure(progress) {
    const log = new TrackingLog();
    const holdErrors: number[] = [];
    for (const massKg of MASSES_KG) {
      for (const comCm of COMS_CM) {
        progress(`rider ${massKg} kg, centre of mass ${comCm} cm`);
        for (const events of SESSIONS) {
          const { holds } = simulateSession({
            rider: { massKg, comCm },
            events,
            createController: (hardware) => watched(hardware, log),
          });
          holdErrors.push(...holds.map((hold) => hold.maxErrorDeg));
        }
      }
    }
    return [
      finding('worst RMS error of a ramp', log.worstRms, `${log.ramps} ramps, 9 riders`),
      finding('worst overshoot of a ramp', log.worstOvershoot, `${log.ramps} ramps`),
      finding('worst error in a hold', Math.max(...holdErrors), `${shown(holdErrors.length)} holds`),
    ];
  },
};

function finding(what: string, value: number, spread: string): Finding {
  const quantum = DEFAULT_SETTINGS.board.potentiometer.degPerCount;
  return {
    what,
    value,
    unit: '°',
    spread,
    target: { sense: 'under', limit: TARGET_DEG },
    peers: [{ what: "the potentiometer's quantum", value: quantum, unit: '°' }],
  };
}

/** The cycle itself as a controller: nothing else shows its setpoint. */
function watched(hardware: TableHardware, log: TrackingLog): Controller {
  const settings = DEFAULT_SETTINGS;
  const cycle = new TableCycle({
    hardware,
    settings,
    plan: PLAN,
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'no other program here' }),
  });
  return {
    tick(nowMs) {
      cycle.run(nowMs);
      if (hardware instanceof SimulatedTable) log.observe(cycle.setpoint, hardware.plant.tiltDeg);
    },
    get state() {
      return cycle.table.state;
    },
    view: () =>
      viewOf({
        state: cycle.table.state,
        context: cycle.table.context,
        estimate: cycle.estimator.estimate,
        command: cycle.interlock.command,
        lights: cycle.panel.lights,
        faults: cycle.safety.verdict.faults,
        refusals: [],
        hardwareName: hardware.facts.name,
      }),
    send: () => ({ ok: false, code: 'NOT_NOW', text: 'nobody commands here' }),
  };
}
