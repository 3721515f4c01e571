import type { CommandReply, OperatorCommand } from '../domain/commands.ts';
import type { TableView } from '../domain/view.ts';

/** A surface's way to the table: look, and ask. */
export interface OperatorLink {
  view(): TableView;
  send(command: OperatorCommand): CommandReply;
}
