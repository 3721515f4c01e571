import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderSettings } from '../../config/render-settings.ts';
import { loadStateFiles } from '../../targets/computer.ts';
import type { HostPlace } from '../../targets/open-bench-target.ts';
import { passStage } from '../commission/stage-store.ts';
import { STAGES } from '../commission/stages.ts';
import { settingsFor } from '../config.ts';

/** Node 20 runs no TypeScript: from the sources the built file is taken. */
const MAIN = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/src/main.js' : '../../main.js', import.meta.url),
);

/** A folder as a builder has it who has commissioned this table, and the command that he types there. */
export async function prepareHost(place: HostPlace): Promise<readonly string[]> {
  const { folder, stateDir, port, scpiPort, setup, firmware } = place;
  const { settings, program, occupancy } = setup;
  const file = join(folder, 'upright.yaml');
  writeFileSync(file, renderSettings(settings, { comments: false }));
  // Proven is what the process will read, to the order of its keys.
  const { settings: read } = settingsFor(file);
  for (const stage of STAGES) passStage(stateDir, stage, { settings: read, firmware });
  // As the process before it has left its state folder where it ended in the middle of a session.
  const { FileJournal } = await loadStateFiles();
  if (setup.sessionWasOpen) await new FileJournal(stateDir).writeMark(true);
  const name = program.text === null ? program.name : 'program.yaml';
  if (program.text !== null) writeFileSync(join(folder, name), program.text);
  const words = ['run', '--board', 'uno', '--port', port, '--console', 'stdio', '--state-dir', stateDir];
  if (scpiPort !== null) words.push('--scpi', scpiPort);
  return [process.execPath, MAIN, ...words, '--occupancy', occupancy, '--program', name];
}
