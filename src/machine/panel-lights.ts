import { higherAlarm } from '../domain/alarm-patterns.ts';
import type { PanelCall } from '../domain/call-patterns.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import { alarmOf, type LatchedFault } from '../domain/faults.ts';
import type { AlarmLevel } from '../domain/frames.ts';
import { clampsOpen } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { Lights } from '../domain/view.ts';
import { UPRIGHT_WITHIN_DEG } from './detect-events.ts';
import { stillFromMs } from './rider-moves.ts';
import type { TableContext } from './table-context.ts';

/** What light and tone are made of. */
export interface LightSources {
  readonly state: TableState;
  readonly context: TableContext;
}

type Rewritten<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

/**
 * Light, alarm and call of the table, brought up to date in every tick, so that they know since when they are so. One
 * record, rewritten: whoever keeps it copies it.
 */
export class PanelLights {
  readonly #lights: Rewritten<Lights> = {
    status: 'yellow',
    flashing: false,
    alarm: 'none',
    alarmSinceMs: 0,
    call: null,
    callSinceMs: 0,
  };

  /** What the call was worked out for. A context is replaced and never changed, so that this need not be every tick. */
  #state: TableState | null = null;
  #context: TableContext | null = null;
  #steadyCall: PanelCall | null = null;
  #stillFromMs = Number.POSITIVE_INFINITY;

  get lights(): Lights {
    return this.#lights;
  }

  update(table: LightSources, estimate: TableEstimate, faults: readonly LatchedFault[]): void {
    const lights = this.#lights;
    const alarm = alarmLevelOf(table, estimate, faults);
    if (alarm !== lights.alarm) {
      lights.alarm = alarm;
      lights.alarmSinceMs = estimate.nowMs;
    }
    lights.flashing = alarm === 'high' || alarm === 'medium';
    lights.status = alarm === 'high' ? 'red' : alarm === 'none' && table.state === 'ready' ? 'green' : 'yellow';
    if (table.context !== this.#context || table.state !== this.#state) this.#readCall(table);
    const call = estimate.nowMs >= this.#stillFromMs ? 'lie-still' : this.#steadyCall;
    if (call === lights.call) return;
    lights.call = call;
    lights.callSinceMs = estimate.nowMs;
  }

  #readCall({ state, context }: LightSources): void {
    this.#state = state;
    this.#context = context;
    this.#steadyCall = steadyCallOf(state, context);
    const stillFrom = this.#steadyCall === null ? stillFromMs(context) : null;
    this.#stillFromMs = stillFrom ?? Number.POSITIVE_INFINITY;
  }
}

/**
 * The highest of what the state, the rider and every latched fault ask for. It says how soon somebody must come, which
 * is a matter of where the rider is: docs/decisions/0014-alarm-signals.md.
 */
export function alarmLevelOf(
  { state, context }: LightSources,
  estimate: TableEstimate,
  faults: readonly LatchedFault[],
): AlarmLevel {
  const cameUp = state === 'ready' || state === 'locked';
  const isCalled = didNotAnswer(context) || (cameUp && hasSunk(context, estimate));
  let level = higherAlarm(alarmOfState(state), isCalled ? 'high' : 'none');
  for (const fault of faults) level = higherAlarm(level, cameUp ? alarmUpright(fault) : alarmOf(fault.reaction));
  if (level === 'none') return level;
  return cameUp || state === 'stopped' ? alarmUnlessEmpty(level, { cameUp, context, estimate }) : level;
}

function alarmOfState(state: TableState): AlarmLevel {
  switch (state) {
    case 'stopped':
    case 'laid-flat':
    case 'returning-blind':
    case 'backing-off':
      return 'high';
    case 'returning-emergency':
      return 'medium';
    default:
      return 'none';
  }
}

/** The rider may be unconscious: that does not end by their coming up, but by somebody who comes. */
function didNotAnswer({ cause }: TableContext): boolean {
  return cause === 'ALIVE' || cause === 'GRIP';
}

/** Out of a session a table with somebody in its latch is upright, or somebody must come. */
function hasSunk({ occupancy, settings }: TableContext, { inputs, source, tiltDeg }: TableEstimate): boolean {
  if (occupancy === 'none' || clampsOpen(inputs) || source === 'none') return false;
  return tiltDeg < settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
}

/** What a return has answered is over when the rider is up. A drive or a latch that failed is not. */
function alarmUpright({ reaction }: LatchedFault): AlarmLevel {
  return reaction === 'RET' || reaction === 'BLIND' ? 'low' : alarmOf(reaction);
}

interface Standing {
  readonly cameUp: boolean;
  readonly context: TableContext;
  readonly estimate: TableEstimate;
}

/** A table that stands upright with its latch open holds nobody. */
function alarmUnlessEmpty(level: AlarmLevel, { cameUp, context, estimate }: Standing): AlarmLevel {
  const { inputs, source, tiltDeg } = estimate;
  const upright = source !== 'none' && tiltDeg > context.settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
  return (cameUp || upright) && clampsOpen(inputs) ? 'low' : level;
}

/** A call that stands until the machine's next step, and goes before the one to lie still. */
function steadyCallOf(state: TableState, context: TableContext): PanelCall | null {
  if (context.deadlines['alive-answer'] !== undefined) return 'alive-check';
  return state === 'arming' && context.startPressed ? 'arming' : null;
}
