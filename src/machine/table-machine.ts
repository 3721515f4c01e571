import type { SnapshotFrom } from 'xstate';
import { initialContext } from './table-context.ts';
import { tableSetup } from './table-setup.ts';

/** Said of an event that a state must not hand on to the rules for every state. */
const ignored = {};

/** What a person at the panel can do in every state of a session that is not on its way back. */
const handsOn = {
  START_PRESSED: { target: 'paused', actions: 'leavePhase' },
  PAUSE_ASKED: { target: 'paused', actions: 'leavePhase' },
  UP_PRESSED: { target: 'jogging', actions: ['leavePhase', 'beginJogUp'] },
  DOWN_PRESSED: { target: 'jogging', actions: ['leavePhase', 'beginJogDown'] },
  JOG_ASKED: { guard: 'mayJog', target: 'jogging', actions: ['leavePhase', 'carryJog'] },
  GOTO_ASKED: { guard: 'withoutPerson', target: 'moving', reenter: true, actions: ['leavePhase', 'goTo'] },
  WENT_HEAD_DOWN: { actions: 'beginHeadDown' },
} as const;

/** The faults that stop the table where it is, whatever else a state makes of faults. */
const stopFaults = [
  { guard: 'asksStopByClamps', target: 'stopped', actions: 'holdByClamps' },
  { guard: 'asksStopByChannel', target: 'stopped', actions: 'holdByChannel' },
  { guard: 'asksStop', target: 'stopped', actions: 'holdByDrive' },
] as const;

/** A table that is upright needs no return; one that has sunk or was moved by hand does. */
const returnIfBelow = [
  { guard: 'liesBelowUpright', target: 'returning-emergency', actions: 'beginReturn' },
  ignored,
] as const;

/** H-48 and H-58 bring a rider up who lies in the latch, session or none. */
const returnIfSinking = {
  guard: 'sinksWithRider',
  target: 'returning-emergency',
  actions: 'beginReturn',
} as const;

/** A hold or a rest: it ends at a time, and then comes the next step or the way up. */
const phase = {
  entry: 'beginPhase',
  on: {
    ...handsOn,
    // A tap makes it longer; held for a second, it is over.
    SELECT_PRESSED: { guard: 'mayLast', actions: 'changePhase' },
    PHASE_CHANGED: { guard: 'mayLast', actions: 'changePhase' },
    ACKNOWLEDGED: [
      { guard: 'isAnotherStep', target: 'moving', actions: 'nextStep' },
      { target: 'returning-planned', actions: 'nextStep' },
    ],
    DEADLINE: [
      { guard: 'phaseEndsBeforeAnother', target: 'moving', actions: 'nextStep' },
      { guard: { type: 'deadline', params: 'phase-ends' }, target: 'returning-planned', actions: 'nextStep' },
    ],
  },
} as const;

/**
 * The table. Every event that is not said otherwise in a state is answered by the rules at the top, which are the
 * precedence of docs/hazards.md, 'Who wins': a state can only narrow them.
 */
