import { type PlantDefects, soundPlant } from './plant-defects.ts';
import type { SimulatedFault } from './simulated-fault.ts';

/** Duty of a switch that leaks. */
const SHORT_DUTY = 0.2;
/** 1.5 deg/s each second: a check on rate sees it before the plant's bound. */
const RUNAWAY_DUTY_PER_S = 0.15;

/** Motor, bridge, coupling and brake. */
export const DRIVE_FAULTS: readonly SimulatedFault[] = [
  plantFault('H-15', 'motor-swapped', 'the motor turns the wrong way', [], () => ({ leadsSwapped: true })),
  plantFault(
    'H-16',
    'bridge-shorted',
    'current flows at zero command, upward or downward',
    ['up', 'down'],
    (variant) => ({
      bridgeShortDuty: variant === 'down' ? -SHORT_DUTY : SHORT_DUTY,
    }),
  ),
  plantFault('H-17', 'bridge-open', 'no current reaches the motor', [], () => ({ bridgeOpen: true })),
  plantFault('H-49', 'overspeed-returning', 'the drive runs faster and faster while it is told to go up', [], () => ({
    runawayDutyPerS: RUNAWAY_DUTY_PER_S,
  })),
  {
    id: 'H-53',
    name: 'brake-stuck',
    variants: ['engaged', 'released'],
    summary: 'the brake does not release, or does not hold',
    apply(table, variant) {
      table.plant.brake.defect = variant === 'released' ? 'stuck-released' : 'stuck-engaged';
    },
    clear(table) {
      table.plant.brake.defect = 'none';
    },
  },
  plantFault('H-55', 'coupling-broken', 'the motor turns and the table does not', [], () => ({ couplingBroken: true })),
];

/** A fault that is some fields of the plant's defects; clearing it puts just these back. */
function plantFault(
  id: SimulatedFault['id'],
  name: string,
  summary: string,
  variants: readonly string[],
  defectsOf: (variant: string) => Partial<PlantDefects>,
): SimulatedFault {
  const sound = soundPlant();
  const touched = Object.keys(defectsOf(variants[0] ?? '')) as (keyof PlantDefects)[];
  const restored = Object.fromEntries(touched.map((field) => [field, sound[field]]));
  return {
    id,
    name,
    variants,
    summary,
    apply(table, variant) {
      Object.assign(table.plant.defects, defectsOf(variant));
      table.plant.disturb();
    },
    clear(table) {
      Object.assign(table.plant.defects, restored);
      table.plant.disturb();
    },
  };
}
