import { findCommand } from './command-tree.ts';
import { ProgramText, withPlainSpaces } from './program-text.ts';
import { readUnit } from './read-unit.ts';

/** Almost no message does, and a flood is looked at with this. */
export function mayAskReturn(message: string): boolean {
  return /ret/i.test(message);
}

/** Whether a message would ask for the return if it were executed now: found without executing anything. */
export function asksReturn(message: string): boolean {
  if (!mayAskReturn(message)) return false;
  const text = new ProgramText(withPlainSpaces(message));
  let path: readonly string[] = [];
  for (let unit = readUnit(text); unit?.ok === true; unit = readUnit(text)) {
    const found = findCommand(unit.value.header, path);
    if (!found.ok) return false;
    if (found.command.header === 'OUTPut:RETurn') return true;
    path = found.path;
  }
  return false;
}
