import type { Cause } from '../domain/faults.ts';
import { clamp } from '../domain/units.ts';
import { type DeadlineName, withDeadlines } from './deadlines.ts';
import { plannedRates } from './motion-rates.ts';
import { lateRampMs } from './ramp-time.ts';
import { stepTargetDeg } from './step-target.ts';
import type { HeldBy, Session, TableContext } from './table-context.ts';
import type { TableEvent } from './table-event.ts';

/**
 * What each transition changes in the machine's memory: pure functions of context and event, so that a transition
 * reads in `table-machine.ts` as a name and is tested here as a value.
 */
export type Update = (args: { context: TableContext; event: TableEvent }) => Partial<TableContext>;

/** START pressed to the first motion: time for the tone that warns of it, ms. */
export const ARMING_MS = 500;
/** The console's `start` waits this long for START at the panel, ms. */
export const ARMED_MS = 10_000;
/** What a tap on UP takes off, deg. */
const COMFORT_DEG = 10;
/** UP held for less than this is a tap, ms. */
export const TAP_MS = 400;
/** What a tap on SELECT adds to a hold, ms. */
export const LONGER_MS = 30_000;
/** One `jog` on the console carries the motion this long, ms. */
export const CONSOLE_JOG_MS = 300;
/** Brake on and torque off after something was in the way, before the way up is tried, ms. */
export const BACK_OFF_MS = 2000;
/** On the way up, what is in the way is first let go of: the brake has closed, and the table goes back this far, deg. */
const RETREAT_BEGINS_MS = 300;
const RETREAT_DEG = 3;
/** 3 deg at the ramp's rate take 3.0 s. */
const RETREAT_MS = 3500;
/**
 * On the way down a degree is enough to let go, and takes 1.5 s: what is in the way gives by some 0.8 deg before its
 * push is seen. Until then the brake holds the table against it, and whatever fails lets the table be thrown.
 */
const RELIEF_BEGINS_MS = 100;
const RELIEF_DEG = 1;
const RELIEF_ENDS_MS = 1800;

/** The cause that an event stands for, where it ends a session early. */
export function causeOf(event: TableEvent): Cause | null {
  switch (event.type) {
    case 'E_STOP_OPENED':
      return 'ESTOP';
    case 'FAULT':
    case 'BRAKED':
      return event.id;
    case 'RETURN_ASKED':
      return event.by;
    case 'GRIP_OPENED':
      return 'GRIP';
    case 'FOUND_INVERTED':
    case 'FOUND_IN_SESSION':
    case 'FOUND_BLIND':
      return 'H-51';
    case 'DEADLINE':
      return causeOfDeadline(event.name);
    default:
      return null;
  }
}

function causeOfDeadline(name: DeadlineName): Cause | null {
  switch (name) {
    case 'session-cap':
      return 'SESSION_CAP';
    case 'head-down-cap':
      return 'HEAD_DOWN_CAP';
    case 'pause-cap':
      return 'PAUSE_CAP';
    case 'ramp-late':
      return 'RAMP_LATE';
    case 'alive-answer':
      return 'ALIVE';
    default:
      return null;
  }
}

export const armForConsole: Update = ({ event }) => ({
  startPressed: false,
  deadlines: { 'arm-lapses': event.atMs + ARMED_MS },
});

/** START at the panel: the session begins with the press. */
export const armByPanel: Update = ({ context, event }) => ({
  startPressed: true,
  deadlines: { 'arming-ends': event.atMs + ARMING_MS },
  session: {
    startedAtMs: event.atMs,
    step: 0,
    phaseRemainingMs: context.plan.steps[0]?.durationMs ?? 0,
    notBelowDeg: Number.NEGATIVE_INFINITY,
    gotoDeg: null,
    inPause: false,
    easeToDeg: null,
    headDownSinceMs: null,
    headDownMs: 0,
  },
  cause: null,
  degraded: false,
  obstructions: 0,
  retreatToDeg: null,
  downBarred: false,
  slowReturn: false,
  layFlat: false,
  held: null,
});

