import type { Button } from '../../domain/inputs.ts';
import type { TableView } from '../../domain/view.ts';
import type { HazardText } from '../table-words.ts';

/** Everything that one picture of the panel is made from. */
export interface PanelModel {
  readonly view: TableView;
  /** The last minutes' tilt, oldest first, a second apart. */
  readonly tilts: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** Wall time, by which the lights of `view` count too: what flashes, flashes at its rate whatever the table's speed. */
  readonly wallMs: number;
  /** Null on a real table: its buttons are its own. */
  readonly pressed: ReadonlySet<Button> | null;
  readonly speed: number;
  readonly overlay: PanelOverlay;
  /** What the last key came to. */
  readonly notice: string | null;
  readonly quitting: boolean;
  readonly hazardText: HazardText;
}

export type PanelOverlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help' }
  | { readonly kind: 'faults'; readonly choices: readonly FaultChoice[]; readonly page: number };

export interface FaultChoice {
  /** What `inject` takes. */
  readonly fault: string;
  readonly summary: string;
  readonly injected: boolean;
}

export const FAULTS_PER_PAGE = 9;
