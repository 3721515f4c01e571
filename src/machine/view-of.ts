import type { TableEstimate } from '../domain/estimate.ts';
import type { LatchedFault } from '../domain/faults.ts';
import type { ActuatorCommand } from '../domain/frames.ts';
import { clampsClosed, clampsOpen } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { Refusal } from '../domain/verdict.ts';
import type { Lights, Prompt, SessionView, TableView } from '../domain/view.ts';
import { movementWanted, stillFromMs } from './rider-moves.ts';
import { stepTargetDeg } from './step-target.ts';
import type { TableContext } from './table-context.ts';

/** What a view is made of. */
export interface ViewSources {
  readonly state: TableState;
  readonly context: TableContext;
  readonly estimate: TableEstimate;
  readonly command: ActuatorCommand;
  readonly lights: Lights;
  readonly faults: readonly LatchedFault[];
  readonly refusals: readonly Refusal[];
  readonly hardwareName: string;
}

/** Projects the table for people; called when a surface looks, never by the cycle itself. */
export function viewOf(sources: ViewSources): TableView {
  const { state, context, estimate, command } = sources;
  return {
    nowMs: estimate.nowMs,
    state,
    cause: context.cause,
    occupancy: context.occupancy,
    tiltDeg: estimate.tiltDeg,
    rateDegPerSec: estimate.rateDegPerSec,
    brakeReleased: command.brakeReleased,
    duty: command.duty,
    currentAmps: estimate.currentAmps,
    supplyVolts: estimate.supplyVolts,
    inputs: estimate.inputs,
    program: { name: context.plan.name, totalMs: context.plan.totalMs, deepestDeg: context.plan.deepestDeg },
    session: sessionOf(context, estimate.nowMs),
    lastSession: context.lastSession,
    lights: { ...sources.lights },
    faults: [...sources.faults],
    refusals: sources.refusals,
    prompt: promptOf(sources),
    frameAgeMs: estimate.frameAgeMs,
    leaseMs: command.leaseMs,
    hardwareName: sources.hardwareName,
  };
}

function sessionOf(context: TableContext, nowMs: number): SessionView | null {
  const { session, plan, deadlines, settings } = context;
  if (session === null) return null;
  const elapsedMs = nowMs - session.startedAtMs;
  const stretchMs = session.headDownSinceMs === null ? 0 : nowMs - session.headDownSinceMs;
  const phaseEndsAtMs = deadlines['phase-ends'];
  const holdsBegun = plan.steps.slice(0, session.step + 1).filter((step) => step.kind === 'hold').length;
  // In a rest the next hold counts; after the last one there is none, and the last one stays.
  const resting = plan.steps[session.step]?.kind === 'rest';
  return {
    elapsedMs,
    remainingMs: Math.max(0, plan.totalMs - elapsedMs),
    headDownMs: session.headDownMs + stretchMs,
    hold: Math.max(1, Math.min(plan.holds, holdsBegun + (resting ? 1 : 0))),
    holds: plan.holds,
    phaseRemainingMs: phaseEndsAtMs === undefined ? null : Math.max(0, phaseEndsAtMs - nowMs),
    targetDeg: plan.steps[session.step] === undefined ? settings.table.uprightDeg : stepTargetDeg(context),
    riderMoves: movementWanted(context, nowMs),
  };
}

function promptOf({ state, context, estimate, faults, refusals }: ViewSources): Prompt | null {
  const answerUntilMs = context.deadlines['alive-answer'];
  if (answerUntilMs !== undefined) {
    return { kind: 'answer', text: 'Are you well? Press SELECT, START, UP or DOWN.', untilMs: answerUntilMs };
  }
  const exercise = exercisePrompt(context, estimate.nowMs);
  if (exercise !== null) return exercise;
  switch (state) {
    case 'arming':
      if (context.startPressed) return null;
      return { kind: 'press-start', text: 'Armed. Press START.', untilMs: context.deadlines['arm-lapses'] ?? null };
    case 'locked':
      return { kind: 'acknowledge', text: `Locked${becauseOf(faults)}. Hold SELECT for a second.`, untilMs: null };
    case 'laid-flat':
      return { kind: 'return', text: 'Laid flat. Any button brings the rider upright.', untilMs: null };
    case 'stopped':
      return stoppedPrompt(context);
    case 'ready':
      if (refusals.some((refusal) => refusal.id === 'H-22')) {
        return clampsClosed(estimate.inputs)
          ? { kind: 'open-clamp', text: 'Open and close the ankle clamp.', untilMs: null }
          : { kind: 'close-clamp', text: 'Close the ankle clamp.', untilMs: null };
      }
      return clampsOpen(estimate.inputs) && context.occupancy !== 'none'
        ? { kind: 'close-clamp', text: 'Close the ankle clamp.', untilMs: null }
        : null;
    default:
      return null;
  }
}

function exercisePrompt(context: TableContext, nowMs: number): Prompt | null {
  const stillFrom = stillFromMs(context);
  if (stillFrom === null) return null;
  if (nowMs < stillFrom) return { kind: 'move', text: 'You may move now.', untilMs: stillFrom };
  return {
    kind: 'lie-still',
    text: 'Lie still: the table moves next.',
    untilMs: context.deadlines['phase-ends'] ?? null,
  };
}

function becauseOf(faults: readonly LatchedFault[]): string {
  return faults.length === 0 ? '' : ` by ${faults.map((fault) => fault.id).join(', ')}`;
}

function stoppedPrompt(context: TableContext): Prompt {
  if (context.eStopOpen)
    return { kind: 'release', text: 'Stopped. Release E-STOP, then RETURN or hold UP.', untilMs: null };
  if (context.held === 'clamps' || context.held === 'obstruction' || context.held === 'drive') {
    return { kind: 'return', text: 'Stopped. An attendant holds UP to bring the rider upright.', untilMs: null };
  }
  return { kind: 'return', text: 'Stopped. Press RETURN or hold UP.', untilMs: null };
}
