import { hexOf, type WiredPin, type WiringMap } from './wiring-map.ts';

/** The page docs/wiring.md: prose of the parts, with their pins from pins.json. `doctor` points into its headings. */
export function renderWiringPage(map: WiringMap): string {
  const part = (...names: readonly string[]) => tableOf(pinsNamed(map, names));
  const { expander, accelerometer, lcd } = map.i2c;
  return `# Wiring

Made from \`boards/arduino/pins.json\`: \`npm run docs\` writes this page and its drawing.

![The pins of the Uno, each with what it leads to](wiring.svg)

## What software cannot replace

None of this may be left out, and none of it may depend on the board:

- an E-STOP that cuts the drive's power itself, beside telling the board;
- a switch in series with the downward direction at the inverted end;
- hard stops at both ends, which hold the table with the heaviest rider at full drive;
- a mechanical release that a helper can reach and that lets the table swing up;
- pull-downs on every input of the bridge and of the brake's transistor, so that floating pins mean no drive and brake on;
- a fuse for the drive, and for the brake's coil;
- the return relay below.

## Parts

| part | what to look for |
| --- | --- |
| Arduino Uno or Nano | Optiboot installed, and for a rider auto-reset disabled: opening the port would interrupt its way up |
| bridge | 24 V, twice the motor's stall current, PWM at 20 kHz, current sense of 0.1 V/A |
| brake | spring-applied, released by current, on the table's side of the coupling; or a self-locking gear |
| tilt potentiometer | linear, 270 degrees, on the table's axle, not on the motor's |
| switches | E-STOP with two normally closed contacts; RETURN with one of each; two roller switches for the ends, two on the latch |
| ${expander.chip}, ${accelerometer.chip}, ${lcd.chip} with LCD | on the I2C bus, 5 V; the last one may be left out |
| reserve battery | good for two ways up with the heaviest rider |

## E-STOP

Each channel has a cable of its own. A wire that breaks reads as pressed. The contacts that tell the board are beside those
that cut the drive's power, on the same mushroom.

${part('E_STOP_A', 'E_STOP_B')}

## RETURN

Both contacts of one button. Either alone brings the rider up; that they differ from each other is checked.

${part('RETURN_MADE', 'RETURN_BREAK')}

## UP

It is wired apart from the other buttons, so that a hand on UP works with the host gone and the bus dead.

${part('UP')}

## Limits

They close, or open, 2 to 3 degrees beyond the range; the upright one about a degree inside it. A broken wire of the upright
one must not end a way up, a broken wire of the inverted one must not allow a way down: hence two kinds of contact.

${part('UPRIGHT_LIMIT', 'INVERTED_LIMIT')}

## Clamp

Two switches on the one latch of the ankle clamps.

${part('CLAMP_A', 'CLAMP_B')}

## Drive

\`two-pwm\`: a bridge with one input for each direction; both low, both low-side switches are on and the motor brakes itself.
\`pwm-dir\`: PWM on the first pin, direction on the second. Positive duty raises the rider.

${part('DRIVE_UP', 'DRIVE_DOWN')}

## Brake

${part('BRAKE')}

## Return relay

Only a pin that toggles holds it, through a charge pump: 100 nF and two diodes into 10 µF and the transistor's gate, with 100
kΩ to GND. De-energised, its contacts connect the motor to the supply, upward, through a resistor that limits the current to
what the table needs, and through the upright limit's second contact. E-STOP cuts its coil and its supply.

${part('RELAY')}

## Tilt pot

Its readings at both ends of the range must stay between 5 and 95 percent of the span, so that an open or shorted wire shows.

${part('TILT')}

## Current

${part('CURRENT')}

## Supply

${part('SUPPLY')}

## Expander

The ${expander.chip} at ${hexOf(expander.address)} carries what may fail without harm: the other buttons, the lights and the buzzer. Its
address pins A0 to A2 and its RESET are tied: the former to GND, the latter to 5 V.

## Buttons

Every button closes to GND and uses the chip's pull-up. Lights and buzzer draw at most 20 mA each, more through a transistor.

${tableOf(expander.pins)}

## Accelerometer

An ${accelerometer.chip} at ${hexOf(accelerometer.address)}, fixed to the table with its x axis toward the head and its z axis out of the
surface. It is the second source of the angle.

${part('SDA', 'SCL')}

## LCD

${lcd.columns} x ${lcd.rows} characters with a ${lcd.chip} backpack at ${hexOf(lcd.address)}, on the same bus.

## Boot loader

Boards are sold with an old Optiboot that clears the reason of a reset, so that nobody can tell a watchdog's from a plug's; some
Nanos carry one that hangs after a watchdog's reset, and a board that hangs brings nobody up. Put Optiboot 8 or newer onto
the board with a programmer, such as a second Arduino running ArduinoISP, and set the brown-out fuse to 4.3 V. \`upright doctor
watchdog\` shows whether a board that hangs starts anew and says why.

Opening the serial port resets a Uno, and a reset in the middle of its way up keeps the rider waiting for a second. For a
rider, cut the trace RESET-EN, or put 10 µF between RESET and GND, after the firmware is on the board.
`;
}

function pinsNamed(map: WiringMap, names: readonly string[]): readonly WiredPin[] {
  return map.pins.filter(({ name }) => names.includes(name));
}

function tableOf(pins: readonly WiredPin[]): string {
  const rows = pins.map(({ pin, label, wiring }) => `| ${pin} | ${label} | ${wiring ?? ''} |`);
  return ['| pin | what | how |', '| --- | --- | --- |', ...rows].join('\n');
}
