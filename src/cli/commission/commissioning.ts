import type { BoardKind, Settings } from '../../config/settings.ts';
import type { TableView } from '../../domain/view.ts';
import type { Target } from '../../targets/target.ts';
import { SessionWatch } from './session-watch.ts';
import { passStage, readStages } from './stage-store.ts';
import { commandOf, nextStage, stagesOf } from './stages.ts';

/** Sessions last minutes; their depth and their end are looked at this often, ms. */
const LOOK_EVERY_MS = 100;

interface CommissionedRun {
  readonly kind: BoardKind;
  readonly target: Target;
  readonly settings: Settings;
  readonly stateDir: string | null;
}

export interface Commissioning {
  /** Called in every cycle. */
  step(nowMs: number, view: () => TableView): void;
}

/**
 * On a real table: writes down what sessions without a person have passed, and keeps a person off until all is passed.
 * The board's table says why at START, and at every look before it.
 */
export function commissioningOf({ kind, target, settings, stateDir }: CommissionedRun): Commissioning | null {
  const { board, bar: keepOff } = target;
  if ((board === null && keepOff === null) || stateDir === null) return null;
  const table = { settings, firmware: target.hardware.facts.firmware };
  const watch = new SessionWatch(settings.table.invertedDeg);
  const bar = () => {
    const next = nextStage(readStages(stateDir), table, stagesOf(kind));
    keepOff?.(next === null ? null : `commissioning is not finished; next: ${commandOf(next, settings)}`);
  };
  bar();
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return {
    step: (nowMs, view) => {
      if (nowMs - lookedAtMs < LOOK_EVERY_MS) return;
      lookedAtMs = nowMs;
      const passed = watch.observe(view());
      if (passed.length === 0) return;
      // Upright and out of a session: a moment for the disk.
      for (const stage of passed) passStage(stateDir, stage, table);
      process.stderr.write(`commissioning: ${passed.join(' and ')} passed\n`);
      bar();
    },
  };
}
