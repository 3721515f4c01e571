import { RESERVE } from './power-supply.ts';
import type { PlantFault } from './simulated-fault.ts';

/** A tenth of its charge, 0.8 Wh: the knee of its curve, and one way up of the heaviest rider. */
const LOW_SHARE = 0.1;
/** 0.2 Wh: one and a half ways up of 85 kg, or 4 min of waiting. */
const NEARLY_EMPTY_SHARE = 0.025;
/** A load elsewhere, or a plug half out: long enough for the board's regulator to run dry. */
const DIP_VOLTS = 4;
const DIP_MS = 300;
/** A worn supply protects itself above this: standing and creeping pass, a brisk way up does not. */
const TRIPPING_AMPS = 0.5;

/** What feeds the drive and the board. */
export const SUPPLY_FAULTS: readonly PlantFault[] = [
  {
    id: 'H-23',
    name: 'mains-lost',
    variants: [],
    summary: 'the drive runs on its reserve, whose charge is used up',
    apply(table) {
      table.plant.supply.mainsLost = true;
    },
    clear(table) {
      table.plant.supply.mainsLost = false;
      table.plant.supply.refill();
    },
  },
  {
    id: 'H-24',
    name: 'brown-out',
    variants: ['dip', 'under-load'],
    summary:
      'the supply falls to 4 V for 300 ms, or for 400 ms each time that the drive draws over 0.5 A; the board resets',
    apply(table, variant) {
      const { supply } = table.plant;
      if (variant === 'under-load') {
        supply.trippingAmps = TRIPPING_AMPS;
        return;
      }
      supply.mostVolts = DIP_VOLTS;
      table.timers.set('H-24', table.nowMs + DIP_MS, () => supply.mend());
    },
    clear(table) {
      table.timers.cancel('H-24');
      table.plant.supply.mend();
    },
  },
  {
    id: 'H-25',
    name: 'battery-low',
    variants: ['low', 'nearly-empty'],
    summary: 'the drive runs on a reserve with a tenth of its charge, or with a fortieth',
    apply(table, variant) {
      const { supply } = table.plant;
      supply.mainsLost = true;
      supply.chargeWh = RESERVE.capacityWh * (variant === 'nearly-empty' ? NEARLY_EMPTY_SHARE : LOW_SHARE);
    },
    clear(table) {
      table.plant.supply.mainsLost = false;
      table.plant.supply.refill();
    },
  },
];
