import type { Settings } from '../config/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Controller } from '../ports/controller.ts';
import type { CycleTiming } from '../ports/cycle-timing.ts';
import type { JournalHistory } from '../ports/journal.ts';
import type { ProgramCatalogue } from '../ports/program-catalogue.ts';
import type { Target } from '../targets/target.ts';
import type { QuitWatch } from './quit-watch.ts';
import type { ScpiPlace } from './scpi-place.ts';

/** Where a person is in touch with the table. */
export interface Surface {
  /** Called after every cycle. */
  poll(): void;
  close(): Promise<void>;
}

export interface SurfaceNeeds {
  /** What `--console` said, each time that it was given. */
  readonly consoles: readonly string[];
  /** What `--scpi` said. */
  readonly benches: readonly ScpiPlace[];
  readonly controller: Controller;
  readonly journal: JournalHistory;
  readonly target: Target;
  readonly settings: Settings;
  /** Read and judged when it is first asked for. */
  readonly programs: () => ProgramCatalogue;
  readonly quit: QuitWatch;
  readonly wall: Clock;
  /** Null before the control loop runs. */
  readonly timing: () => CycleTiming | null;
  /** Says something that nobody asked for. */
  readonly notify: (text: string) => void;
}
