import { assign, setup } from 'xstate';
import { HEAD_DOWN_ENDS_DEG } from '../domain/units.ts';
import * as update from './context-updates.ts';
import { UPRIGHT_WITHIN_DEG } from './detect-events.ts';
import { stepTargetDeg } from './step-target.ts';
import type { TableContext, TableInput } from './table-context.ts';
import type { TableEvent } from './table-event.ts';

/** How long an E-STOP with one open channel must have stood before a way up is taken from it, ms. */
const CHANNEL_WAIT_MS = 2000;
/** Tries at the way up after something was in the way; then the table holds. */
const MAX_OBSTRUCTIONS = 3;
/** Every way up ends nearer to upright than this, by its angle or by the limit, deg. */
const RETURNS_BELOW_DEG = 1.5;

type Args = { context: TableContext; event: TableEvent };

/** RETURN brings up a rider whom nothing but an open E-STOP or a latch that has let go must hold. */
function mayReturn({ context, event }: Args): boolean {
  if (context.eStopOpen) return false;
  switch (context.held) {
    case null:
    case 'e-stop':
    case 'blind':
    case 'inverted-at-boot':
      return true;
    case 'e-stop-channel':
      return event.atMs - context.heldSinceMs >= CHANNEL_WAIT_MS;
    case 'clamps':
    case 'obstruction':
    case 'drive':
      return false;
    default:
      return context.held satisfies never;
  }
}

/** Held UP moves a held table, whatever holds it but an open E-STOP. */
function mayRise({ context, event }: Args): boolean {
  if (context.eStopOpen) return false;
  return context.held !== 'e-stop-channel' || event.atMs - context.heldSinceMs >= CHANNEL_WAIT_MS;
}

function asksReturnBelowUpright({ context, event }: Args): boolean {
  return (
    event.type === 'FAULT' &&
    (event.reaction === 'RET' || event.reaction === 'BLIND') &&
    event.tiltDeg < context.settings.table.uprightDeg - UPRIGHT_WITHIN_DEG
  );
}

/** UP was let go within 400 ms of its press: the comfort stop. */
function isTap({ context, event }: Args): boolean {
  return context.jogDirection === 1 && context.session !== null && event.atMs - context.jogSinceMs < update.TAP_MS;
}

/** A rest at horizontal is never there to the hundredth, and goes on. */
const RESTS_WITHIN_DEG = 1;

function tapEndsHere({ context, event }: Args): boolean {
  if (!isTap({ context, event })) return false;
  const targetDeg = stepTargetDeg({ ...context, ...update.stopForComfort({ context, event }) });
  return targetDeg < event.tiltDeg - (context.session?.inPause === true ? 0 : RESTS_WITHIN_DEG);
}