export const tableMachine = tableSetup.createMachine({
  id: 'table',
  context: initialContext,
  initial: 'self-test',
  on: {
    E_STOP_OPENED: { target: '.stopped', actions: 'holdByEStop' },
    E_STOP_RELEASED: { actions: 'noteEStopReleased' },
    FAULT: [
      { guard: 'asksStopByClamps', target: '.stopped', actions: 'holdByClamps' },
      { guard: 'asksStopByChannel', target: '.stopped', actions: 'holdByChannel' },
      { guard: 'asksStop', target: '.stopped', actions: 'holdByDrive' },
      { guard: 'asksBlind', target: '.returning-blind', actions: 'beginReturn' },
      { guard: 'asksReturn', target: '.returning-emergency', actions: 'beginReturn' },
      { guard: 'degrades', actions: 'noteDegraded' },
    ],
    BRAKED: { target: '.backing-off', actions: 'beginBackOff' },
    RETURN_ASKED: { guard: 'mayReturn', target: '.returning-emergency', actions: 'beginReturn' },
    GRIP_OPENED: { target: '.returning-emergency', actions: 'beginLayingFlat' },
    DEADLINE: [
      { guard: 'capPassed', target: '.returning-emergency', actions: 'beginReturn' },
      {
        guard: { type: 'deadline', params: 'alive-answer' },
        target: '.returning-emergency',
        actions: 'beginLayingFlat',
      },
      { guard: { type: 'deadline', params: 'alive-prompt' }, actions: 'askWhetherWell' },
    ],
    ANSWERED: { guard: 'isAsked', actions: 'noteAnswer' },
    WENT_HEAD_DOWN: { actions: 'countHeadDown' },
    LEFT_HEAD_DOWN: { actions: 'endHeadDown' },
  },
  states: {
    'self-test': {
      on: {
        SELF_TEST_PASSED: 'ready',
        FOUND_INVERTED: { target: 'stopped', actions: 'holdInverted' },
        FOUND_IN_SESSION: [
          { guard: 'eStopClosed', target: 'returning-emergency', actions: 'beginReturn' },
          { target: 'stopped', actions: 'holdInverted' },
        ],
        FOUND_BLIND: [
          { guard: 'eStopClosed', target: 'returning-blind', actions: 'beginReturn' },
          { target: 'stopped', actions: 'holdInverted' },
        ],
        // Nothing moves by itself at power-on: what needs a return waits for somebody to ask for it, but where a session
        // was left open. That one is returned at the end of the self-test, and a fault that asks for the same is no hindrance.
        FAULT: [
          ...stopFaults,
          { guard: 'asksReturnOfLeftSession', actions: 'noteDoubt' },
          { guard: 'asksReturnBelowUpright', target: 'stopped', actions: 'holdInverted' },
          { guard: 'asksAnyStopOrReturn', target: 'locked', actions: 'endReturned' },
        ],
        BRAKED: ignored,
        GRIP_OPENED: ignored,
        PROGRAM_SELECTED: { actions: 'selectProgram' },
        OCCUPANCY_SET: { actions: 'setOccupancy' },
      },
    },
    ready: {
      entry: 'closeSession',
      on: {
        START_PRESSED: { target: 'arming', actions: 'armByPanel' },
        ARM_ASKED: { target: 'arming', actions: 'armForConsole' },
        PROGRAM_SELECTED: { actions: 'selectProgram' },
        OCCUPANCY_SET: { actions: 'setOccupancy' },
        ACKNOWLEDGED: { actions: 'unlock' },
        FAULT: [returnIfSinking, { guard: 'asksAnyStopOrReturn', target: 'locked', actions: 'endReturned' }],
        BRAKED: ignored,
        RETURN_ASKED: returnIfBelow,
        GRIP_OPENED: ignored,
        DEADLINE: ignored,
      },
    },
    arming: {
      on: {
        START_PRESSED: { guard: 'notYetStarted', actions: 'armByPanel' },
        // Nothing has moved yet, and nobody holds the grip any more: this START is void.
        GRIP_OPENED: [{ guard: 'notYetStarted' }, { target: 'ready', actions: 'disarm' }],
        DEADLINE: [
          { guard: { type: 'deadline', params: 'arming-ends' }, target: 'moving', actions: 'beginSession' },
          { guard: { type: 'deadline', params: 'arm-lapses' }, target: 'ready', actions: 'disarm' },
        ],
      },
    },
    moving: {
      entry: 'beginRamp',
      on: {
        ...handsOn,
        ARRIVED: [
          { guard: 'inPause', target: 'paused' },
          { guard: 'stepRests', target: 'resting' },
          { target: 'holding' },
        ],
      },
    },
    holding: phase,
    resting: phase,
    paused: {
      entry: 'beginPause',
      on: {
        ...handsOn,
        START_PRESSED: { target: 'moving', actions: 'resume' },
        RESUME_ASKED: { target: 'moving', actions: 'resume' },
        PAUSE_ASKED: ignored,
        // A pause that began head-up may come to rest head-down.
        WENT_HEAD_DOWN: { actions: ['beginHeadDown', 'beginPause'] },
      },
    },
    jogging: {
      exit: 'endJog',
      on: {
        START_PRESSED: [{ guard: 'staysHeld' }, { target: 'paused' }],
        PAUSE_ASKED: [{ guard: 'staysHeld' }, { target: 'paused' }],
        UP_PRESSED: { actions: 'beginJogUp' },
        UP_RELEASED: [
          { guard: 'isHeldUpright', target: 'locked', actions: 'endReturned' },
          { guard: 'staysHeld', target: 'stopped' },
          { guard: 'tapEndsHere', target: 'paused', actions: 'stopForComfort' },
          { guard: 'isTap', target: 'moving', actions: 'stopForComfort' },
          { target: 'paused' },
        ],
        DOWN_RELEASED: [{ guard: 'staysHeld' }, { guard: 'jogsUp' }, { target: 'paused' }],
        JOG_ASKED: { guard: 'sameJog', actions: 'carryJog' },
        ARRIVED: [{ guard: 'staysHeld', target: 'locked', actions: 'endReturned' }, { target: 'paused' }],
        FAULT: [...stopFaults, { guard: 'staysHeld', actions: 'noteDoubt' }],
        BRAKED: { guard: 'staysHeld', target: 'stopped', actions: 'holdByObstruction' },
        GRIP_OPENED: { guard: 'staysHeld' },
        DEADLINE: [{ guard: 'staysHeld' }, { guard: { type: 'deadline', params: 'jog-lapses' }, target: 'paused' }],
        WENT_HEAD_DOWN: [{ guard: 'staysHeld', actions: 'countHeadDown' }, { actions: 'beginHeadDown' }],
      },
    },
    'returning-planned': {
      entry: 'beginRamp',
      on: {
        ARRIVED: [
          { guard: 'degraded', target: 'locked', actions: 'endCompleted' },
          { target: 'ready', actions: 'endCompleted' },
        ],
      },
    },
    'returning-emergency': {
      on: {
        ARRIVED: [
          { guard: 'layingFlat', target: 'laid-flat', actions: 'endReturned' },
          { target: 'locked', actions: 'endReturned' },
        ],
        RETURN_ASKED: { actions: 'beginReturn' },
        FAULT: [
          ...stopFaults,
          { guard: 'asksBlind', target: 'returning-blind', actions: 'beginReturn' },
          { guard: 'asksReturn', actions: 'beginReturn' },
        ],
        // Where safety has replaced this return by a blind one.
        GAVE_UP: { target: 'stopped', actions: 'holdBlind' },
        GRIP_OPENED: ignored,
        // A cap that passed in the tick in which the rider was to be laid flat: it outranks that.
        DEADLINE: [{ guard: 'capPassed', actions: 'beginReturn' }, ignored],
      },
    },
    'returning-blind': {
      on: {
        ARRIVED: { target: 'locked', actions: 'endReturned' },
        GAVE_UP: { target: 'stopped', actions: 'holdBlind' },
        FAULT: [...stopFaults, { actions: 'noteDoubt' }],
        BRAKED: ignored,
        RETURN_ASKED: ignored,
        GRIP_OPENED: ignored,
        DEADLINE: ignored,
      },
    },
    'backing-off': {
      on: {
        DEADLINE: [
          { guard: { type: 'deadline', params: 'retreat-begins' }, actions: 'beginRetreat' },
          { guard: { type: 'deadline', params: 'retreat-ends' }, actions: 'endRetreat' },
          { guard: 'stillBacksOff' },
          { guard: 'triesExhausted', target: 'stopped', actions: 'holdByObstruction' },
          { target: 'returning-emergency', actions: 'beginReturn' },
        ],
        FAULT: [
          ...stopFaults,
          { guard: 'asksBlind', target: 'returning-blind', actions: 'beginReturn' },
          { guard: 'asksReturn', actions: 'aimUpright' },
        ],
        // Something is in the way back, too, or the brake has not let go: nothing is pushed either way.
        BRAKED: [{ guard: 'isRetreating', actions: 'endRetreat' }, ignored],
        RETURN_ASKED: { actions: 'aimUpright' },
        GRIP_OPENED: ignored,
      },
    },
    'laid-flat': {
      on: {
        START_PRESSED: { target: 'returning-emergency', actions: 'beginReturn' },
        SELECT_PRESSED: { target: 'returning-emergency', actions: 'beginReturn' },
        UP_PRESSED: { target: 'returning-emergency', actions: 'beginReturn' },
        DOWN_PRESSED: { target: 'returning-emergency', actions: 'beginReturn' },
        // Laid flat, not left to sink: a fault that asks for a return outranks the rider's not answering.
        FAULT: [
          ...stopFaults,
          { guard: 'asksBlind', target: 'returning-blind', actions: 'beginReturn' },
          { guard: 'asksReturn', target: 'returning-emergency', actions: 'beginReturn' },
        ],
        BRAKED: [{ guard: 'liesHeadDown', target: 'backing-off', actions: 'beginBackOff' }, ignored],
        GRIP_OPENED: ignored,
        DEADLINE: ignored,
      },
    },
    stopped: {
      on: {
        UP_PRESSED: { guard: 'mayRise', target: 'jogging', actions: 'beginJogUp' },
        FAULT: [
          { guard: 'asksStopByClamps', actions: 'holdByClamps' },
          { guard: 'asksStopByChannel', actions: 'holdByChannel' },
          { guard: 'asksStop', actions: 'holdByDrive' },
          { actions: 'noteDoubt' },
        ],
        BRAKED: ignored,
        GRIP_OPENED: ignored,
        DEADLINE: ignored,
      },
    },
    locked: {
      entry: 'closeSession',
      on: {
        ACKNOWLEDGED: { guard: 'eStopClosed', target: 'ready', actions: 'unlock' },
        FAULT: [returnIfSinking, ignored],
        BRAKED: ignored,
        RETURN_ASKED: returnIfBelow,
        GRIP_OPENED: ignored,
        DEADLINE: ignored,
        OCCUPANCY_SET: { actions: 'setOccupancy' },
        PROGRAM_SELECTED: { actions: 'selectProgram' },
      },
    },
  },
});

export type TableSnapshot = SnapshotFrom<typeof tableMachine>;
