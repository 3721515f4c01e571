import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { parseSettings } from '../../config/load-settings.ts';
import { parseYaml } from '../../config/parse-yaml.ts';
import type { Settings } from '../../config/settings.ts';
import { errorOfProblems } from '../command-error.ts';
import type { AngleFit } from './fit-angle.ts';
import type { MagnetFit } from './fit-magnet.ts';

/** A tenth of a count is 0.03 deg, and a ten-thousandth of a degree over 500 counts is 0.05. */
const COUNTS_PLACES = 10;
const DEG_PLACES = 100_000;

/** The settings with what was measured; everything else of the file stays as it is, comments too. Throws where it would be wrong. */
export function withPotentiometer(file: string, { countsAtHorizontal, degPerCount }: AngleFit) {
  return changed(file, [
    [['potentiometer', 'countsAtHorizontal'], Math.round(countsAtHorizontal * COUNTS_PLACES) / COUNTS_PLACES],
    [['potentiometer', 'perCount'], `${Math.round(degPerCount * DEG_PLACES) / DEG_PLACES}°`],
  ]);
}

/** The same for the magnet of a Pi. */
export function withMagnet(file: string, { atHorizontal, rises }: MagnetFit) {
  return changed(file, [
    [['pi', 'angleAtHorizontal'], Math.round(atHorizontal * COUNTS_PLACES) / COUNTS_PLACES],
    [['pi', 'angleRises'], rises],
  ]);
}

function changed(file: string, fields: readonly (readonly [readonly string[], unknown])[]) {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [path, value] of fields) document.setIn(['board', ...path], value);
  const text = document.toString({ lineWidth: 0 });
  const read = parseYaml(file, text);
  if (!read.ok) throw errorOfProblems('CONFIG', read.errors);
  const parsed = parseSettings(read.source);
  if (!parsed.ok) throw errorOfProblems('CONFIG', parsed.errors);
  return { settings: parsed.settings satisfies Settings, text };
}

/** Whole or not at all: a file that was cut off would stop the table from being used. */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
