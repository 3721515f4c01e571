import type { Lights, TableView } from '../domain/view.ts';
import type { OwnPanel } from '../ports/panel-output.ts';
import { lcdLines } from '../surfaces/lcd-lines.ts';
import { PanelStepper } from '../surfaces/panel-stepper.ts';
import { openBoardPanel } from '../targets/board-target.ts';
import type { Target } from '../targets/target.ts';

/** The display is told this often, ms; what it shows changes once a second. */
const TEXT_EVERY_MS = 500;

export interface BoardPanel {
  /** Called in every cycle, on the table's clock. */
  step(lights: Lights, nowMs: number, view: () => TableView): void;
  close(): Promise<void>;
}

/** Lamps, buzzer and display on the board or at this computer's pins; null where there is none. They are opened once the cycle runs. */
export async function openPanelOnBoard({ board, panel: ownPanel }: Target): Promise<BoardPanel | null> {
  if (ownPanel !== null)
    return panelOf(new PanelStepper(ownPanel), ownPanel.display, { name: 'display has', close: async () => undefined });
  if (board === null) return null;
  const panel = await openBoardPanel(board.table);
  return panelOf(new PanelStepper(panel), panel, { name: 'lights and display have', close: () => panel.close() });
}

function panelOf(
  stepper: PanelStepper,
  display: OwnPanel['display'],
  { name, close }: { readonly name: string; readonly close: () => Promise<void> },
): BoardPanel {
  let textAtMs = Number.NEGATIVE_INFINITY;
  let told = false;
  return {
    step: (lights, nowMs, view) => {
      stepper.step(lights, nowMs);
      if (display === null || nowMs - textAtMs < TEXT_EVERY_MS) return;
      textAtMs = nowMs;
      display.lines(lcdLines(view()));
      if (display.failure === null || told) return;
      told = true;
      process.stderr.write(`the panel's ${name} failed (${display.failure}); the table goes on without\n`);
    },
    close: async () => {
      stepper.close();
      await close();
    },
  };
}
