import type { FileProblem } from './file-problem.ts';
import type { Settings } from './settings.ts';

/** One thing that must hold between settings. */
export interface SettingsRule {
  /** The fields that it compares; a complaint stands at the first. */
  readonly paths: readonly string[];
  /** The rule in one sentence, for the documentation. */
  readonly sentence: string;
  check(settings: Settings): Complaint | null;
}

export type Complaint = Pick<FileProblem, 'what' | 'remedy'>;
