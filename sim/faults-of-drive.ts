import { type PlantDefects, soundPlant } from './plant-defects.ts';
import type { PlantFault } from './simulated-fault.ts';

/** Duty of a switch that leaks. */
const SHORT_DUTY = 0.2;
/** 1.5 deg/s each second: a check on rate sees it before the plant's bound. */
const RUNAWAY_DUTY_PER_S = 0.15;

/** A quarter of the friction is left: 19 N m, where 85 kg at -60 deg pull with 30. */
const WORN_SHARE = 0.25;
/** What an oily lining holds, and how it glides: 0.2 deg/s at that load. */
const OILY_BRAKE_NM = 3;
const OILY_BRAKE_NM_S = 2000;
/** A worn screw turns slowly under its load: 0.1 deg/s. */
const WORN_DRIVE_NM_S = 5000;
const HOT_C = 110;
const CUT_OUT_C = 145;
/** Drivers fold their current back when they are hot. */
const HOT_LIMIT_SHARE = 0.5;
/** A grown-up's weight at the head end, 0.5 m from the axle, and a hand's. */
const LEANT_ON_NM = 220;
const LEANT_ON_LIGHTLY_NM = 180;
const LEANT_ON_BRAKE_NM = 60;
const LEANT_ON_GLIDE_NM_S = 6000;

/** Motor, bridge, coupling and brake. */
export const DRIVE_FAULTS: readonly PlantFault[] = [
  {
    ...plantFault('H-15', 'motor-swapped', 'the motor turns the wrong way', [], () => ({ leadsSwapped: true })),
    aliases: ['leads-swapped'],
  },
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
  {
    id: 'H-48',
    name: 'creep',
    variants: ['brake-slips', 'drive-worn'],
    summary: 'nothing holds the table well: an oily brake on a worn gear, or a worn drive that was to hold by itself',
    apply({ plant }, variant) {
      if (variant === 'drive-worn') plant.brake.slip(0, WORN_DRIVE_NM_S);
      else plant.brake.slip(OILY_BRAKE_NM, OILY_BRAKE_NM_S);
      plant.defects.frictionShare = WORN_SHARE;
      plant.disturb();
    },
    clear({ plant }) {
      plant.brake.mend();
      plant.defects.frictionShare = 1;
      plant.disturb();
    },
  },
  {
    ...plantFault(
      'H-49',
      'overspeed-returning',
      'the drive runs faster and faster while it is told to go up',
      [],
      () => ({ runawayDutyPerS: RUNAWAY_DUTY_PER_S }),
    ),
    aliases: ['overspeed'],
  },
  {
    id: 'H-53',
    name: 'brake-stuck',
    variants: ['engaged', 'released'],
    summary: 'the brake does not release, or does not hold',
    apply(table, variant) {
      table.plant.brake.defect = variant === 'released' ? 'stuck-released' : 'stuck-engaged';
    },
    clear: (table) => table.plant.brake.mend(),
  },
  {
    id: 'H-57',
    name: 'drive-hot',
    variants: ['hot', 'cut-out'],
    summary:
      'the motor is 110 C hot and its driver gives half its current; or its thermostat opens until it has cooled',
    apply({ plant }, variant) {
      const wantedC = variant === 'cut-out' ? CUT_OUT_C : HOT_C;
      plant.heat.extraK = wantedC - plant.heat.windingC;
      plant.heat.limitShare = HOT_LIMIT_SHARE;
      plant.disturb();
    },
    clear: ({ plant }) => plant.heat.cool(),
  },
  {
    id: 'H-58',
    name: 'over-angle',
    variants: ['leant-on', 'slowly'],
    summary:
      'somebody leans on the head end with 220 N m, or 180 N m, and the brake glides: the table sinks past its range',
    apply({ plant }, variant) {
      plant.brake.slip(LEANT_ON_BRAKE_NM, LEANT_ON_GLIDE_NM_S);
      plant.defects.outsideTorqueNm = variant === 'slowly' ? -LEANT_ON_LIGHTLY_NM : -LEANT_ON_NM;
      plant.disturb();
    },
    clear({ plant }) {
      plant.brake.mend();
      plant.defects.outsideTorqueNm = 0;
      plant.disturb();
    },
  },
  plantFault('H-55', 'coupling-broken', 'the motor turns and the table does not', [], () => ({ couplingBroken: true })),
];

/** A fault that is some fields of the plant's defects; clearing it puts just these back. */
function plantFault(
  id: PlantFault['id'],
  name: string,
  summary: string,
  variants: readonly string[],
  defectsOf: (variant: string) => Partial<PlantDefects>,
): PlantFault {
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
