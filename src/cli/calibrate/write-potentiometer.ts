import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { parseSettings } from '../../config/load-settings.ts';
import { parseYaml } from '../../config/parse-yaml.ts';
import type { Settings } from '../../config/settings.ts';
import { errorOfProblems } from '../command-error.ts';
import type { AngleFit } from './fit-angle.ts';

/** A tenth of a count is 0.03 deg, and a ten-thousandth of a degree over 500 counts is 0.05. */
const COUNTS_PLACES = 10;
const DEG_PLACES = 100_000;

/** The settings with what was measured; everything else of the file stays as it is, comments too. Throws where it would be wrong. */
export function withPotentiometer(file: string, { countsAtHorizontal, degPerCount }: AngleFit) {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const path = ['board', 'potentiometer'];
  document.setIn([...path, 'countsAtHorizontal'], Math.round(countsAtHorizontal * COUNTS_PLACES) / COUNTS_PLACES);
  document.setIn([...path, 'perCount'], `${Math.round(degPerCount * DEG_PLACES) / DEG_PLACES}°`);
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
