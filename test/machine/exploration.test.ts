import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TABLE_STATES, type TableState } from '../../src/domain/states.ts';
import { causeOf } from '../../src/machine/context-updates.ts';
import { sameDemand } from '../../src/machine/demand-of.ts';
import type { HeldBy } from '../../src/machine/table-context.ts';
import type { TableEvent } from '../../src/machine/table-event.ts';
import { describeEdge, type Edge, exploreTable, type Node, stuckNodes } from './explore-table.ts';
import { PLAN, settingsWith, UPRIGHT_DEG } from './table-driver.ts';

/** Every reachable state of the machine x every event, at every moment, whether it can happen there or not. */
const asked = exploreTable(DEFAULT_SETTINGS);
/** The same where a grip replaces the question, and where a rider who lets go is brought upright. */
const gripping = exploreTable(settingsWith({ board: { hasGrip: true }, rider: { unresponsive: 'upright' } }));

const tables = [
  ['with the alive-check, laying flat', asked],
  ['with a grip, going upright', gripping],
] as const;

const BACK_OFF: readonly string[] = ['back-off-ends', 'retreat-begins', 'retreat-ends'];
const RETURNS: readonly TableState[] = ['returning-emergency', 'returning-blind', 'backing-off'];
const IN_PROGRAM: readonly TableState[] = ['moving', 'holding', 'resting', 'paused'];

const isRising = (state: TableState): boolean => RETURNS.includes(state);
/** Nothing but a held UP may move it: clamps or something in the way. */
const HELD_HARD: readonly (HeldBy | null)[] = ['clamps', 'obstruction', 'drive'];
const isHeldHard = ({ context }: Node): boolean => HELD_HARD.includes(context.held);
/** Stopped, or under a hold-to-run way up out of it. */
const isHeldTable = ({ state, context }: Node): boolean =>
  state === 'stopped' || (state === 'jogging' && context.held !== null);
const isStopFault = (event: TableEvent): boolean =>
  event.type === 'FAULT' && (event.reaction === 'STOP' || event.reaction === 'OFF');
const isBlindFault = (event: TableEvent): boolean => event.type === 'FAULT' && event.reaction === 'BLIND';
const staysPut = ({ from, to }: Edge): boolean => from.state === to.state && sameDemand(from.demand, to.demand);
/** START of an armed session begins the next one; until then the first cause stands, but for its acknowledgement. */
const beginsAnew = ({ from, event }: Edge): boolean =>
  (event.type === 'START_PRESSED' && (from.state === 'ready' || from.state === 'arming')) ||
  (event.type === 'ACKNOWLEDGED' && (from.state === 'ready' || from.state === 'locked'));

function demandsDown({ demand, context }: Node): boolean {
  if (demand.kind === 'jog') return demand.direction === -1;
  return demand.kind === 'ramp' || (demand.kind === 'retreat' && context.retreatByDeg < 0);
}

/** How far a demand may still take the table up: of two ways up, the one that goes further is never traded for less. */
function endOf({ demand }: Node): number {
  return demand.kind === 'return' ? demand.targetDeg : UPRIGHT_DEG;
}

function returnedAsFarAs({ from, to }: Edge): boolean {
  return to.demand.kind === from.demand.kind && endOf(to) >= endOf(from);
}