export const disarm: Update = () => ({ startPressed: false, deadlines: {} });

export const beginSession: Update = ({ context, event }) => ({
  deadlines: { 'session-cap': (context.session?.startedAtMs ?? event.atMs) + context.settings.timeouts.sessionMs },
});

/** Off to the present step's tilt: late is measured from here. */
export const beginRamp: Update = ({ context, event }) => {
  const toDeg = stepTargetDeg(context);
  const allowedMs = lateRampMs({ fromDeg: event.tiltDeg, toDeg }, plannedRates(context), context.settings.table.rates);
  return { deadlines: withDeadlines(context.deadlines, { 'ramp-late': event.atMs + allowedMs, 'pause-cap': null }) };
};

export const beginPhase: Update = ({ context, event }) => ({
  deadlines: withDeadlines(context.deadlines, {
    'ramp-late': null,
    'phase-ends': event.atMs + (context.session?.phaseRemainingMs ?? 0),
  }),
});

/** Puts the rest of the hold aside, to be gone on with after a pause or a jog. */
export const leavePhase: Update = ({ context, event }) => {
  const endsAtMs = context.deadlines['phase-ends'];
  const deadlines = withDeadlines(context.deadlines, { 'phase-ends': null, 'ramp-late': null });
  if (context.session === null || endsAtMs === undefined) return { deadlines };
  return { deadlines, session: { ...context.session, phaseRemainingMs: Math.max(0, endsAtMs - event.atMs) } };
};

export const nextStep: Update = ({ context }) => {
  if (context.session === null) return {};
  const step = context.session.step + 1;
  return {
    session: { ...context.session, step, gotoDeg: null, phaseRemainingMs: context.plan.steps[step]?.durationMs ?? 0 },
    deadlines: withDeadlines(context.deadlines, { 'phase-ends': null }),
  };
};

/**
 * UP tapped: 10 deg less, held for what is left of the hold, and no later hold goes deeper. Horizontal is the least. In
 * a pause it is paused there again.
 */
export const stopForComfort: Update = ({ context, event }) => {
  const { session } = context;
  if (session === null) return {};
  const lessDeg = Math.min(0, event.tiltDeg + COMFORT_DEG);
  const notBelowDeg = Math.max(session.notBelowDeg, lessDeg);
  return { session: { ...session, gotoDeg: null, easeToDeg: session.inPause ? lessDeg : null, notBelowDeg } };
};

/** To a tilt that was asked for, and there for as long as the session may last. */
export const goTo: Update = ({ context, event }) => {
  if (context.session === null || event.type !== 'GOTO_ASKED') return {};
  const phaseRemainingMs = context.settings.timeouts.sessionMs;
  return { session: { ...endedPause(context.session), gotoDeg: event.toDeg, phaseRemainingMs } };
};

/** Makes the hold or rest under way longer or shorter; shorter than what is left of it ends it in the next tick. */
export const changePhase: Update = ({ context, event }) => {
  const endsAtMs = context.deadlines['phase-ends'];
  const byMs = event.type === 'PHASE_CHANGED' ? event.byMs : LONGER_MS;
  if (endsAtMs === undefined) return {};
  return { deadlines: withDeadlines(context.deadlines, { 'phase-ends': Math.max(event.atMs, endsAtMs + byMs) }) };
};

export const beginPause: Update = ({ context, event }) => ({
  session: context.session === null ? null : { ...context.session, inPause: true, easeToDeg: null },
  deadlines: withDeadlines(context.deadlines, {
    'pause-cap':
      context.session?.headDownSinceMs == null ? null : event.atMs + context.settings.timeouts.pauseHeadDownMs,
  }),
});

/** On with the program. */
export const resume: Update = ({ context }) => ({
  session: context.session === null ? null : endedPause(context.session),
});

function endedPause(session: Session): Session {
  return { ...session, inPause: false, easeToDeg: null };
}

