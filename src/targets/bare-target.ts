import type { Clock } from '../ports/clock.ts';
import type { TableHardware } from '../ports/table-hardware.ts';

/** A board reports every 10 ms; one that has been silent for a second will be judged by the cycle. */
const FRESH_MS = 10;
const LOOK_EVERY_MS = 2;
const MOST_LOOKS = 500;

/** A real table has nobody's hands and nobody's time but its own. */
export function bareTarget(hardware: TableHardware, wall: Clock, pause: (ms: number) => Promise<void>) {
  return {
    hardware,
    clock: wall,
    testInputs: null,
    panel: null,
    bar: null,
    speed: null,
    actAsRider: () => undefined,
    skipGettingIn: null,
    reported: async () => {
      for (let look = 0; look < MOST_LOOKS && wall.nowMs() - hardware.read().atMs > FRESH_MS; look += 1) {
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}
