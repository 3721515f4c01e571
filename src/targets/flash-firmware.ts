import type { Duplex } from 'node:stream';
import type { FlashResult } from '../../boards/flash/flash-board.ts';

type FlashOutcome = FlashResult | { readonly ok: false; readonly because: string };

interface FlashChoice {
  /** An Intel HEX file's text; null: this release's own firmware. */
  readonly hex: string | null;
  readonly place: string;
  readonly onProgress: (share: number) => void;
}

/** Writes this release's firmware, or another image, into a board. */
export async function flashFirmware(stream: Duplex, { hex, place, onProgress }: FlashChoice): Promise<FlashOutcome> {
  const [{ flashBoard }, { programImage }, { pulseReset }, { pause }, { readArduinoFile }] = await Promise.all([
    import('../../boards/flash/flash-board.ts'),
    import('../../boards/flash/program-image.ts'),
    import('../../boards/host/serial-link.ts'),
    import('../../boards/host/wall-time.ts'),
    import('../../sim/emulated-uno/arduino-files.ts'),
  ]);
  const image = programImage(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: image.because };
  return flashBoard(stream, image.bytes, { place, pause, reset: () => pulseReset(stream), onProgress });
}
