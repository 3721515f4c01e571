import { PI_I2C, piPin } from '../pin-map.ts';

/** The page docs/wiring-raspberry-pi.md: prose of the parts, with their pins from pins.json. */
export function renderPiWiringPage(): string {
  const { angle, accelerometer, current, lcd } = PI_I2C;
  return `# Wiring a Raspberry Pi

Made from \`boards/raspberry-pi/pins.json\`: \`npm run docs\` writes this page and its drawing. A Pi can also be the computer beside an
Arduino, as any computer can: then [wiring.md](wiring.md) is the page.

![The 40-pin header, each pin with what it leads to](wiring-raspberry-pi.svg)

What [wiring.md](wiring.md#what-software-cannot-replace) says that software cannot replace holds here as well, and the return relay
more than ever: no board stands behind a Pi.

## Switched on in config.txt

\`/boot/firmware/config.txt\`, then reboot:

    dtparam=i2c_arm=on
    dtparam=i2c_arm_baudrate=400000                      # not with a display, whose PCF8574 is made for 100 kHz
    dtoverlay=pwm,pin=12,func=4                          # a pwm-dir bridge
    dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4    # a two-pwm bridge, instead of the line above

The pins of SPI and of the serial console are left as they are: SPI must be off, since four of its pins carry lights and GRIP.
Whoever runs \`upright\` is in the groups \`gpio\` and \`i2c\`. \`upright run --board raspberry-pi\` says what is missing.

A pin of the header bears 3.3 V and no more. Long wires want 10 kΩ to 3.3 V and 100 nF to GND beside the pin.

## Return relay

Only a pin that toggles holds it, through a charge pump: 100 nF and two diodes into 10 µF and the transistor's gate, with 100 kΩ to
GND, so that it drops 100 ms after the last edge. Held, its contacts connect the motor to the bridge. De-energised, they take the
bridge off the motor and connect it to the supply, upward, through a resistor that limits the current to what the table needs, and
through the upright limit's second contact; another pole feeds the brake's coil the same way. E-STOP cuts its coil and its supply.

It must take the bridge off: when the controller's process dies, the kernel's PWM goes on as it was.

Without \`upright run\` nobody holds it: whenever the supply is on and E-STOP is out, the table then drives up to its limit and
stands there. E-STOP is in while you work on the table, and while \`upright calibrate\` measures.

An auxiliary contact tells the Pi whether it is held. Each time the ankle clamp closes upright the controller lets the relay drop and
watches that contact; without that nobody is carried. With the process gone and E-STOP turned out again, the relay drives up at
once, whatever the clamp says: it needs no computer, and asks none.

${table('RELAY', 'RELAY_HELD')}

## E-STOP

${table('E_STOP_A', 'E_STOP_B')}

## RETURN

${table('RETURN_MADE', 'RETURN_BREAK')}

## Limits

${table('UPRIGHT_LIMIT', 'INVERTED_LIMIT')}

## Clamp

${table('CLAMP_A', 'CLAMP_B')}

## Buttons

${table('START', 'UP', 'DOWN', 'SELECT', 'GRIP')}

## Drive

${table('DRIVE_UP', 'DRIVE_DOWN')}

## Brake

${table('BRAKE')}

## Sensors

All on the I2C bus, at 3.3 V; a Pi has no analog inputs.

| chip | address | what | how |
| --- | --- | --- | --- |
| ${angle.chip} | ${hex(angle.address)} | angle of the table | a magnet on the table's axle, the chip on the frame; \`board.pi.angleAtHorizontal\` is its raw reading at horizontal |
| ${accelerometer.chip} | ${hex(accelerometer.address)} | second source of the angle | on the table, its ${accelerometer.along} axis toward the head and its ${accelerometer.out} axis out of the surface |
| ${current.chip} | ${hex(current.address)} | drive current and supply | shunt of ${current.shuntOhms} Ω in the drive's lead, behind E-STOP and before the bridge |

${table('SDA', 'SCL')}

### Current

At rest the ${current.chip} reads under 0.5 A. More is a shunt of another value than ${current.shuntOhms} Ω, or its sense wires in the lead of something else.

### Supply

It is the voltage behind E-STOP: with E-STOP in it reads nothing, and that is right.

## Lights

A display (${lcd.chip} backpack at ${hex(lcd.address)}, ${lcd.columns} x ${lcd.rows}) may hang on the bus; one that answers at the start is written to.

${table('LIGHT_GREEN', 'LIGHT_YELLOW', 'LIGHT_RED', 'BUZZER')}
`;
}

function table(...names: readonly string[]): string {
  const rows = names
    .map(piPin)
    .map(({ header, gpio, label, wiring }) => `| ${header} | GPIO${gpio} | ${label} | ${wiring} |`);
  return ['| pin | line | what | how |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function hex(address: number): string {
  return `0x${address.toString(16).padStart(2, '0')}`;
}
