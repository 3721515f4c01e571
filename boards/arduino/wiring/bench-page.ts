import type { RigMap } from './rig-map.ts';
import { rigWires } from './rig-wires.ts';
import { hexOf, type WiringMap } from './wiring-map.ts';

export interface BenchPageFacts {
  readonly rig: RigMap;
  readonly map: WiringMap;
  readonly shown: readonly { readonly id: string; readonly name: string; readonly variants: readonly string[] }[];
  readonly notShown: readonly { readonly id: string; readonly because: string }[];
}

/** The page docs/bench.md: what a bench is and how a rig is wired, with its pins from rig-pins.json. */
export function renderBenchPage({ rig, map, shown, notShown }: BenchPageFacts): string {
  const { contacts, levels } = rig.i2c;
  return `# The bench

\`npm run docs\` makes this page; the rig's wires and their drawing are made from \`boards/arduino/rig-pins.json\`.

A bench runs scenarios: what is pressed, broken and waited for, and what the table must then do. It judges by the table's own
tilt, rate and drive, never by what the controller says of them alone. A scenario is a file of YAML; the same file runs on each
of three targets. [scenarios.md](scenarios.md) says what can stand in it and which come with Upright;
[first-hour/bench.md](first-hour/bench.md) goes through a first hour.

| target | controller | board | table | time |
| --- | --- | --- | --- | --- |
| \`sim\` | in the bench's process | simulated | simulated | virtual, as fast as it goes |
| \`uno-emulated\` | \`upright run\` in a process of its own | the real firmware on an emulated Uno, real serial bytes | simulated | in lock-step, faster or slower than real |
| \`uno\` | the same | a real Uno | simulated, shown by a rig | real |

## How to run

\`\`\`console
$ upright bench run                                  # all that come with Upright, simulated
$ upright bench run return-from-hold my-own.yaml     # by name, by file
$ upright bench run --target uno-emulated --jobs 2   # needs socat
$ upright bench run --target uno --port /dev/ttyACM0 --rig /dev/ttyACM1
\`\`\`

\`--junit\` and \`--html\` name a file for all runs, \`--vcd\`, \`--csv\` and \`--mcap\` one for a run, which with several runs
has the scenario and the target in its name. What one would write over another is refused before anything runs.

| it ends with | where |
| --- | --- |
| 0 | all passed |
| 1 | one failed, its process has crashed, or a report could not be written |
| 2 | a file or option is wrong, or there was nothing to run |
| 4 | a target could not be had, such as a port where nothing is |
| 42 | a target no longer answered |
| 130 | it was interrupted: its processes are ended, and nothing is written |

On \`uno\` one scenario runs after the other. Speaking to the console, a bench reads it in JSON; \`json\`, \`echo\` and \`watch\` are its
own there. After each line for the SCPI port it reads the error queue, so that a line that was wrong is told: the queue is empty for
the next one.

## A rig

A rig is a second Uno that plays table to the board under test: it closes its contacts, feeds its three analog inputs, and reads
its drive, brake, relay and lights. The table itself is the simulation's, in the bench's process, driven by what the rig reads and
shown by what the rig sets, a hundred times a second.

**A rig declares that nobody is on the table.** Contacts that a computer presses protect nobody, and the bench tells the controller
of a rider who is not there. So:

- the board under test is on a desk, or its drive's supply is unplugged at the drive, not switched off; \`upright bench\` cannot see it;
- no driver, motor or brake coil with power is connected: the rig reads the pins that would lead to them;
- the board goes back into a table only after \`upright doctor\` and \`upright commission\`: its calibration is the last scenario's.

### Parts

| part | what for |
| --- | --- |
| Arduino Uno | with ${rig.firmware}, as the Arduino IDE ships it: File, Examples, Firmata; ${rig.baud} baud |
| ${contacts.chip} at ${hexOf(contacts.address)} | the contacts to GND: each output is low or open, and never high |
| ${levels.chip} at ${hexOf(levels.address)} | the three sensors, 12 bits |
| ${rig.filter.kilohm} kΩ and ${rig.filter.nanofarad} nF, three times | the filters of the drive's PWM and of the relay's pin |
| resistors | as in the table of wires |

Both chips hang on the rig's own I2C bus (A4, A5, 4.7 kΩ to 5 V), never on the bus of the board under test, which has a
${map.i2c.expander.chip} at ${hexOf(map.i2c.expander.address)} of its own. They take their 5 V from the board under test: the
converter then divides the same voltage that the board compares with, as a potentiometer does. GND is one. Both boards have their
own USB cable; their 5 V are not connected with each other.

Why a resistor stands in each wire to the rig's inputs: ${rig.firmware} begins with every digital pin an output that is low, until
the bench tells it otherwise.

The board under test keeps its own ${map.i2c.expander.chip} for START, DOWN, SELECT, GRIP and the lights, and the pull-downs of
[wiring.md](wiring.md). Take its accelerometer off: the rig plays none.

### Wires

![The wires between rig and board](bench-rig.svg)

| rig | board under test | what | how |
| --- | --- | --- | --- |
${rigWires(rig, map)
  .map(({ from, side, to, label, how }) => `| ${sideOf(rig, side)} ${from} | ${to} | ${label} | ${how} |`)
  .join('\n')}

### First light

The bench looks for the rig before anything else: a board that is not Firmata, a chip that does not answer and a board under test
without 5 V are each said by name. Then the board begins anew: it is shown where its own calibration has upright, leaves what the
scenario before has left open, and its watchdog resets it, for which it needs Optiboot as any board does. The bench writes the
calibration for the scenario's settings where it is not there already, starts \`upright run --board uno --port ...\`
in a folder of its own, and lets its simulated rider get in.

## What a rig shows

Abilities: \`host\`, \`console\`, \`scpi\`, \`rider\` and \`config\`; not \`link\`. Every contact, every button and all lights; the angle by
its potentiometer only, so every scenario runs with \`accelerometer: false\`, and a fault that the second source would tell ends
in the reaction without one.

Faults that it can show:

| id | fault | variants |
| --- | --- | --- |
${shown.map(({ id, name, variants }) => `| ${id} | ${name} | ${variants.join(', ')} |`).join('\n')}

Faults that \`uno-emulated\` shows and a rig does not:

| id | why not |
| --- | --- |
${notShown.map(({ id, because }) => `| ${id} | ${because} |`).join('\n')}

## Figures of a rig

Of a line of ${rig.baud} baud, 57.6 bytes pass in a cycle of 10 ms, each way. Down go 17 for the three levels, and 17 more where a
contact has changed and in every tenth cycle, because one lost byte must not last; up come 12, four analog values. That is 30 to
59 % of the line down and 21 % up: 100 a second is what it carries.

| | step | of the board under test |
| --- | --- | --- |
| tilt | 0.066 deg (12 bits of 270 deg) | 0.26 deg a conversion, the mean of 8 counts |
| current | 0.012 A | 0.049 A |
| supply | 0.0096 V | 0.038 V |
| duty, as read | 0.001; under 0.003 it is taken for none | 0.0025 (20 kHz) |

Measured with the rig's code on two emulated Unos wired pin to pin (\`UPRIGHT_FIGURES=1 npx vitest run
test/boards/rig/rig-delay.test.ts\`, 30 and 12 trials), ms:

| way | least | median | most |
| --- | --- | --- | --- |
| a contact, from the bench to the board's pin | 2.3 | 2.5 | 8.3 |
| a level, from the bench to the converter's output | 5.3 | 5.3 | 7.3 |
| brake, from the pin to the bench | 0.8 | 1 | 2.5 |
| duty, from the pin to the bench, behind its filter | 11 | 16.8 | 17.3 |

To each comes up to one cycle of the bench, to the duty's way back through plant and sensors two: some 40 ms in all. The controller bears it: a session down to -3.8 deg, RETURN and up, judged on the plant,
stayed at 2.14 deg/s down, 3.11 deg/s up and 5.1 deg/s2, and its angle within 0.24 deg of the table's
(\`test/boards/rig/session-through-a-rig.test.ts\`). The board's own 2 ms from an E-STOP edge to the drive's end are shorter than what a rig
can tell: \`npm run measure\` takes those on the emulated board. An expectation under 50 ms is not for a rig.
`;
}

function sideOf({ i2c }: RigMap, side: 'rig' | 'contacts' | 'levels'): string {
  switch (side) {
    case 'rig':
      return 'Uno';
    case 'contacts':
      return i2c.contacts.chip;
    case 'levels':
      return i2c.levels.chip;
    default:
      return side satisfies never;
  }
}
