import { initialTransition, transition } from 'xstate';
import type { Settings } from '../../src/config/settings.ts';
import type { MotionDemand } from '../../src/domain/demand.ts';
import { invariant } from '../../src/domain/invariant.ts';
import type { TableState } from '../../src/domain/states.ts';
import { DEADLINES } from '../../src/machine/deadlines.ts';
import { demandOf } from '../../src/machine/demand-of.ts';
import type { TableContext } from '../../src/machine/table-context.ts';
import type { TableEvent, TableEventBody } from '../../src/machine/table-event.ts';
import { type TableSnapshot, tableMachine } from '../../src/machine/table-machine.ts';
import * as drive from './table-driver.ts';

/** One reachable situation of the machine. Two that differ in absolute times only are one. */
export interface Node {
  readonly key: string;
  readonly state: TableState;
  readonly context: TableContext;
  readonly demand: MotionDemand;
}

/** What one event makes of one situation. */
export interface Edge {
  readonly from: Node;
  readonly event: TableEvent;
  readonly to: Node;
  /** A deadline that was taken off earlier in its own tick, or another event that a table in order never shows. */
  readonly stale: boolean;
}

export interface Exploration {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** More situations than this, and the key has taken in something that grows without end. */
const MOST_NODES = 10_000;
const SOON_MS = 10;
/** Longer than anything that a held table waits for. */
const LATER_MS = 5000;

const BODIES: readonly TableEventBody[] = [
  { type: 'E_STOP_OPENED' },
  { type: 'E_STOP_RELEASED' },
  drive.CLAMPS_LOST,
  drive.CHANNEL_OPEN,
  { type: 'FAULT', id: 'H-16', reaction: 'OFF' },
  drive.ANGLE_LOST,
  drive.ANGLE_STUCK,
  drive.SOURCES_DISAGREE,
  drive.DRIFTS,
  drive.CREEPS,
  { type: 'FAULT', id: 'H-22', reaction: 'REF' },
  { type: 'FAULT', id: 'H-09', reaction: 'IGN' },
  drive.JAMMED,
  drive.BRAKED,
  { type: 'GRIP_OPENED' },
  { type: 'ARRIVED' },
  { type: 'GAVE_UP' },
  { type: 'WENT_HEAD_DOWN' },
  { type: 'LEFT_HEAD_DOWN' },
  { type: 'SELF_TEST_PASSED' },
  { type: 'FOUND_INVERTED' },
  { type: 'FOUND_IN_SESSION' },
  { type: 'FOUND_BLIND' },
  { type: 'ANSWERED' },
  { type: 'START_PRESSED' },
  { type: 'SELECT_PRESSED' },
  { type: 'ACKNOWLEDGED' },
  { type: 'UP_RELEASED' },
  { type: 'DOWN_PRESSED' },
  { type: 'DOWN_RELEASED' },
  { type: 'PAUSE_ASKED' },
  { type: 'RESUME_ASKED' },
  { type: 'ARM_ASKED' },
  { type: 'PROGRAM_SELECTED', plan: drive.PLAN },
  { type: 'JOG_ASKED', direction: 1 },
  { type: 'JOG_ASKED', direction: -1 },
  { type: 'GOTO_ASKED', toDeg: -20 },
  { type: 'PHASE_CHANGED', byMs: -3_600_000 },
  { type: 'PHASE_CHANGED', byMs: 30_000 },
];

/** RETURN and UP are tried at once, and after everything that a hold may wait for; RETURN also with the table upright. */
const PATIENT: readonly TableEventBody[] = [drive.RETURN, drive.CONSOLE_RETURN, { type: 'UP_PRESSED' }];

/**
 * Every event at every moment, whether or not it can happen there: a machine that is safe under these is safe under
 * those that the detector makes. Head-down, but for one RETURN and one arrival that find the table upright.
 */
function eventsIn(snapshot: TableSnapshot): TableEvent[] {
  const { context } = snapshot;
  const nowMs = latestMs(context) + SOON_MS;
  const here = { atMs: nowMs, tiltDeg: -40, latchClosed: true };
  return [
    ...BODIES.filter(({ type }) => mayCross(type, snapshot)).map((body) => ({ ...body, ...here })),
    ...PATIENT.map((body) => ({ ...body, ...here })),
    ...PATIENT.map((body) => ({ ...body, ...here, atMs: nowMs + LATER_MS })),
    { ...drive.RETURN, ...here, atMs: nowMs + LATER_MS, tiltDeg: drive.UPRIGHT_DEG },
    ...DEADLINES.map((name) => ({
      type: 'DEADLINE' as const,
      name,
      ...here,
      atMs: context.deadlines[name] ?? nowMs,
    })),
  ];
}

/** The horizontal is crossed downward and upward by turns, and not by a table that stands upright before its session. */
function mayCross(type: TableEvent['type'], { value, context: { session } }: TableSnapshot): boolean {
  if (type === 'WENT_HEAD_DOWN') return value !== 'arming' && (session === null || session.headDownSinceMs === null);
  if (type === 'LEFT_HEAD_DOWN') return session === null || session.headDownSinceMs !== null;
  return true;
}

function latestMs({ session, heldSinceMs, jogSinceMs }: TableContext): number {
  return Math.max(heldSinceMs, jogSinceMs, session?.startedAtMs ?? 0, session?.headDownSinceMs ?? 0);
}

/** Everything that the machine's answers depend on, absolute times left out. */
function keyOf(state: TableState, context: TableContext): string {
  const { session, held, deadlines } = context;
  return [
    state,
    session === null ? 'no session' : `step ${session.step}${session.headDownSinceMs === null ? '' : ' head-down'}`,
    session?.inPause && (state === 'moving' || state === 'jogging') ? 'in pause' : '',
    held ?? 'free',
    context.eStopOpen ? 'E-STOP open' : '',
    context.layFlat ? 'lay flat' : '',
    context.slowReturn ? 'slow' : '',
    context.degraded ? 'degraded' : '',
    `${Math.min(context.obstructions, 3)} in the way`,
    context.cause === null ? '' : 'caused',
    state === 'jogging' ? context.jogDirection : '',
    state === 'arming' ? context.startPressed : '',
    DEADLINES.filter((name) => deadlines[name] !== undefined).join('+'),
  ].join('/');
}

function nodeOf(snapshot: TableSnapshot): Node {
  const state = snapshot.value as TableState;
  const { context } = snapshot;
  return { key: keyOf(state, context), state, context, demand: demandOf(state, context) };
}

/**
 * Walks through every situation that the machine can come into, by every event, the nearest first. Throws where an event
 * throws. Not by `getAdjacencyMap` of xstate/graph, which queues every edge's end, known or not: it takes nearly twice as long.
 */
export function exploreTable(settings: Settings): Exploration {
  const [first] = initialTransition(tableMachine, { settings, plan: drive.PLAN, occupancy: 'person' });
  const queue: TableSnapshot[] = [first];
  const nodes = new Map<string, Node>([[nodeOf(first).key, nodeOf(first)]]);
  const edges: Edge[] = [];
  for (const snapshot of queue) {
    const from = nodes.get(nodeOf(snapshot).key);
    invariant(from !== undefined, 'an edge begins in a node');
    for (const event of eventsIn(snapshot)) {
      const [next] = transition(tableMachine, snapshot, event);
      const to = nodeOf(next);
      const stale = event.type === 'DEADLINE' && from.context.deadlines[event.name] === undefined;
      edges.push({ from, event, to, stale });
      if (nodes.has(to.key)) continue;
      nodes.set(to.key, to);
      queue.push(next);
      invariant(queue.length <= MOST_NODES, 'the key has taken in something that grows without end');
    }
  }
  return { nodes: [...nodes.values()], edges };
}

/** How an edge reads in a failure. */
export function describeEdge({ from, event, to }: Edge): string {
  const { atMs: _, tiltDeg, ...body } = event;
  const named = 'plan' in body ? body.type : JSON.stringify(body);
  return `${from.key}  --${named} at ${tiltDeg}-->  ${to.key}`;
}

/** Those of `nodes` from which no allowed edges lead to a goal. */
export function stuckNodes(
  { nodes, edges }: Exploration,
  { mayUse, isGoal }: { mayUse: (edge: Edge) => boolean; isGoal: (node: Node) => boolean },
): readonly Node[] {
  const into = new Map<string, string[]>();
  for (const edge of edges) {
    if (!mayUse(edge)) continue;
    const sources = into.get(edge.to.key);
    if (sources === undefined) into.set(edge.to.key, [edge.from.key]);
    else sources.push(edge.from.key);
  }
  const reached = new Set<string>();
  const queue = nodes.filter(isGoal).map(({ key }) => key);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    queue.push(...(into.get(key) ?? []));
  }
  return nodes.filter(({ key }) => !reached.has(key));
}
