/** What stands below the options in the help of a command: examples that run as they stand, and what the exit says. */

export const EXIT_CODES = `Exit codes: 0 done, 1 failed or a violation, 2 bad usage, file, configuration or a refused
program, 3 the session was returned early, 4 hardware not found or refused, 5 stopped.`;

export const EXAMPLES = {
  upright: `  upright run                                    the simulated table and its panel in this terminal
  upright run --program my.yaml                  START runs a program of your own
  upright simulate kim-2013-60                   one session in a moment, with a picture
  upright simulate first-time --fault H-18@20s   the table jams: what does it do?
  upright programs list                          what there is to run`,
  run: `  upright run                                  keys: space START, r RETURN, e E-STOP, q quit, ? help
  upright run --speed 10 --program my.yaml     ten times as fast, with a program of your own
  upright run < script                         a script of console lines, such as
                                                 press START
                                                 wait holding within 2 min
                                                 press RETURN
                                                 wait locked
  upright run --console /dev/ttyUSB0           the console on a serial port, 115200 8N1

The end of the input, q, SIGINT, SIGTERM and SIGHUP return the rider, wait until upright and exit. In the
console a single ! at any moment is RETURN.`,
  simulate: `  upright simulate kim-2013-60
  upright simulate ./my.yaml --rider-mass 120 --seed 7
  upright simulate kim-2013-60 --press RETURN@1m40s
  upright simulate kim-2013-60 --press ESTOP@90s --release ESTOP@100s --press UP@105s..2m20s
  upright simulate kim-2013-60 --fault H-18@30s                 the table jams on its way down
  upright simulate kim-2013-60 --fault angle-open:short@2m --json
  upright simulate kim-2013-60 --unresponsive 3m --trace out.csv`,
} as const;
