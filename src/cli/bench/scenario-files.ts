import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearestNameRemedy } from '../../config/near-names.ts';
import { CommandError, EXIT_REFUSED } from '../command-error.ts';

/** `scenarios/` of this package, from the sources and from what is built of them. */
const SHIPPED = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../scenarios' : '../../../../scenarios', import.meta.url),
);
const SCENARIO_FILE = /\.ya?ml$/i;

export interface ScenarioFile {
  /** As `bench run` takes it: the file's name without folder and ending. */
  readonly name: string;
  readonly file: string;
  /** Somebody asked for this one, and not for all of a folder. */
  readonly isNamed: boolean;
}

/** The scenarios of the house, by name. */
export function shippedScenarios(): readonly ScenarioFile[] {
  return filesBelow(SHIPPED)
    .map(fromHere)
    .map((file) => scenarioFile(file, false))
    .sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** What somebody named: scenarios of the house, files, and folders of them; all of the house where nothing is named. */
export function chosenScenarios(words: readonly string[]): readonly ScenarioFile[] {
  const shipped = shippedScenarios();
  if (words.length === 0) return shipped;
  const chosen = words.flatMap((word) => {
    const named = shipped.find(({ name }) => name === word);
    if (named !== undefined) return [{ ...named, isNamed: true }];
    if (existsSync(word) && statSync(word).isDirectory()) {
      const files = filesBelow(word);
      if (files.length > 0) return files.map((file) => scenarioFile(file, false));
      const remedy = 'write one there (upright bench new), or name another folder';
      throw new CommandError(EXIT_REFUSED, 'SCENARIO', `there is no scenario in the folder ${word}`, null, [remedy]);
    }
    if (existsSync(word) || /[/\\]/.test(word) || SCENARIO_FILE.test(word)) {
      return [scenarioFile(word, true)];
    }
    const remedy = nearestNameRemedy(
      word,
      shipped.map(({ name }) => name),
    );
    const details = remedy.startsWith('known') ? ['upright bench list shows what there is'] : [remedy];
    throw new CommandError(EXIT_REFUSED, 'SCENARIO', `there is no scenario '${word.slice(0, 60)}'`, null, details);
  });
  // Named twice it is run once.
  const seen = new Set<string>();
  return chosen.filter(({ file }) => !seen.has(resolve(file)) && seen.add(resolve(file)));
}

const scenarioFile = (file: string, isNamed: boolean): ScenarioFile => ({
  name: basename(file).replace(SCENARIO_FILE, ''),
  file,
  isNamed,
});

/** The folder that a file of the house lies in, for lists. */
export const groupOf = ({ file }: ScenarioFile): string => basename(dirname(file));

/** As somebody in this folder would write it, where that is shorter. */
function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return SCENARIO_FILE.test(entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    const { code = 'no reason given' } = thrown as NodeJS.ErrnoException;
    throw new CommandError(EXIT_REFUSED, 'SCENARIO', `the folder ${folder} cannot be read (${code})`, null, [
      'let it be read, or name the files',
    ]);
  }
}
