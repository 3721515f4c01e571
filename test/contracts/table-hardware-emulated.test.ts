import { openEmulatedRig } from '../boards/firmata/emulated-rig.ts';
import { describeTableHardware } from './table-hardware.contract.ts';

const CYCLE_MS = 10;
/** Set, the emulated board is watched all the way up: some two minutes of a core. */
const { UPRIGHT_WHOLE } = process.env;

describeTableHardware(
  'the firmware on an emulated Uno',
  async ({ startTiltDeg }) => {
    const rig = await openEmulatedRig({ startTiltDeg });
    return {
      hardware: rig.table,
      buttons: rig.buttons,
      get tiltDeg() {
        return rig.emulated.plant.tiltDeg;
      },
      get nowMs() {
        return rig.emulated.nowMs;
      },
      pass: async (ms, host = () => undefined) => {
        for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
          rig.emulated.advance(CYCLE_MS);
          host();
        }
      },
      dispose: async () => undefined,
    };
  },
  UPRIGHT_WHOLE === undefined ? 'begun' : 'whole',
);
