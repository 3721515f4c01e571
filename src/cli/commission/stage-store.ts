import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openStateDir } from '../open-state-dir.ts';
import { type Commissioned, proofOf, STAGES, type Stage, type StageProofs } from './stages.ts';

const FILE = 'commissioning.json';
const proof = z.object({ config: z.string(), firmware: z.string() });
const stored = z.partialRecord(z.enum(STAGES), proof);

/** What has been passed so far; nothing where there is no file, or none that can be read: it is then done again. */
export function readStages(stateDir: string): StageProofs {
  try {
    const parsed = stored.safeParse(JSON.parse(readFileSync(join(stateDir, FILE), 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Writes down that a stage was passed with this configuration and firmware. */
export function passStage(stateDir: string, stage: Stage, table: Commissioned): void {
  openStateDir(stateDir);
  const proofs = { ...readStages(stateDir), [stage]: proofOf(stage, table) };
  const file = join(stateDir, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(proofs, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
