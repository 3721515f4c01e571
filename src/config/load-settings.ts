import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileProblem, orderProblems, type PathPart, pathText } from './file-problem.ts';
import type { YamlSource } from './parse-yaml.ts';
import { problemAt, problemsOf } from './problems-of.ts';
import { readYamlFile } from './read-yaml-file.ts';
import { fieldsOf, type SchemaField } from './schema-fields.ts';
import type { Settings } from './settings.ts';
import { SETTINGS_RULES } from './settings-rules.ts';
import { settingsSchema } from './settings-schema.ts';
import { isRecord, withoutPaths, wrongPaths } from './without-paths.ts';

/** Reads `upright.yaml` whole or not at all: a file with any mistake gives every mistake and no settings. */
export type SettingsResult =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** SHA-256 of what the settings come to, in hex: comments and the order of keys do not change it. */
      readonly checksum: string;
      /** The file they came from; null where they are the defaults. */
      readonly file: string | null;
      /** Where the user's own programs lie: `programs/` beside the file. */
      readonly programsDir: string;
    }
  | { readonly ok: false; readonly errors: readonly FileProblem[] };

export const SETTINGS_FILE = 'upright.yaml';

/** Settings from a file; from `upright.yaml` in `cwd` where `file` is null; the defaults where there is none. */
export function loadSettings(file: string | null, cwd: string = process.cwd()): SettingsResult {
  const ownFile = join(cwd, SETTINGS_FILE);
  if (file === null && !existsSync(ownFile)) return accept(settingsSchema.parse({}), { file: null, folder: cwd });
  const chosen = file ?? ownFile;
  const read = readYamlFile(chosen);
  if (!read.ok) return read;
  const parsed = parseSettings(read.source);
  if (!parsed.ok) return parsed;
  return accept(parsed.settings, { file: chosen, folder: dirname(chosen) });
}

/** Settings from YAML that is already read. */
export function parseSettings(
  source: YamlSource,
):
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly errors: readonly FileProblem[] } {
  const value = withoutEmptySections(source.value, fieldsOf(settingsSchema));
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) {
    const errors = brokenRules(parsed.data, source, []);
    return errors.length === 0 ? { ok: true, settings: parsed.data } : { ok: false, errors };
  }
  const wrong = wrongPaths(parsed.error);
  // Rules between fields that are right are judged as well, so that one reading tells everything.
  const rest = settingsSchema.safeParse(withoutPaths(value, wrong));
  const broken = rest.success ? brokenRules(rest.data, source, wrong) : [];
  return { ok: false, errors: orderProblems([...problemsOf(parsed.error, source), ...broken]) };
}

export function checksumOf(settings: Settings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

function accept(settings: Settings, { file, folder }: { file: string | null; folder: string }): SettingsResult {
  return { ok: true, settings, checksum: checksumOf(settings), file, programsDir: join(folder, 'programs') };
}

function brokenRules(
  settings: Settings,
  source: YamlSource,
  wrong: readonly (readonly PathPart[])[],
): readonly FileProblem[] {
  const wrongTexts = wrong.map(pathText);
  const isWrong = (path: string) =>
    wrongTexts.some((text) => path === text || path.startsWith(`${text}.`) || text.startsWith(`${path}.`));
  return orderProblems(
    SETTINGS_RULES.flatMap(({ paths, check }) => {
      const [first = ''] = paths;
      const complaint = paths.some(isWrong) ? null : check(settings);
      return complaint === null ? [] : [problemAt(source, first.split('.'), complaint)];
    }),
  );
}

/** A section with all of its keys commented out reads as null; it means the defaults. */
function withoutEmptySections(value: unknown, fields: readonly SchemaField[]): unknown {
  if (!isRecord(value)) return value;
  const fieldsIn = (key: string) => fields.find((field) => field.key === key)?.fields ?? [];
  const isEmptySection = ([key, part]: [string, unknown]) => part === null && fieldsIn(key).length > 0;
  const kept = Object.entries(value).filter((entry) => !isEmptySection(entry));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutEmptySections(part, fieldsIn(key))]));
}
