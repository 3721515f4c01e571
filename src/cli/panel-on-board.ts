import type { Lights, TableView } from '../domain/view.ts';
import { lcdLines } from '../surfaces/lcd-lines.ts';
import { PanelStepper } from '../surfaces/panel-stepper.ts';
import { openBoardPanel, type Target } from '../targets.ts';

/** The display is told this often, ms; what it shows changes once a second. */
const TEXT_EVERY_MS = 500;

export interface BoardPanel {
  /** Called in every cycle, on the table's clock. */
  step(lights: Lights, nowMs: number, view: () => TableView): void;
  close(): Promise<void>;
}

/** Lamps, buzzer and display on the board; null where there is none. They are opened once the cycle runs. */
export async function openPanelOnBoard({ board, panel: ownPanel }: Target): Promise<BoardPanel | null> {
  if (ownPanel !== null) return lightsAlone(new PanelStepper(ownPanel));
  if (board === null) return null;
  const panel = await openBoardPanel(board.table);
  const stepper = new PanelStepper(panel);
  let textAtMs = Number.NEGATIVE_INFINITY;
  let told = false;
  return {
    step: (lights, nowMs, view) => {
      stepper.step(lights, nowMs);
      if (nowMs - textAtMs < TEXT_EVERY_MS) return;
      textAtMs = nowMs;
      panel.lines(lcdLines(view()));
      if (panel.failure === null || told) return;
      told = true;
      process.stderr.write(
        `the panel's lights and display have failed (${panel.failure}); the table goes on without\n`,
      );
    },
    close: async () => {
      stepper.close();
      await panel.close();
    },
  };
}

/** At this computer's own pins there is no display yet. */
function lightsAlone(stepper: PanelStepper): BoardPanel {
  return {
    step: (lights, nowMs) => stepper.step(lights, nowMs),
    close: async () => stepper.close(),
  };
}
