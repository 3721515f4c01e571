import type { Lamp } from '../domain/signal-patterns.ts';

/**
 * The panel's light and buzzer, wherever they are wired. Called at an edge and never in between; neither call blocks or
 * throws, and a panel that is gone simply stays dark.
 */
export interface PanelOutput {
  /** The one status light, or the one of three lamps that is lit. */
  light(lamp: Lamp): void;
  buzzer(sounding: boolean): void;
}

/** A display of a few lines. Told as often as anybody likes: the newest text wins. */
export interface TextOutput {
  lines(lines: readonly string[]): void;
}

/** Lamps and buzzer at a computer's own pins; a display where one is fitted. */
export interface OwnPanel extends PanelOutput {
  readonly display: (TextOutput & { readonly failure: string | null }) | null;
}
