import { HoldLog } from '../../sim/hold-log.ts';
import { PlantMeter } from '../../sim/plant-meter.ts';
import type { HoldResult } from '../../sim/session-result.ts';
import type { TableState } from '../../src/domain/states.ts';
import { CYCLE_MS } from '../../src/domain/time.ts';
import { openHostOnUno } from './host-on-uno.ts';

const READY_WITHIN_MS = 30_000;
const PRESS_MS = 200;
const LONGEST_MS = 70 * 60_000;

export interface SessionOnUno {
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly faults: readonly string[];
  /** From START until upright, ms of the board's world. */
  readonly totalMs: number;
  readonly holds: readonly HoldResult[];
  readonly finalTiltDeg: number;
  readonly maxRateDegPerSec: number;
  readonly maxAccelDegPerSec2: number;
}

/**
 * A whole session of the real controller on the real driver, whose bytes pass through the emulated Uno's serial port to the
 * real firmware, in lock-step: the host's cycle and the board take turns of 10 ms. Judged on the plant.
 */
export async function runOnUno(program: string): Promise<SessionOnUno> {
  const { rig, controller, rider } = await openHostOnUno(program);
  const { emulated, buttons } = rig;
  const meter = new PlantMeter(emulated.plant);
  const cycle = () => {
    emulated.advance(CYCLE_MS);
    rider.act(emulated.nowMs, controller, emulated.plant.tiltDeg);
    controller.tick(emulated.nowMs);
    meter.observe(CYCLE_MS);
  };
  const isIn = (...states: readonly TableState[]) => states.includes(controller.state);
  for (let passedMs = 0; !isIn('ready') || controller.view().refusals.length > 0; passedMs += CYCLE_MS) {
    if (passedMs > READY_WITHIN_MS) throw new Error(`not ready to start but ${controller.state}`);
    cycle();
  }
  const startedMs = emulated.nowMs;
  const holds = new HoldLog();
  buttons.press('START', PRESS_MS);
  while (emulated.nowMs - startedMs < LONGEST_MS) {
    cycle();
    const tMs = emulated.nowMs - startedMs;
    holds.observe(tMs, meter.tiltDeg, isIn('holding') ? controller : null);
    if (tMs > 1000 && isIn('ready', 'locked')) break;
  }
  const view = controller.view();
  return {
    outcome: view.lastSession?.outcome ?? null,
    cause: view.cause,
    faults: view.faults.map(({ id }) => id),
    totalMs: emulated.nowMs - startedMs,
    holds: holds.holds,
    finalTiltDeg: meter.tiltDeg,
    maxRateDegPerSec: meter.maxRateDegPerSec,
    maxAccelDegPerSec2: meter.maxAccelDegPerSec2,
  };
}
