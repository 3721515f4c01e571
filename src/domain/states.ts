/** The machine's states, in the words that panel, console, SCPI, scenarios and reports share. */
export const TABLE_STATES = [
  'self-test',
  'ready',
  'arming',
  'moving',
  'holding',
  'resting',
  'paused',
  'jogging',
  'returning-planned',
  'returning-emergency',
  'returning-blind',
  'backing-off',
  'laid-flat',
  'stopped',
  'locked',
] as const;
export type TableState = (typeof TABLE_STATES)[number];

/** States in which the table is held somewhere on purpose and only a person moves it on. */
export function isHeld(state: TableState): boolean {
  return state === 'stopped' || state === 'laid-flat';
}
