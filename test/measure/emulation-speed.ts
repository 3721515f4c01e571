import { readArduinoFile } from '../../sim/emulated-uno/arduino-files.ts';
import { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import { EmulatedUno } from '../../sim/emulated-uno/emulated-uno.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { readStockImage } from './board/stock-board.ts';
import type { Row } from './finding.ts';
import { shown } from './numbers.ts';
import { median, percentile } from './statistics.ts';

/** Blocks are translated as they are reached, and the compiler takes its time over them: nothing of that counts here. */
const WARM_UP_MS = 20_000;
const STRETCH_MS = 1000;
const STRETCHES = 20;
/** What the lock-step evidence and this measurement itself can be run with in reasonable time. */
const TARGET = 5;

/** The emulated ATmega328P itself, in processor time: other programs on the machine count as little as they can. */
export const emulationSpeed: Row = {
  name: 'emulation-speed',
  measure(progress) {
    const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
    if (!image.ok) throw new Error(image.because);
    progress('our firmware on its table');
    const own = speedsOf(new EmulatedTable({ flash: image.flash, bootLoader: 'none' }));
    progress('StandardFirmata');
    const stock = speedsOf(new EmulatedUno({ flash: readStockImage(), bootLoader: 'none' }));
    return [
      {
        what: 'emulated Uno with our firmware, on its table',
        value: median(own),
        unit: 'x real time',
        spread: `p10 ${shown(percentile(own, 0.1))}, best ${shown(Math.max(...own))}; ${STRETCHES} s`,
        target: { sense: 'at least', limit: TARGET },
        peers: [{ what: 'the chip alone with StandardFirmata', value: median(stock), unit: 'x' }],
      },
    ];
  },
};

function speedsOf(board: { advance(ms: number): void }): readonly number[] {
  for (let passedMs = 0; passedMs < WARM_UP_MS; passedMs += STRETCH_MS) board.advance(STRETCH_MS);
  return Array.from({ length: STRETCHES }, () => {
    const before = process.cpuUsage();
    board.advance(STRETCH_MS);
    const { user, system } = process.cpuUsage(before);
    return (STRETCH_MS * 1000) / (user + system);
  });
}