/** The return under way obeys no deadline any more: nothing cancels it. */
export const beginReturn: Update = ({ context, event }) => {
  const cause = causeOf(event);
  return {
    cause: context.cause ?? cause,
    retreatToDeg: null,
    deadlines: {},
    // The next try after something was in the way goes where the one before was going.
    layFlat: event.type === 'DEADLINE' && event.name === 'back-off-ends' && context.layFlat,
    slowReturn: context.slowReturn || cause === 'H-13' || context.held === 'e-stop-channel',
  };
};

/** A fault that moves nothing now may still say how fast the next return may be. */
export const noteDoubt: Update = ({ context, event }) => ({
  slowReturn: context.slowReturn || causeOf(event) === 'H-13',
});

/** The return that is still to come ends upright, whatever was meant before. */
export const aimUpright: Update = ({ context, event }) => ({ ...noteDoubt({ context, event }), layFlat: false });

/** Toward horizontal only: this rider does not answer, or has let go. */
export const beginLayingFlat: Update = ({ context, event }) => ({
  cause: context.cause ?? causeOf(event),
  deadlines: {},
  layFlat: context.settings.rider.unresponsive === 'lay-flat',
});

/**
 * Policy B: off and on the brake; back from what was in the way, by 3 deg on the way up and by 1 on the way down; 2 s
 * later the way up is tried again.
 */
export const beginBackOff: Update = ({ context, event }) => ({
  cause: context.cause ?? causeOf(event),
  obstructions: context.obstructions + 1,
  retreatToDeg: null,
  ...backOffOf(context, event),
});

function backOffOf(context: TableContext, event: TableEvent): Pick<TableContext, 'retreatByDeg' | 'deadlines'> {
  const id = event.type === 'BRAKED' ? event.id : null;
  if (id === 'H-18') {
    const deadlines = {
      'retreat-begins': event.atMs + RELIEF_BEGINS_MS,
      'retreat-ends': event.atMs + RELIEF_ENDS_MS,
      'back-off-ends': event.atMs + BACK_OFF_MS,
    };
    return { retreatByDeg: RELIEF_DEG, deadlines };
  }
  const mayGoDown = context.session !== null && !context.downBarred;
  if (id !== 'H-19' || !mayGoDown) {
    return { retreatByDeg: 0, deadlines: { 'back-off-ends': event.atMs + BACK_OFF_MS } };
  }
  const endsAtMs = event.atMs + RETREAT_BEGINS_MS + RETREAT_MS;
  const deadlines = {
    'retreat-begins': event.atMs + RETREAT_BEGINS_MS,
    'retreat-ends': endsAtMs,
    'back-off-ends': endsAtMs + BACK_OFF_MS,
  };
  return { retreatByDeg: -RETREAT_DEG, deadlines };
}

export const beginRetreat: Update = ({ context, event }) => {
  const { invertedDeg, uprightDeg } = context.settings.table;
  return {
    retreatToDeg: clamp(event.tiltDeg + context.retreatByDeg, invertedDeg, uprightDeg),
    deadlines: withDeadlines(context.deadlines, { 'retreat-begins': null }),
  };
};

export const endRetreat: Update = ({ context }) => ({
  retreatToDeg: null,
  deadlines: withDeadlines(context.deadlines, { 'retreat-ends': null }),
});

/**
 * Clamps that have let go outrank whatever else holds the table: RETURN must not move a rider who may fall. Something in
 * the way, and a drive at fault, come next: pressing and releasing E-STOP does not mend them.
 */
function heavierHold(present: HeldBy | null, next: HeldBy): HeldBy {
  if (present === 'clamps' || next === 'clamps') return 'clamps';
  return present === 'obstruction' || present === 'drive' ? present : next;
}

export function holdBy(held: HeldBy): Update {
  return ({ context, event }) => ({
    cause: context.cause ?? causeOf(event),
    ...noteDoubt({ context, event }),
    held: heavierHold(context.held, held),
    heldSinceMs: event.atMs,
    eStopOpen: context.eStopOpen || event.type === 'E_STOP_OPENED',
    downBarred: true,
    retreatToDeg: null,
    deadlines: {},
    lastSession:
      context.session === null ? context.lastSession : { outcome: 'stopped', cause: context.cause ?? causeOf(event) },
  });
}

