/** Which key means what. */
export type PanelAction =
  | { readonly kind: 'start' }
  | { readonly kind: 'return' }
  | { readonly kind: 'e-stop' }
  | { readonly kind: 'up' }
  | { readonly kind: 'down' }
  | { readonly kind: 'comfort-stop' }
  | { readonly kind: 'select' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'grip' }
  | { readonly kind: 'faults' }
  | { readonly kind: 'speed'; readonly change: 1 | -1 }
  | { readonly kind: 'help' }
  | { readonly kind: 'mute' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'close' }
  | { readonly kind: 'page'; readonly step: 1 | -1 }
  | { readonly kind: 'choose'; readonly index: number };

/** What node:readline tells of a key press. */
export interface KeyPress {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly sequence?: string | undefined;
}

const BY_SEQUENCE: Readonly<Record<string, PanelAction>> = {
  ' ': { kind: 'start' },
  r: { kind: 'return' },
  '!': { kind: 'return' },
  e: { kind: 'e-stop' },
  s: { kind: 'select' },
  a: { kind: 'acknowledge' },
  c: { kind: 'comfort-stop' },
  g: { kind: 'grip' },
  f: { kind: 'faults' },
  n: { kind: 'page', step: 1 },
  p: { kind: 'page', step: -1 },
  '+': { kind: 'speed', change: 1 },
  '=': { kind: 'speed', change: 1 },
  '-': { kind: 'speed', change: -1 },
  m: { kind: 'mute' },
  '?': { kind: 'help' },
  q: { kind: 'quit' },
};

const BY_NAME: Readonly<Record<string, PanelAction>> = {
  up: { kind: 'up' },
  down: { kind: 'down' },
  escape: { kind: 'close' },
};

/** Null for a key that means nothing. Capitals mean what their small letters mean: caps lock must not cost a return. */
export function actionOf({ name, ctrl, sequence = '' }: KeyPress): PanelAction | null {
  if (ctrl === true) return name === 'c' || name === 'd' ? { kind: 'quit' } : null;
  if (/^[1-9]$/.test(sequence)) return { kind: 'choose', index: Number(sequence) - 1 };
  return own(BY_SEQUENCE, sequence.toLowerCase()) ?? own(BY_NAME, name ?? '');
}

function own(table: Readonly<Record<string, PanelAction>>, key: string): PanelAction | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
