import type { Settings } from '../../config/settings.ts';
import type { CommandReply } from '../../domain/commands.ts';
import type { CycleTiming } from '../../ports/cycle-timing.ts';
import type { JournalHistory } from '../../ports/journal.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { ProgramCatalogue } from '../../ports/program-catalogue.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { HazardText } from '../table-words.ts';
import type { ConsoleReply, PendingReply } from './console-reply.ts';
import type { ConsoleRoom, OperatorRole } from './console-room.ts';

/** A command as data: from these rows the grammar, `help` and docs/console.md are made. */
export interface ConsoleCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** `start P`, as `help` and a USAGE error show it. */
  readonly usage: string;
  readonly summary: string;
  /** What one should know beyond the summary, in sentences. */
  readonly details: string;
  /** Words after the name. */
  readonly words: { readonly from: number; readonly to: number };
  readonly role: 'anyone' | 'operator';
  /** `test-inputs`: simulated and emulated tables and declared rigs only. `later`: answers UNAVAILABLE so far. */
  readonly needs: 'nothing' | 'test-inputs' | 'later';
  run(words: readonly string[], desk: ConsoleDesk): ConsoleReply | PendingReply;
}

/** What the commands of one session can reach. */
export interface ConsoleDesk {
  readonly room: ConsoleRoom;
  readonly link: OperatorLink;
  /** Null where the controller keeps none. */
  readonly journal: JournalHistory | null;
  readonly testInputs: TestInputs | null;
  readonly programs: ProgramCatalogue;
  readonly settings: Settings;
  readonly versionText: string;
  readonly hazardText: HazardText;
  readonly role: OperatorRole;
  readonly modes: ConsoleModes;
  /** Null before the control loop runs. */
  timing(): CycleTiming | null;
  /** May end the controller without the role. */
  readonly mayQuit: boolean;
  nowMs(): number;
  quit(): CommandReply;
}

/** What a session changes about itself. */
export interface ConsoleModes {
  echo: boolean;
  json: boolean;
  /** Null: nothing is watched. */
  watchHz: number | null;
}
