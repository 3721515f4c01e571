import type { TableState } from '../domain/states.ts';
import type { OperatorLink } from './operator-link.ts';

/** The controller as its pacer sees it: somebody who is called a hundred times a second. */
export interface Controller extends OperatorLink {
  /** One cycle at monotonic `nowMs`. Never throws: what fails inside brings the rider up. */
  tick(nowMs: number): void;
  readonly state: TableState;
}
