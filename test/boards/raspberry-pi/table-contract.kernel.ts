import { describeTableHardware } from '../../contracts/table-hardware.contract.ts';
import { openKernelRig } from './kernel-rig.ts';

describeTableHardware(
  'a Raspberry Pi behind a kernel',
  async ({ startTiltDeg }) => {
    const rig = await openKernelRig({ startTiltDeg });
    return {
      hardware: rig.table,
      buttons: rig.buttons,
      get tiltDeg() {
        return rig.plantTable.plant.tiltDeg;
      },
      get nowMs() {
        return rig.plantTable.nowMs;
      },
      pass: (ms, host) => rig.pass(ms, host),
      dispose: () => rig.dispose(),
    };
  },
  'begun',
);