/** Guards and actions of the machine, by the names that `table-machine.ts` and the statechart show. */
export const tableSetup = setup({
  types: {
    context: {} as TableContext,
    events: {} as TableEvent,
    input: {} as TableInput,
  },
  guards: {
    mayReturn,
    mayRise,
    asksStopByClamps: ({ event }: Args) => event.type === 'FAULT' && event.id === 'H-21',
    asksStopByChannel: ({ event }: Args) => event.type === 'FAULT' && event.id === 'H-06',
    asksStop: ({ event }: Args) => event.type === 'FAULT' && (event.reaction === 'STOP' || event.reaction === 'OFF'),
    asksAnyStopOrReturn: ({ event }: Args) =>
      event.type === 'FAULT' && ['RET', 'BLIND', 'STOP', 'OFF'].includes(event.reaction),
    asksBlind: ({ event }: Args) => event.type === 'FAULT' && event.reaction === 'BLIND',
    asksReturn: ({ event }: Args) => event.type === 'FAULT' && event.reaction === 'RET',
    degrades: ({ event }: Args) => event.type === 'FAULT' && event.reaction === 'DEG',
    /** A deadline that an earlier event of the same tick has taken off no longer counts; a cap always does. */
    deadline: ({ context, event }: Args, name: string) =>
      event.type === 'DEADLINE' && event.name === name && context.deadlines[event.name] !== undefined,
    capPassed: ({ event }: Args) =>
      event.type === 'DEADLINE' && ['session-cap', 'head-down-cap', 'pause-cap', 'ramp-late'].includes(event.name),
    stepRests: ({ context }: Args) => context.plan.steps[context.session?.step ?? 0]?.kind === 'rest',
    phaseEndsBeforeAnother: ({ context, event }: Args) =>
      event.type === 'DEADLINE' &&
      event.name === 'phase-ends' &&
      (context.session?.step ?? 0) + 1 < context.plan.steps.length,
    isAsked: ({ context }: Args) => context.deadlines['alive-answer'] !== undefined,
    stillBacksOff: ({ context, event }: Args) => event.atMs < (context.deadlines['back-off-ends'] ?? 0),
    isRetreating: ({ context }: Args) => context.retreatToDeg !== null,
    /** Who presses RETURN is not up yet, though a session might begin there. */
    liesBelowUpright: ({ context, event }: Args) =>
      !context.eStopOpen && event.tiltDeg < context.settings.table.uprightDeg - RETURNS_BELOW_DEG,
    /** Upright and out of a session, only a table that leaves its place with somebody on it comes up by itself. */
    sinksWithRider: ({ context, event }: Args) =>
      event.type === 'FAULT' &&
      (event.id === 'H-48' || event.id === 'H-58') &&
      event.latchClosed &&
      context.occupancy !== 'none' &&
      !context.eStopOpen &&
      event.tiltDeg < context.settings.table.uprightDeg,
    liesHeadDown: ({ event }: Args) => event.tiltDeg < HEAD_DOWN_ENDS_DEG,
    asksReturnBelowUpright,
    /** Without an angle nobody knows whether the table is upright. */
    asksReturnOfLeftSession: ({ context, event }: Args) =>
      context.sessionWasOpen === true &&
      (asksReturnBelowUpright({ context, event }) || (event.type === 'FAULT' && event.reaction === 'BLIND')),
    isTap,
    /** A comfort stop never goes down: from above horizontal there is nothing to take off. */
    tapEndsHere,
    inPause: ({ context }: Args) => context.session?.inPause === true,
    jogsUp: ({ context }: Args) => context.jogDirection === 1,
    withoutPerson: ({ context }: Args) => context.occupancy !== 'person',
    /** Nobody sends a person down from a distance. */
    mayJog: ({ context, event }: Args) =>
      event.type === 'JOG_ASKED' && (event.direction === 1 || context.occupancy !== 'person'),
    sameJog: ({ context, event }: Args) =>
      event.type === 'JOG_ASKED' && event.direction === context.jogDirection && context.held === null,
    isAnotherStep: ({ context }: Args) => (context.session?.step ?? 0) + 1 < context.plan.steps.length,
    /** A longer hold ends before the cap on the time head-down: it would be cut by a return otherwise. */
    mayLast: ({ context, event }: Args) => {
      const byMs = event.type === 'PHASE_CHANGED' ? event.byMs : update.LONGER_MS;
      const endsAtMs = (context.deadlines['phase-ends'] ?? 0) + byMs;
      const { 'head-down-cap': headDownCapMs, 'session-cap': sessionCapMs } = context.deadlines;
      return byMs <= 0 || endsAtMs < Math.min(headDownCapMs ?? Number.POSITIVE_INFINITY, sessionCapMs ?? 0);
    },
    layingFlat: ({ context }: Args) => context.layFlat,
    degraded: ({ context }: Args) => context.degraded,
    /** A table that is held obeys nothing but what its hold allows. */
    /** Brought up by hand as far as up goes, whether or not the motion had quite ended. */
    isHeldUpright: ({ context, event }: Args) =>
      context.held !== null && event.tiltDeg >= context.settings.table.uprightDeg - UPRIGHT_WITHIN_DEG,
    staysHeld: ({ context }: Args) => context.held !== null,
    eStopClosed: ({ context }: Args) => !context.eStopOpen,
    notYetStarted: ({ context }: Args) => !context.startPressed,
    triesExhausted: ({ context }: Args) => context.obstructions >= MAX_OBSTRUCTIONS,
  },
  actions: {
    armForConsole: assign(update.armForConsole),
    armByPanel: assign(update.armByPanel),
    disarm: assign(update.disarm),
    beginSession: assign(update.beginSession),
    beginRamp: assign(update.beginRamp),
    beginPhase: assign(update.beginPhase),
    leavePhase: assign(update.leavePhase),
    nextStep: assign(update.nextStep),
    resume: assign(update.resume),
    beginPause: assign(update.beginPause),
    beginReturn: assign(update.beginReturn),
    beginLayingFlat: assign(update.beginLayingFlat),
    beginBackOff: assign(update.beginBackOff),
    beginRetreat: assign(update.beginRetreat),
    endRetreat: assign(update.endRetreat),
    holdByEStop: assign(update.holdBy('e-stop')),
    holdByChannel: assign(update.holdBy('e-stop-channel')),
    holdByClamps: assign(update.holdBy('clamps')),
    holdByDrive: assign(update.holdBy('drive')),
    holdByObstruction: assign(update.holdBy('obstruction')),
    holdBlind: assign(update.holdBy('blind')),
    holdInverted: assign(update.holdBy('inverted-at-boot')),
    stopForComfort: assign(update.stopForComfort),
    goTo: assign(update.goTo),
    changePhase: assign(update.changePhase),
    noteEStopReleased: assign(update.noteEStopReleased),
    noteDegraded: assign(update.noteDegraded),
    noteDoubt: assign(update.noteDoubt),
    aimUpright: assign(update.aimUpright),
    beginJogUp: assign(update.beginJog(1)),
    beginJogDown: assign(update.beginJog(-1)),
    carryJog: assign(update.carryJog),
    endJog: assign(update.endJog),
    beginHeadDown: assign(update.beginHeadDown),
    countHeadDown: assign(update.countHeadDown),
    endHeadDown: assign(update.endHeadDown),
    askWhetherWell: assign(update.askWhetherWell),
    noteAnswer: assign(update.noteAnswer),
    endCompleted: assign(update.endCompleted),
    endReturned: assign(update.endReturned),
    closeSession: assign(update.closeSession),
    unlock: assign(update.unlock),
    selectProgram: assign(update.selectProgram),
    setOccupancy: assign(update.setOccupancy),
  },
});
