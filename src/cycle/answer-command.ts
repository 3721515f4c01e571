import { ACCEPTED, type CommandReply, type OperatorCommand } from '../domain/commands.ts';
import type { TableState } from '../domain/states.ts';
import { gotoPlan } from '../machine/goto-plan.ts';
import type { SessionPlan } from '../machine/session-plan.ts';
import type { HeldBy } from '../machine/table-context.ts';
import type { TableEventBody } from '../machine/table-event.ts';
import type { ControllerOptions } from './controller-options.ts';
import type { TableCycle } from './run-cycle.ts';

/** Events that surfaces may put before one tick; more are refused. */
const MAX_ASKED = 16;
/** As many again are kept for a return: no flood of other wishes may stand in its way. */
const MAX_ASKED_WITH_RETURNS = 2 * MAX_ASKED;

const IN_SESSION: readonly TableState[] = ['moving', 'holding', 'resting', 'paused', 'jogging'];

/**
 * After an E-STOP the board itself takes nothing but a hand on RETURN or UP (docs/hazards.md, H-07). Driving without it ends
 * as a drive that has failed, and from there only a held UP is left.
 */
const HELD_FOR_A_HAND: ReadonlySet<HeldBy | null> = new Set<HeldBy>(['e-stop', 'e-stop-channel']);
const HAND_NEEDED: CommandReply = {
  ok: false,
  code: 'REFUSED',
  text: 'after an E-STOP a hand is needed: release it, then press RETURN or hold UP at the panel',
};

const NOT_WITH_A_PERSON: CommandReply = { ok: false, code: 'REFUSED', text: 'not with a person on the table' };

interface Desk {
  readonly cycle: TableCycle;
  readonly options: ControllerOptions;
}

/** Says at once whether a command can be obeyed now, and puts it before the next tick where it can. */
export function answerCommand(command: OperatorCommand, { cycle, options }: Desk): CommandReply {
  const { state, context } = cycle.table;
  switch (command.kind) {
    case 'return':
      if (state === 'stopped' && HELD_FOR_A_HAND.has(context.held)) return HAND_NEEDED;
      return put(cycle, { type: 'RETURN_ASKED', by: 'CONSOLE' });
    case 'pause':
      return IN_SESSION.includes(state)
        ? put(cycle, { type: 'PAUSE_ASKED' })
        : notNow(state, 'there is nothing to pause');
    case 'resume':
      return state === 'paused' ? put(cycle, { type: 'RESUME_ASKED' }) : notNow(state, 'nothing is paused');
    case 'select':
    case 'arm':
      return selectProgram(command, { cycle, options });
    case 'jog':
      if (!IN_SESSION.includes(state)) return notNow(state, 'a jog needs a session: start a program, or goto');
      if (command.direction === -1 && context.occupancy === 'person') return NOT_WITH_A_PERSON;
      return put(cycle, { type: 'JOG_ASKED', direction: command.direction });
    case 'goto':
      return goTo(command.tiltDeg, { cycle, options });
    case 'hold':
      return changeHold(command.byMs, cycle);
    case 'acknowledge':
      return { ok: false, code: 'REFUSED', text: 'hold SELECT at the panel for a second' };
    case 'occupancy':
      if (!['self-test', 'ready', 'locked'].includes(state)) return notNow(state, 'end the session first');
      return put(cycle, { type: 'OCCUPANCY_SET', occupancy: command.occupancy });
    default:
      return command satisfies never;
  }
}

/** In a session it moves there at once; before one it is armed like a program, and START at the panel begins. */
function goTo(tiltDeg: number, { cycle, options }: Desk): CommandReply {
  const { state, context } = cycle.table;
  const { uprightDeg, invertedDeg } = options.settings.table;
  if (context.occupancy === 'person') return NOT_WITH_A_PERSON;
  if (!(tiltDeg <= uprightDeg && tiltDeg >= invertedDeg)) {
    return { ok: false, code: 'REFUSED', text: `${tiltDeg}° is outside of ${uprightDeg}° to ${invertedDeg}°` };
  }
  if (state === 'jogging') return notNow(state, 'let the button go first');
  if (IN_SESSION.includes(state)) return put(cycle, { type: 'GOTO_ASKED', toDeg: tiltDeg });
  return arm(gotoPlan(tiltDeg, options.settings), cycle);
}

function changeHold(byMs: number, cycle: TableCycle): CommandReply {
  const { state, context } = cycle.table;
  if (state !== 'holding' && state !== 'resting') return notNow(state, 'nothing is held');
  const endsAtMs = (context.deadlines['phase-ends'] ?? 0) + byMs;
  const capMs = Math.min(
    context.deadlines['head-down-cap'] ?? Number.POSITIVE_INFINITY,
    context.deadlines['session-cap'] ?? 0,
  );
  if (byMs > 0 && endsAtMs >= capMs)
    return { ok: false, code: 'REFUSED', text: 'longer than the caps on the time allow' };
  return put(cycle, { type: 'PHASE_CHANGED', byMs });
}

function selectProgram(
  command: Extract<OperatorCommand, { readonly kind: 'select' | 'arm' }>,
  { cycle, options }: Desk,
): CommandReply {
  const { state, context } = cycle.table;
  if (!['self-test', 'ready', 'locked'].includes(state)) return notNow(state, 'end the session first');
  if (command.program === null) return arm(context.plan, cycle);
  const found = options.findPlan(command.program);
  if (!found.ok) return { ok: false, code: 'PROGRAM', text: found.because };
  if (command.kind === 'select') return put(cycle, { type: 'PROGRAM_SELECTED', plan: found.plan });
  return arm(found.plan, cycle);
}

function arm(plan: SessionPlan, cycle: TableCycle): CommandReply {
  const { state } = cycle.table;
  if (state !== 'ready') return notNow(state, 'the table is not ready');
  const [refusal] = cycle.gate.refusals(cycle.table, cycle.estimator.estimate);
  if (refusal !== undefined) return { ok: false, code: 'REFUSED', text: `${refusal.id} ${refusal.text}` };
  put(cycle, { type: 'PROGRAM_SELECTED', plan });
  put(cycle, { type: 'ARM_ASKED' });
  return { ok: true, text: `armed ${plan.name}: press START at the panel within 10 s` };
}

function put(cycle: TableCycle, event: TableEventBody): CommandReply {
  const most = event.type === 'RETURN_ASKED' ? MAX_ASKED_WITH_RETURNS : MAX_ASKED;
  if (cycle.askedCount >= most) return { ok: false, code: 'NOT_NOW', text: 'too many commands at once' };
  cycle.ask(event);
  return ACCEPTED;
}

function notNow(state: TableState, because: string): CommandReply {
  return { ok: false, code: 'NOT_NOW', text: `${because} (${state})` };
}
