/** What stands below the options in the help of a command: examples that run as they stand, and what the exit says. */

export const EXIT_CODES = `Exit codes: 0 done, 1 failed or a violation, 2 bad usage, file, configuration
or a refused program, 3 the session was returned early, 4 hardware not found or
refused, 5 stopped (E-STOP or an alarmed hold).`;

export const EXAMPLES = {
  upright: `  upright run                                the simulated table, in this terminal
  upright run --program my.yaml              START runs a program of your own
  upright simulate kim-2013-60               one session at once, with a picture
  upright simulate first-time --fault H-18@20s     the table jams: what then?
  upright programs list                      what there is to run`,
  run: `  upright run                              the panel; its keys: ? in the panel
  upright run --speed 10 --program my.yaml ten times as fast, your own program
  upright run --console /dev/ttyUSB0       the console on a serial port, 8N1 115200
  upright run < script                     lines for the console, such as:
      press START
      wait holding within 2 min
      press RETURN
      wait locked

The end of the input, q, SIGINT, SIGTERM and SIGHUP return the rider, wait
until upright and exit. In the console a single ! is RETURN, at any moment.
The panel rings the terminal's bell with every burst of an alarm and every call
to the rider; m there, or NO_BELL=1, silences it. NO_COLOR=1: no colours.`,
  emulateUno: `  upright emulate-uno                      our firmware; the first line is the port
  upright emulate-uno --hex StandardFirmata.hex
  upright emulate-uno --rider-mass 85 --eeprom board.bin --trace table.csv
  upright emulate-uno --rig StandardFirmata.hex     two lines: the board's port, the rig's

Any program that speaks to an Arduino opens the port by its path; johnny-five
with the serialport 8 that it brings along: new Board({ port: path }). From 10 on
serialport is opened otherwise: give such a johnny-five an io of your own.
A pseudo-terminal has no reset line: opening it does not reset the board. It is
made by socat, which has to be installed.

The table at the board's pins is empty unless --rider-mass puts somebody on it.
Expander, accelerometer and a 20x4 display answer on its I2C bus, as
docs/wiring.md has them. Hands on the table are lines of standard input, each
answered by ok or by an error:
  press START, press UP for 2s, press CLAMP (closes the ankle latch), release
  CLAMP, inject H-08, clear H-08; inject alone lists the faults.
With --rig there is no table, and so no hands and no rider: a bench plays it,
by upright bench run --target uno --port FIRST --rig SECOND.
In the background, give it an input: upright emulate-uno < /dev/null &`,
  simulate: `  upright simulate kim-2013-60
  upright simulate ./my.yaml --rider-mass 120 --seed 7
  upright simulate kim-2013-60 --press RETURN@1m40s
  upright simulate kim-2013-60 --press ESTOP@90s..100s --press RETURN@2m
  upright simulate kim-2013-60 --fault H-18@30s
  upright simulate kim-2013-60 --fault angle-open:short@2m --json
  upright simulate kim-2013-60 --unresponsive 3m --trace out.csv`,
  bench: `Examples:
  upright bench new my-scenario.yaml       a scenario that runs as it stands
  upright bench run my-scenario.yaml       run it and judge the table
  upright bench list                       the scenarios of the house, and what they show`,
  benchList: `Examples:
  upright bench list                       all of the house, and the cover by hazard
  upright bench list my-scenarios/ --json

A scenario counts for a hazard only where it brings it about and afterwards
expects the reaction that stands in that row of docs/hazards.md.`,
  benchVocabulary: `Examples:
  upright bench vocabulary
  upright bench vocabulary --json | jq -r '.signals[].name'`,
  benchNew: `Examples:
  upright bench new my-scenario.yaml       then: upright bench run my-scenario.yaml

Its first line names the schema, so that an editor with a YAML language server
completes words and marks mistakes while they are typed.`,
  benchSchema: `Examples:
  upright bench schema > scenario.schema.json`,
  benchRun: `Examples:
  upright bench run                        all scenarios of the house on the simulated table
  upright bench run return-from-hold --target sim --target uno-emulated
  upright bench run my-scenarios/ --junit results.xml --html results.html

A scenario that says 'only: { targets: [sim], because: ... }' is skipped elsewhere,
and is an error where it is named.

Exit codes: 0 all passed, 1 something was not as expected, 2 a scenario file or
the usage is wrong, 4 a target could not be had, 42 a target no longer answered.`,
} as const;
