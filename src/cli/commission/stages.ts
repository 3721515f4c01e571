import { checksumOf } from '../../config/load-settings.ts';
import { type BoardKind, DEFAULT_SETTINGS, type Settings } from '../../config/settings.ts';

/** What a table goes through before it may carry a person, in this order. */
export const STAGES = ['flash', 'doctor', 'calibrate', 'none-20', 'none-limit', 'load-20', 'load-limit'] as const;
export type Stage = (typeof STAGES)[number];

/** What a stage was passed with: another configuration or firmware, and it is open again. */
export interface StageProof {
  readonly config: string;
  readonly firmware: string;
}

export type StageProofs = Partial<Record<Stage, StageProof>>;

/** First depth, and how close to a depth counts as there, deg. */
export const FIRST_DEPTH_DEG = -20;
export const DEPTH_WITHIN_DEG = 1;

export interface Commissioned {
  readonly settings: Settings;
  readonly firmware: string;
}

/** What must not have changed for a stage to hold. Calibrating comes after `doctor`, and does not reopen it. */
export function proofOf(stage: Stage, { settings, firmware }: Commissioned): StageProof {
  if (stage === 'flash') return { config: '', firmware };
  const { potentiometer } = DEFAULT_SETTINGS.board;
  const { angleAtHorizontal, angleRises } = DEFAULT_SETTINGS.board.pi;
  const pi = { ...settings.board.pi, angleAtHorizontal, angleRises };
  const judged = stage === 'doctor' ? { ...settings, board: { ...settings.board, potentiometer, pi } } : settings;
  return { config: checksumOf(judged), firmware };
}

export function isPassed(stage: Stage, proofs: StageProofs, table: Commissioned): boolean {
  const passed = proofs[stage];
  const wanted = proofOf(stage, table);
  return passed !== undefined && passed.config === wanted.config && passed.firmware === wanted.firmware;
}

/** A table on a Pi's own pins has no firmware of ours to be written. */
export function stagesOf(kind: BoardKind): readonly Stage[] {
  return kind === 'raspberry-pi' ? STAGES.filter((stage) => stage !== 'flash') : STAGES;
}

/** The first stage that is open; null where a person may lie on the table. */
export function nextStage(proofs: StageProofs, table: Commissioned, stages: readonly Stage[] = STAGES): Stage | null {
  return stages.find((stage) => !isPassed(stage, proofs, table)) ?? null;
}

/** The command that a builder gives next. */
export function commandOf(stage: Stage, { table }: Settings): string {
  const drive = (occupancy: string, depthDeg: number) =>
    `upright run --occupancy ${occupancy} --console stdio, there: goto ${depthDeg}, then START, and RETURN when it is down`;
  switch (stage) {
    case 'flash':
    case 'doctor':
    case 'calibrate':
      return `upright ${stage}`;
    case 'none-20':
      return drive('none', FIRST_DEPTH_DEG);
    case 'none-limit':
      return drive('none', table.invertedDeg);
    case 'load-20':
      return drive('load', FIRST_DEPTH_DEG);
    case 'load-limit':
      return drive('load', table.invertedDeg);
    default:
      return stage satisfies never;
  }
}
