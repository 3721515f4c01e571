/** Who may import whom: the rooms of docs/architecture.md. A room that is not named here may not be imported at all. */
const ROOMS = {
  domain: [],
  config: ['domain'],
  ports: ['domain'],
  trajectory: ['domain'],
  sensing: ['domain', 'config'],
  actuation: ['domain', 'config'],
  programs: ['domain', 'config', 'trajectory'],
  safety: ['domain', 'config', 'trajectory'],
  returning: ['domain', 'config', 'trajectory'],
  machine: ['domain', 'config', 'programs', 'returning'],
  cycle: [
    'domain',
    'config',
    'ports',
    'sensing',
    'safety',
    'machine',
    'returning',
    'trajectory',
    'actuation',
    'programs',
  ],
  records: ['domain', 'config', 'ports', 'programs'],
  surfaces: ['domain', 'config', 'ports', 'programs', 'riders', 'records'],
  bench: ['domain', 'config', 'ports', 'programs', 'riders', 'records'],
};

/** Rooms that are pure: nothing from npm and nothing of Node. */
const PURE = ['domain', 'ports', 'trajectory', 'sensing', 'actuation', 'safety', 'returning', 'cycle'];

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room}-imports`,
  severity: 'error',
  comment: `src/${room} may import only: ${[room, ...allowed].join(', ')}`,
  from: { path: `^src/${room}/` },
  to: { path: '^(src|boards|sim|test)/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'pure-rooms',
      severity: 'error',
      comment: 'the core needs neither npm nor Node',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core', 'npm-no-pkg', 'unknown'] },
    },
    {
      name: 'one-surface-never-another',
      severity: 'error',
      from: { path: '^src/surfaces/([^/]+)/' },
      to: { path: '^src/surfaces/([^/]+)/', pathNot: '^src/surfaces/$1/' },
    },
    {
      name: 'only-targets-open-hardware',
      severity: 'error',
      comment: 'in src/, the files of targets/ alone reach boards/ and sim/',
      from: { path: '^src/', pathNot: '^src/targets/' },
      to: { path: '^(boards|sim)/' },
    },
    {
      name: 'hardware-imports',
      severity: 'error',
      comment: 'boards/ and sim/ know the ports, never the controller and never each other',
      from: { path: '^(boards|sim)/' },
      to: { path: '^(src|boards|sim)/', pathNot: ['^src/(domain|config|ports)/', '^$1/', '^boards/arduino/'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
  },
};