export const noteEStopReleased: Update = ({ event }) => ({ eStopOpen: false, heldSinceMs: event.atMs });

export const noteDegraded: Update = () => ({ degraded: true });

export function beginJog(direction: 1 | -1): Update {
  return ({ context, event }) => ({
    jogDirection: direction,
    jogSinceMs: event.atMs,
    deadlines: withDeadlines(context.deadlines, { 'jog-lapses': null }),
  });
}

export const carryJog: Update = ({ context, event }) => ({
  jogDirection: event.type === 'JOG_ASKED' ? event.direction : context.jogDirection,
  jogSinceMs: event.atMs,
  deadlines: withDeadlines(context.deadlines, { 'jog-lapses': event.atMs + CONSOLE_JOG_MS }),
});

export const endJog: Update = ({ context }) => ({
  deadlines: withDeadlines(context.deadlines, { 'jog-lapses': null }),
});

/** Begins to count a stretch head-down, and to ask whether the rider is well. */
export const beginHeadDown: Update = ({ context, event }) => {
  if (context.session === null) return {};
  const { timeouts } = context.settings;
  return {
    session: { ...context.session, headDownSinceMs: event.atMs },
    deadlines: withDeadlines(context.deadlines, {
      'head-down-cap': event.atMs + timeouts.headDownMs,
      'alive-prompt': nextCheckMs(context, event),
    }),
  };
};

/** The same while a return is under way: the time counts, and no deadline is set. */
export const countHeadDown: Update = ({ context, event }) =>
  context.session === null ? {} : { session: { ...context.session, headDownSinceMs: event.atMs } };

/** A held grip, where one is wired, replaces the question: letting go answers it. */
function nextCheckMs({ occupancy, settings }: TableContext, event: TableEvent): number | null {
  if (occupancy !== 'person' || settings.board.hasGrip) return null;
  return event.atMs + settings.rider.aliveCheckEveryMs;
}

export const endHeadDown: Update = ({ context, event }) => ({
  session: context.session === null ? null : endStretch(context.session, event.atMs),
  deadlines: withDeadlines(context.deadlines, {
    'head-down-cap': null,
    'alive-prompt': null,
    'alive-answer': null,
    'pause-cap': null,
  }),
});

function endStretch(session: Session, atMs: number): Session {
  if (session.headDownSinceMs === null) return session;
  return { ...session, headDownSinceMs: null, headDownMs: session.headDownMs + atMs - session.headDownSinceMs };
}

export const askWhetherWell: Update = ({ context, event }) => ({
  deadlines: withDeadlines(context.deadlines, {
    'alive-prompt': null,
    'alive-answer': event.atMs + context.settings.rider.aliveCheckAnswerMs,
  }),
});

export const noteAnswer: Update = ({ context, event }) => ({
  deadlines: withDeadlines(context.deadlines, {
    'alive-answer': null,
    'alive-prompt': nextCheckMs(context, event),
  }),
});

export const endCompleted: Update = ({ context }) => ({
  session: null,
  deadlines: {},
  held: null,
  lastSession: { outcome: 'completed', cause: context.cause },
});

/** Upright or laid flat before the program's end. */
export const endReturned: Update = ({ context, event }) => ({
  cause: context.cause ?? causeOf(event),
  deadlines: {},
  held: null,
  lastSession:
    context.session === null ? context.lastSession : { outcome: 'returned', cause: context.cause ?? causeOf(event) },
});

export const closeSession: Update = () => ({ session: null });

export const unlock: Update = () => ({
  cause: null,
  degraded: false,
  held: null,
  obstructions: 0,
  slowReturn: false,
  layFlat: false,
});

export const selectProgram: Update = ({ context, event }) => ({
  plan: event.type === 'PROGRAM_SELECTED' ? event.plan : context.plan,
});

export const setOccupancy: Update = ({ context, event }) => ({
  occupancy: event.type === 'OCCUPANCY_SET' ? event.occupancy : context.occupancy,
});
