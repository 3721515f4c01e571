import { PanelButtons } from '../../sim/panel-buttons.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { openFirmataRig } from '../boards/firmata/firmata-rig.ts';
import { describeTableHardware } from './table-hardware.contract.ts';

const CYCLE_MS = 10;

describeTableHardware('the simulated table', async ({ startTiltDeg }) => {
  const table = new SimulatedTable({ startTiltDeg });
  return {
    hardware: table,
    buttons: new PanelButtons(table),
    get tiltDeg() {
      return table.plant.tiltDeg;
    },
    get nowMs() {
      return table.nowMs;
    },
    pass: async (ms, host = () => undefined) => {
      for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
        table.advance(CYCLE_MS);
        host();
      }
    },
    dispose: async () => undefined,
  };
});

describeTableHardware('a board at the end of a line of bytes', async ({ startTiltDeg }) => {
  const { board, table, buttons } = await openFirmataRig({ startTiltDeg });
  return {
    hardware: table,
    buttons,
    get tiltDeg() {
      return board.table.plant.tiltDeg;
    },
    get nowMs() {
      return board.nowMs;
    },
    pass: async (ms, host) => board.advance(ms, host),
    dispose: async () => undefined,
  };
});
