/** The programs that come with the house, in the words in which anybody would write one, each with its source. */
const KIM_SOURCE = 'Kim et al. 2013: three sets of three minutes, 4 days a week for 8 weeks, chronic low back pain';

export const BUILT_IN_PROGRAMS: Readonly<Record<string, string>> = {
  'first-time': `
name: first-time
summary: One minute at 20° head-down, for the first weeks
source: "Makers' guidance: start at 20 to 30° for 1 to 2 minutes"
steps:
  - hold: -20°
    for: 1 min
`,
  'kim-2013-0': kim({ name: 'kim-2013-0', tilt: '0°', place: 'horizontal' }),
  'kim-2013-30': kim({ name: 'kim-2013-30', tilt: '-30°', place: '30° head-down' }),
  'kim-2013-60': kim({ name: 'kim-2013-60', tilt: '-60°', place: '60° head-down' }),
};

function kim({ name, tilt, place }: { name: string; tilt: string; place: string }): string {
  return `
name: ${name}
summary: Three times three minutes at ${place}, one minute of rest between
source: "${KIM_SOURCE}"
steps:
  - repeat: 2
    steps:
      - hold: ${tilt}
        for: 3 min
      - rest: 0°
        for: 1 min
  - hold: ${tilt}
    for: 3 min
`;
}