describe.each(tables)('every state x every event, %s', (_name, table) => {
  const { nodes, edges } = table;

  /** The edges that break a rule, as they read; the first few say enough. */
  const breaking = (applies: (edge: Edge) => boolean, holds: (edge: Edge) => boolean): string[] => {
    const applying = edges.filter(applies);
    expect(applying.length).toBeGreaterThan(0);
    return applying
      .filter((edge) => !holds(edge))
      .slice(0, 5)
      .map(describeEdge);
  };
  const breakingNodes = (applies: (node: Node) => boolean, holds: (node: Node) => boolean): string[] => {
    const applying = nodes.filter(applies);
    expect(applying.length).toBeGreaterThan(0);
    return applying
      .filter((node) => !holds(node))
      .slice(0, 5)
      .map(({ key }) => key);
  };

  it('comes to every state', () => {
    const flat = table === asked ? TABLE_STATES : TABLE_STATES.filter((state) => state !== 'laid-flat');
    expect(new Set(nodes.map(({ state }) => state))).toEqual(new Set(flat));
  });

  describe('RETURN', () => {
    const patient = ({ event }: Edge): boolean => event.type === 'RETURN_ASKED' && event.tiltDeg < 0;
    /** One E-STOP channel open holds for 2 s. */
    const waits = ({ from, event }: Edge): boolean =>
      from.context.held === 'e-stop-channel' && event.atMs - from.context.heldSinceMs < 2000 && isHeldTable(from);
    const heldAgainst = (edge: Edge): boolean =>
      edge.from.context.eStopOpen || (isHeldTable(edge.from) && isHeldHard(edge.from)) || waits(edge);

    it('is on its way in one event from everywhere, upright, but for E-STOP, clamps, obstruction and a drive at fault', () => {
      const goesUp = ({ from, to }: Edge): boolean =>
        from.state === 'returning-blind' || from.state === 'backing-off'
          ? to.state === from.state && !to.context.layFlat
          : to.state === 'returning-emergency' && to.demand.kind === 'return' && to.demand.targetDeg === UPRIGHT_DEG;
      expect(breaking((edge) => patient(edge) && !heldAgainst(edge), goesUp)).toEqual([]);
    });

    it('is tried from every situation there is', () => {
      const tried = new Set(edges.filter(patient).map(({ from }) => from.key));
      expect(nodes.filter(({ key }) => !tried.has(key)).map(({ key }) => key)).toEqual([]);
    });

    it('[H-21] moves nothing while E-STOP is open, and never where clamps or an obstruction hold the table', () => {
      expect(breaking((edge) => patient(edge) && heldAgainst(edge), staysPut)).toEqual([]);
    });

    it('leaves a table alone that is upright and ready or locked', () => {
      const upright = ({ from, event }: Edge): boolean =>
        event.type === 'RETURN_ASKED' &&
        event.tiltDeg === UPRIGHT_DEG &&
        (from.state === 'ready' || from.state === 'locked');
      expect(breaking(upright, staysPut)).toEqual([]);
    });

    it('is answered by a held UP where it is not by RETURN', () => {
      const held = ({ from, event }: Edge): boolean =>
        event.type === 'UP_PRESSED' &&
        from.state === 'stopped' &&
        !from.context.eStopOpen &&
        event.atMs - from.context.heldSinceMs >= 2000;
      const rises = ({ to }: Edge): boolean => to.demand.kind === 'jog' && to.demand.direction === 1;
      expect(breaking(held, rises)).toEqual([]);
    });

    it('turns the way to horizontal into the way to upright', () => {
      const flat = (edge: Edge): boolean => patient(edge) && isRising(edge.from.state) && edge.from.context.layFlat;
      if (table === asked) expect(breaking(flat, ({ to }) => !to.context.layFlat)).toEqual([]);
      else expect(nodes.every(({ context }) => !context.layFlat)).toBe(true);
    });
  });

  describe('downward motion', () => {
    it('is demanded by the program of a session, by DOWN held in it, by policy B, and by nothing else', () => {
      const retreats = ({ state, context }: Node): boolean =>
        state === 'backing-off' && context.session !== null && context.held === null && !context.eStopOpen;
      const mayGoDown = ({ state, context }: Node): boolean =>
        retreats({ state, context } as Node) ||
        ((state === 'moving' || state === 'jogging') &&
          context.session !== null &&
          context.startPressed &&
          context.held === null &&
          context.cause === null &&
          !context.eStopOpen);
      expect(breakingNodes(demandsDown, mayGoDown)).toEqual([]);
    });

    it('begins after START of an armed session, at the end of a phase, on resuming, with DOWN, or to let go of what is in the way', () => {
      const begins = ({ from, to }: Edge): boolean => demandsDown(to) && !demandsDown(from);
      const because = ({ from, event, to }: Edge): boolean => {
        const withoutPerson = from.context.occupancy !== 'person';
        if (event.type === 'GOTO_ASKED' || event.type === 'JOG_ASKED')
          return withoutPerson && from.context.startPressed;
        if (event.type === 'ACKNOWLEDGED') return from.state === 'holding' || from.state === 'resting';
        // The comfort stop: to a tilt above, held there.
        if (event.type === 'UP_RELEASED')
          return to.state === 'moving' && to.demand.kind === 'ramp' && to.demand.targetDeg > event.tiltDeg;
        if (to.state === 'jogging') return event.type === 'DOWN_PRESSED' && IN_PROGRAM.includes(from.state);
        if (from.state === 'backing-off') return event.type === 'DEADLINE' && event.name === 'retreat-begins';
        if (from.state === 'arming') return event.type === 'DEADLINE' && event.name === 'arming-ends';
        if (from.state === 'paused') return event.type === 'START_PRESSED' || event.type === 'RESUME_ASKED';
        return (
          (from.state === 'holding' || from.state === 'resting') &&
          event.type === 'DEADLINE' &&
          event.name === 'phase-ends'
        );
      };
      expect(breaking(begins, because)).toEqual([]);
    });

    it('passes from one of its forms to another only by the hand that asks for the other', () => {
      const passes = ({ from, to }: Edge): boolean =>
        demandsDown(from) && demandsDown(to) && !sameDemand(from.demand, to.demand);
      const because = ({ from, event, to }: Edge): boolean => {
        if (event.type === 'GOTO_ASKED' || event.type === 'JOG_ASKED') return from.context.occupancy !== 'person';
        return to.demand.kind === 'jog' && event.type === 'DOWN_PRESSED';
      };
      expect(breaking(passes, because)).toEqual([]);
    });

    it('goes on with the program after a pause by START and the console alone, whatever hands did in it', () => {
      const goesOn = ({ from, to }: Edge): boolean =>
        from.context.session?.inPause === true && to.context.session?.inPause === false;
      const because = ({ event }: Edge): boolean =>
        ['START_PRESSED', 'RESUME_ASKED', 'GOTO_ASKED'].includes(event.type);
      expect(breaking(goesOn, because)).toEqual([]);
      const rests = ({ from, to }: Edge): boolean =>
        from.context.session?.inPause === true && (to.state === 'holding' || to.state === 'resting');
      expect(edges.filter(rests).map(describeEdge)).toEqual([]);
    });

    it('ends with DOWN let go, whatever else is pressed', () => {
      const letGo = ({ from, event }: Edge): boolean =>
        event.type === 'DOWN_RELEASED' && from.state === 'jogging' && demandsDown(from);
      expect(breaking(letGo, ({ to }) => to.demand.kind === 'stay')).toEqual([]);
    });

    it('never begins without START: arming comes from ready alone, by START or the console', () => {
      const arms = ({ from, to }: Edge): boolean => to.state === 'arming' && from.state !== 'arming';
      const byStart = ({ from, event }: Edge): boolean =>
        from.state === 'ready' && (event.type === 'START_PRESSED' || event.type === 'ARM_ASKED');
      expect(breaking(arms, byStart)).toEqual([]);
      const starts = ({ from, to }: Edge): boolean => to.context.session !== null && from.context.session === null;
      expect(breaking(starts, ({ event }) => event.type === 'START_PRESSED')).toEqual([]);
    });
  });

  describe('E-STOP', () => {
    it('[H-05] stops with the drive off from everywhere', () => {
      const stops = ({ to }: Edge): boolean =>
        to.state === 'stopped' && to.context.eStopOpen && to.demand.kind === 'off';
      expect(breaking(({ event }) => event.type === 'E_STOP_OPENED', stops)).toEqual([]);
    });

    it('[H-05] lets nothing be demanded while it is open, and nothing but its release is heeded', () => {
      const open = ({ context }: Node): boolean => context.eStopOpen;
      expect(breakingNodes(open, ({ state, demand }) => state === 'stopped' && demand.kind === 'off')).toEqual([]);
      const other = ({ from, event }: Edge): boolean => open(from) && event.type !== 'E_STOP_RELEASED';
      const stays = (edge: Edge): boolean => staysPut(edge) && edge.to.context.eStopOpen;
      expect(breaking(other, stays)).toEqual([]);
    });

    it('[H-07] moves nothing when it is released', () => {
      const stands = ({ from, to }: Edge): boolean =>
        to.state === from.state &&
        !to.context.eStopOpen &&
        (from.state === 'stopped' ? to.demand.kind === 'off' || to.demand.kind === 'stay' : from.demand === to.demand);
      expect(breaking(({ event, from }) => event.type === 'E_STOP_RELEASED' && from.context.eStopOpen, stands)).toEqual(
        [],
      );
    });

    it('[H-07] once released lets RETURN or UP move the table, and nothing else', () => {
      const leaves = ({ from, to }: Edge): boolean => from.state === 'stopped' && to.state !== 'stopped';
      expect(breaking(leaves, ({ event }) => event.type === 'RETURN_ASKED' || event.type === 'UP_PRESSED')).toEqual([]);
    });
  });

  describe('a hold that only a held UP moves', () => {
    it('[H-21] is left to the way up by hand and by nothing else, E-STOP in and out included', () => {
      const clampsHold = (node: Node): boolean => isHeldTable(node) && node.context.held === 'clamps';
      const onlyUp = ({ from, event, to }: Edge): boolean => {
        if (to.state === 'locked') return from.state === 'jogging' && event.type === 'ARRIVED';
        if (!isHeldTable(to) || to.context.held !== 'clamps') return false;
        return from.state === 'jogging' || to.state === 'stopped' || event.type === 'UP_PRESSED';
      };
      expect(breaking(({ from }) => clampsHold(from), onlyUp)).toEqual([]);
    });

    it('[H-19] survives E-STOP as an obstruction does: RETURN never pushes into what was never removed', () => {
      const obstructed = (node: Node): boolean => isHeldTable(node) && node.context.held === 'obstruction';
      const onlyUp = ({ from, event, to }: Edge): boolean => {
        if (to.state === 'locked') return from.state === 'jogging' && event.type === 'ARRIVED';
        return isHeldTable(to) && isHeldHard(to);
      };
      expect(breaking(({ from }) => obstructed(from), onlyUp)).toEqual([]);
    });

    it('stops with UP let go', () => {
      const letGo = ({ from, event }: Edge): boolean => event.type === 'UP_RELEASED' && from.state === 'jogging';
      const stands = ({ from, to }: Edge): boolean =>
        (isHeldTable(from) ? to.state === 'stopped' : to.state === 'paused' || to.state === 'moving') &&
        to.demand.kind !== 'jog';
      expect(breaking(letGo, stands)).toEqual([]);
    });

    it('never jogs down, pauses or goes on with a program', () => {
      const held = ({ from }: Edge): boolean => isHeldTable(from);
      const none = ({ to }: Edge): boolean => !demandsDown(to) && !IN_PROGRAM.includes(to.state);
      expect(breaking(held, none)).toEqual([]);
    });

    it('[H-06] stops a way up by hand that is under way, whatever held the table before', () => {
      const fails = ({ from, event }: Edge): boolean => isStopFault(event) && from.state === 'jogging';
      expect(breaking(fails, ({ to }) => to.state === 'stopped')).toEqual([]);
    });
  });

  describe('an emergency return', () => {
    it('is interrupted by E-STOP, a stop, an obstruction, the angle, and its end: nothing else', () => {
      const interrupts = ({ from, event }: Edge): boolean => {
        if (event.type === 'E_STOP_OPENED' || isStopFault(event)) return true;
        if (event.type === 'ARRIVED') return from.state !== 'backing-off';
        if (event.type === 'GAVE_UP') return from.state !== 'backing-off';
        if (event.type === 'BRAKED') return from.state === 'returning-emergency' || from.context.retreatToDeg !== null;
        if (isBlindFault(event)) return from.state !== 'returning-blind';
        return from.state === 'backing-off' && event.type === 'DEADLINE' && BACK_OFF.includes(event.name);
      };
      const goesOn = (edge: Edge): boolean => edge.to.state === edge.from.state && returnedAsFarAs(edge);
      expect(breaking((edge) => isRising(edge.from.state) && !interrupts(edge), goesOn)).toEqual([]);
    });

    it('pushes against nothing on its way back from what was in the way', () => {
      const pushes = ({ from, event }: Edge): boolean => event.type === 'BRAKED' && from.context.retreatToDeg !== null;
      expect(breaking(pushes, ({ to }) => to.state === 'backing-off' && to.demand.kind === 'off')).toEqual([]);
    });

    it('obeys each of those', () => {
      const enters: readonly [(edge: Edge) => boolean, TableState][] = [
        [({ event }) => event.type === 'E_STOP_OPENED' || isStopFault(event), 'stopped'],
        [({ event }) => isBlindFault(event), 'returning-blind'],
        [({ from, event }) => event.type === 'BRAKED' && from.state === 'returning-emergency', 'backing-off'],
        [({ from, event }) => event.type === 'GAVE_UP' && from.state === 'returning-blind', 'stopped'],
      ];
      for (const [when, state] of enters) {
        expect(
          breaking(
            (edge) => isRising(edge.from.state) && when(edge),
            ({ to }) => to.state === state,
          ),
        ).toEqual([]);
      }
    });

    it('keeps no deadline, but for the end of a back-off', () => {
      const clear: readonly TableState[] = [
        'self-test',
        'ready',
        'locked',
        'stopped',
        'laid-flat',
        'returning-emergency',
        'returning-blind',
      ];
      expect(
        breakingNodes(
          ({ state, context }) => clear.includes(state) || (state === 'jogging' && context.held !== null),
          ({ context }) => Object.keys(context.deadlines).length === 0,
        ),
      ).toEqual([]);
      const backsOff = ({ context: { deadlines } }: Node): boolean =>
        deadlines['back-off-ends'] !== undefined && Object.keys(deadlines).every((name) => BACK_OFF.includes(name));
      expect(breakingNodes(({ state }) => state === 'backing-off', backsOff)).toEqual([]);
    });

    it('[H-19] waits a back-off out, and holds the table after the third', () => {
      const over = ({ from, event, stale }: Edge): boolean =>
        from.state === 'backing-off' && event.type === 'DEADLINE' && event.name === 'back-off-ends' && !stale;
      const third = ({ from, to }: Edge): boolean =>
        from.context.obstructions < 3
          ? to.state === 'returning-emergency' && to.context.layFlat === from.context.layFlat
          : to.state === 'stopped' && to.context.held === 'obstruction';
      expect(breaking(over, third)).toEqual([]);
      const early = ({ from, event, stale }: Edge): boolean =>
        from.state === 'backing-off' && event.type === 'DEADLINE' && stale;
      expect(breaking(early, staysPut)).toEqual([]);
    });

    it('[H-13] goes at 2 deg/s once the sources have disagreed, whenever that was, until upright', () => {
      const disagrees = ({ from, event, to }: Edge): boolean =>
        event.type === 'FAULT' && event.id === 'H-13' && to.state !== 'locked' && from.state !== 'locked';
      expect(breaking(disagrees, ({ to }) => to.context.slowReturn)).toEqual([]);
      const forgets = ({ from, to }: Edge): boolean => from.context.slowReturn && !to.context.slowReturn;
      expect(breaking(forgets, beginsAnew)).toEqual([]);
      expect(
        breakingNodes(
          ({ state, context }) => state === 'returning-emergency' && context.slowReturn,
          ({ demand }) => demand.kind === 'return' && demand.rates.headDownUpDegPerSec === 2,
        ),
      ).toEqual([]);
    });
  });

  describe('the end', () => {
    it('is locked or laid flat after anything that ended a session early, never ready', () => {
      const readyAgain = ({ from, to }: Edge): boolean => to.state === 'ready' && from.state !== 'ready';
      const allowed = ({ from, event }: Edge): boolean => {
        switch (from.state) {
          case 'self-test':
            return event.type === 'SELF_TEST_PASSED';
          case 'locked':
            return event.type === 'ACKNOWLEDGED';
          case 'returning-planned':
            return event.type === 'ARRIVED' && !from.context.degraded;
          case 'arming':
            return event.type === 'GRIP_OPENED' || (event.type === 'DEADLINE' && event.name === 'arm-lapses');
          default:
            return false;
        }
      };
      expect(breaking(readyAgain, allowed)).toEqual([]);
      expect(breaking(readyAgain, ({ to }) => to.context.session === null && to.context.cause === null)).toEqual([]);
    });

    it('of every return that arrives is locked, or flat where the rider did not answer', () => {
      const arrives = ({ from, event }: Edge): boolean =>
        event.type === 'ARRIVED' && (from.state === 'returning-emergency' || from.state === 'returning-blind');
      const ends = ({ from, to }: Edge): boolean =>
        to.state === (from.context.layFlat && from.state === 'returning-emergency' ? 'laid-flat' : 'locked') &&
        to.demand.kind === 'stay';
      expect(breaking(arrives, ends)).toEqual([]);
    });

    it('of a planned return is locked where something failed on the way', () => {
      const arrives = ({ from, event }: Edge): boolean =>
        event.type === 'ARRIVED' && from.state === 'returning-planned';
      expect(breaking(arrives, ({ from, to }) => to.state === (from.context.degraded ? 'locked' : 'ready'))).toEqual(
        [],
      );
    });

    it('lets a locked table ignore START and every other button: an acknowledgement makes it ready, no more', () => {
      const locked = ({ from, event }: Edge): boolean =>
        from.state === 'locked' &&
        event.type !== 'ACKNOWLEDGED' &&
        event.type !== 'E_STOP_OPENED' &&
        event.type !== 'RETURN_ASKED' &&
        !(event.type === 'FAULT' && event.id === 'H-48');
      expect(breaking(locked, staysPut)).toEqual([]);
      const acknowledged = ({ from, event }: Edge): boolean => from.state === 'locked' && event.type === 'ACKNOWLEDGED';
      const rests = ({ to }: Edge): boolean => to.state === 'ready' && to.demand.kind === 'stay';
      expect(breaking(acknowledged, rests)).toEqual([]);
    });

    it('leaves no session open in ready and locked, and no hold in anything but a held table', () => {
      const over = ({ state }: Node): boolean => state === 'ready' || state === 'locked';
      expect(breakingNodes(over, ({ context }) => context.session === null && context.held === null)).toEqual([]);
      const running = ({ state }: Node): boolean => IN_PROGRAM.includes(state) || state === 'returning-planned';
      const whole = ({ context }: Node): boolean =>
        context.session !== null && context.held === null && context.cause === null && context.startPressed;
      expect(breakingNodes(running, whole)).toEqual([]);
    });
  });

  describe('nobody is left behind', () => {
    const isUpright = ({ state }: Node): boolean => state === 'ready' || state === 'locked';

    it('by any event that can happen, an upright state can be reached from wherever E-STOP is not open', () => {
      const stuck = stuckNodes(table, { mayUse: ({ stale }) => !stale, isGoal: isUpright });
      expect(stuck.filter(({ context }) => !context.eStopOpen).map(({ key }) => key)).toEqual([]);
    });

    it('with nothing but RETURN, a held UP, and the motion that they ask for', () => {
      const mayUse = ({ event, stale, from }: Edge): boolean => {
        if (stale) return false;
        if (event.type === 'ARRIVED') return from.demand.kind !== 'stay' && from.demand.kind !== 'off';
        if (event.type === 'DEADLINE') return true;
        return ['RETURN_ASKED', 'UP_PRESSED', 'SELF_TEST_PASSED', 'E_STOP_RELEASED'].includes(event.type);
      };
      expect(stuckNodes(table, { mayUse, isGoal: isUpright }).map(({ key }) => key)).toEqual([]);
    });
  });

  describe('the cause', () => {
    it('is that of the event that ended the session, and the first one stays until it is acknowledged', () => {
      const hasCause = (edge: Edge): boolean => edge.from.context.cause !== null && !beginsAnew(edge);
      expect(breaking(hasCause, ({ from, to }) => to.context.cause === from.context.cause)).toEqual([]);
      const becomes = ({ from, to }: Edge): boolean => from.context.cause === null && to.context.cause !== null;
      expect(breaking(becomes, ({ event, to }) => to.context.cause === causeOf(event))).toEqual([]);
    });

    it('is there in every state that only a cause leads to', () => {
      const early = ({ state }: Node): boolean => isRising(state) || state === 'stopped' || state === 'laid-flat';
      expect(breakingNodes(early, ({ context }) => context.cause !== null)).toEqual([]);
      const endedEarly = ({ state, context }: Node): boolean =>
        (isRising(state) || state === 'laid-flat' || state === 'stopped') && context.lastSession !== null;
      expect(breakingNodes(endedEarly, ({ context }) => context.lastSession?.cause !== undefined)).toEqual([]);
    });
  });

  describe('deadlines of a session', () => {
    const free = ({ state, context }: Node): boolean =>
      context.held === null && (IN_PROGRAM.includes(state) || state === 'jogging' || state === 'returning-planned');
    const has = ({ context }: Node, name: keyof Node['context']['deadlines']): boolean =>
      context.deadlines[name] !== undefined;

    it('always hold its longest time, and the time of what is under way', () => {
      expect(breakingNodes(free, (node) => has(node, 'session-cap'))).toEqual([]);
      const moves = ({ state }: Node): boolean => state === 'moving' || state === 'returning-planned';
      expect(breakingNodes(moves, (node) => has(node, 'ramp-late') && !has(node, 'phase-ends'))).toEqual([]);
      const rests = ({ state }: Node): boolean => state === 'holding' || state === 'resting';
      expect(breakingNodes(rests, (node) => has(node, 'phase-ends') && !has(node, 'ramp-late'))).toEqual([]);
    });

    it('hold the cap on the time head-down exactly while head-down', () => {
      const counts = (node: Node): boolean => {
        const headDown = node.context.session?.headDownSinceMs !== null;
        // A way up that is planned goes no further down; the session's cap and the late ramp watch over it.
        return has(node, 'head-down-cap') === headDown || (node.state === 'returning-planned' && headDown);
      };
      expect(breakingNodes(free, counts)).toEqual([]);
    });

    it('ask a rider head-down, or wait for the answer, and nobody else ever', () => {
      const asks = (node: Node): number => Number(has(node, 'alive-prompt')) + Number(has(node, 'alive-answer'));
      const due = (node: Node): number => (table === asked && has(node, 'head-down-cap') ? 1 : 0);
      expect(
        breakingNodes(
          () => true,
          (node) => asks(node) === due(node),
        ),
      ).toEqual([]);
    });

    it('limit a pause head-down, and none head-up', () => {
      const paused = ({ state }: Node): boolean => state === 'paused';
      expect(breakingNodes(paused, (node) => has(node, 'pause-cap') === has(node, 'head-down-cap'))).toEqual([]);
      const elsewhere = ({ state }: Node): boolean => state !== 'paused' && state !== 'jogging';
      expect(breakingNodes(elsewhere, (node) => !has(node, 'pause-cap'))).toEqual([]);
    });
  });

  it('an ANSWERED question changes nothing but the next question', () => {
    expect(breaking(({ event }) => event.type === 'ANSWERED', staysPut)).toEqual([]);
  });

  it('a step beyond the program is its way up', () => {
    const steps = ({ context }: Node): boolean => (context.session?.step ?? 0) <= PLAN.steps.length;
    expect(breakingNodes(() => true, steps)).toEqual([]);
    expect(
      breakingNodes(
        ({ state }) => state === 'returning-planned',
        ({ context }) => context.session?.step === PLAN.steps.length,
      ),
    ).toEqual([]);
  });
});
