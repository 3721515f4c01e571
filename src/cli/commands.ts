import type { Command } from 'commander';

/** Every command, loaded only when it is asked for: `run` must not wait for what `config` needs. */
export const COMMANDS = {
  run: async (): Promise<Command> => (await import('./run.ts')).runCommand(),
  simulate: async (): Promise<Command> => (await import('./simulate.ts')).simulateCommand(),
  'emulate-uno': async (): Promise<Command> => (await import('./emulate-uno.ts')).emulateUnoCommand(),
  init: async (): Promise<Command> => (await import('./init.ts')).initCommand(),
  doctor: async (): Promise<Command> => (await import('./doctor.ts')).doctorCommand(),
  calibrate: async (): Promise<Command> => (await import('./calibrate.ts')).calibrateCommand(),
  commission: async (): Promise<Command> => (await import('./commission.ts')).commissionCommand(),
  flash: async (): Promise<Command> => (await import('./flash.ts')).flashCommand(),
  service: async (): Promise<Command> => (await import('./service.ts')).serviceCommand(),
  programs: async (): Promise<Command> => (await import('./programs.ts')).programsCommand(),
  bench: async (): Promise<Command> => (await import('./bench.ts')).benchCommand(),
  config: async (): Promise<Command> => (await import('./config.ts')).configCommand(),
  statechart: async (): Promise<Command> => (await import('./statechart.ts')).statechartCommand(),
} as const;

export type CommandName = keyof typeof COMMANDS;

export const SUMMARIES: Readonly<Record<CommandName, string>> = {
  run: 'the controller: the live panel on a terminal, else the console on stdin and stdout',
  simulate: 'one session on the simulated table, as fast as it goes',
  'emulate-uno': 'an emulated Arduino Uno on a pseudo-terminal, for any program',
  init: 'write a commented upright.yaml for a table of your own',
  doctor: 'check a board and everything that is wired to it',
  calibrate: 'measure the angle sensor, guided, and tell the board',
  commission: 'what a real table has passed before it may carry a person',
  flash: "put this release's firmware onto an Arduino",
  service: 'the controller as a systemd service: install, status, uninstall',
  programs: 'list, show and check programs',
  bench: 'run scenarios on a simulated, emulated or real table and judge them',
  config: 'check and show the settings in upright.yaml',
  statechart: "the table's state machine as Mermaid",
};

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
