/** The programs that come with the house, in the words in which anybody would write one, each with its source. */
export interface ProgramGroup {
  readonly title: string;
  /** Names and texts. */
  readonly programs: Readonly<Record<string, string>>;
}

const KIM_SOURCE = 'Kim et al. 2013: three sets of three minutes, 4 days a week for 8 weeks, chronic low back pain';
const MAKERS_SOURCE = "Makers' guidance: start at 20 to 30° for 1 to 2 minutes";
const BUILD_UP_SOURCE = `${MAKERS_SOURCE}; the end is the dose of Kim et al. 2013. The steps between are our own`;
const OWN_SOURCE = 'Our own: no study stands behind it';

/** From week to week one thing grows: longer sets in odd weeks, 10° more in even ones. docs/programs.md has the reasons. */
const BUILD_UP: readonly (readonly [tilt: string, time: string])[] = [
  ['-20°', '1:00'],
  ['-30°', '1:00'],
  ['-30°', '1:30'],
  ['-40°', '1:30'],
  ['-40°', '2:00'],
  ['-50°', '2:00'],
  ['-50°', '3:00'],
  ['-60°', '3:00'],
];

const FIRST_TIME = `
name: first-time
summary: One minute, for the first weeks
source: "${MAKERS_SOURCE}"
steps:
  - hold: -20°
    for: 1 min
`;

const HORIZONTAL_REST = `
name: horizontal-rest
summary: Lie flat, then stand up
source: "Makers' guidance: rest near horizontal before standing up"
steps:
  - rest: 0°
    for: 30 s
`;

const WARM_UP = `
name: warm-up
summary: Deeper from set to set
source: "${OWN_SOURCE}"
steps:
  - repeat: 5
    warmUp: [40 %, 60 %, 80 %]
    steps:
      - hold: -60°
        for: 1 min
      - rest: 0°
        for: 30 s
`;

const OSCILLATION = `
name: oscillation
summary: Slow cycles, 5 s at each end
source: "${OWN_SOURCE}"
steps:
  - oscillate: { between: [0°, -30°], times: 8 }
    for: 5 s
    warmUp: [50 %, 75 %]
`;

const STAIRS = `
name: progressive-steps
summary: By 10° down and back
source: "${OWN_SOURCE}"
steps:
  - stairs: { from: -10°, to: -40°, by: 10° }
    for: 30 s
  - stairs: { from: -30°, to: -10°, by: 10° }
    for: 30 s
`;

const EXERCISE = `
name: partial-hold-exercise
summary: Three minutes of crunches
source: "${OWN_SOURCE}"
steps:
  - repeat: 2
    steps:
      - exercise: -30°
        for: 1 min
      - rest: 0°
        for: 1 min
  - exercise: -30°
    for: 1 min
`;

export const PROGRAM_GROUPS: readonly ProgramGroup[] = [
  { title: 'To begin with', programs: { 'first-time': FIRST_TIME, 'horizontal-rest': HORIZONTAL_REST } },
  {
    title: 'Build-up, each week longer or deeper than the one before',
    programs: Object.fromEntries(
      BUILD_UP.map(([tilt, time], index) => [`build-up-${index + 1}`, buildUp({ week: index + 1, tilt, time })]),
    ),
  },
  {
    title: 'As in the study of Kim et al. 2013',
    programs: {
      'kim-2013-0': kim({ name: 'kim-2013-0', tilt: '0°' }),
      'kim-2013-30': kim({ name: 'kim-2013-30', tilt: '-30°' }),
      'kim-2013-60': kim({ name: 'kim-2013-60', tilt: '-60°' }),
    },
  },
  {
    title: 'In motion',
    programs: {
      'warm-up': WARM_UP,
      oscillation: OSCILLATION,
      'progressive-steps': STAIRS,
      'partial-hold-exercise': EXERCISE,
    },
  },
];

/** All of them, in the order of their groups. */
export const BUILT_IN_PROGRAMS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...PROGRAM_GROUPS.map(({ programs }) => programs),
);

function buildUp({ week, tilt, time }: { week: number; tilt: string; time: string }): string {
  return threeSets({
    name: `build-up-${week}`,
    summary: `Week ${week}: three sets of ${time}`,
    source: BUILD_UP_SOURCE,
    tilt,
    time,
  });
}

function kim({ name, tilt }: { name: string; tilt: string }): string {
  return threeSets({ name, summary: 'Three sets of three minutes', source: KIM_SOURCE, tilt, time: '3 min' });
}

interface Sets {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly tilt: string;
  readonly time: string;
}

function threeSets({ name, summary, source, tilt, time }: Sets): string {
  return `
name: ${name}
summary: "${summary}"
source: "${source}"
steps:
  - repeat: 2
    steps:
      - hold: ${tilt}
        for: "${time}"
      - rest: 0°
        for: 1 min
  - hold: ${tilt}
    for: "${time}"
`;
}
