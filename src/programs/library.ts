import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileProblem } from '../config/file-problem.ts';
import { nearestName } from '../config/near-names.ts';
import type { Settings } from '../config/settings.ts';
import { BUILT_IN_PROGRAMS } from './built-in-programs.ts';
import { type FoundProgram, judgeProgram } from './judge-program.ts';
import { type ReadProgramResult, readProgramFile, readProgramText } from './read-program.ts';

/** All programs there are: those of the house, and the files in `programs/` beside `upright.yaml`. */
export interface LibraryEntry {
  readonly name: string;
  /** Null: a program of the house. */
  readonly file: string | null;
  readonly found: FoundProgram;
}

export interface LibraryPlace {
  /** Null: only the programs of the house. */
  readonly programsDir: string | null;
}

const MOST_FILES = 200;
const PROGRAM_FILE = /\.ya?ml$/i;

/** Every program with its check under these settings, those of the house first. */
export function listPrograms(settings: Settings, { programsDir }: LibraryPlace): readonly LibraryEntry[] {
  const ownEntries = programFiles(programsDir).map((file) => entryOf(file, readProgramFile(file), settings));
  const builtIn = Object.entries(BUILT_IN_PROGRAMS).map(([name, text]) => ({
    name,
    file: null,
    found: judgeProgram(readProgramText(name, text), settings),
  }));
  return [...builtIn, ...refuseTakenNames(ownEntries)];
}

/** The program of a name, or the program in a file. */
export function findProgram(nameOrFile: string, settings: Settings, place: LibraryPlace): FoundProgram {
  if (nameOrFile === '') {
    return { ok: false, errors: [fileProblem("''", 'no program is named', 'give a name or a file')] };
  }
  if (/[/\\]|^\.+$/.test(nameOrFile) || PROGRAM_FILE.test(nameOrFile)) {
    return judgeProgram(readProgramFile(nameOrFile), settings);
  }
  const found = findNamedProgram(nameOrFile, settings, place);
  if (found.ok || !existsSync(nameOrFile)) return found;
  const elsewhere = found.errors.map((error) =>
    error.file !== nameOrFile ? error : { ...error, remedy: `a file is meant by ./${nameOrFile}` },
  );
  return { ok: false, errors: elsewhere };
}

/** The program of a name only, for callers who may not look into files. */
export function findNamedProgram(name: string, settings: Settings, place: LibraryPlace): FoundProgram {
  const builtIn = Object.hasOwn(BUILT_IN_PROGRAMS, name) ? BUILT_IN_PROGRAMS[name] : undefined;
  if (builtIn !== undefined) return judgeProgram(readProgramText(name, builtIn), settings);
  const entries = listPrograms(settings, place);
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry.found;
  const near = nearestName(
    name,
    entries.map((candidate) => candidate.name),
  );
  const remedy = near === null ? '`upright programs list` shows what there is' : `did you mean '${near}'?`;
  return { ok: false, errors: [fileProblem(name, 'there is no program of this name', remedy)] };
}

function programFiles(programsDir: string | null): readonly string[] {
  if (programsDir === null) return [];
  try {
    const names = readdirSync(programsDir).filter((name) => PROGRAM_FILE.test(name));
    return names
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => join(programsDir, name));
  } catch {
    // No folder, no programs.
    return [];
  }
}

/** A file that cannot be read has no name but its own. */
function entryOf(file: string, read: ReadProgramResult, settings: Settings): LibraryEntry {
  const name = read.ok ? read.written.program.name : basename(file).replace(PROGRAM_FILE, '');
  return { name, file, found: judgeProgram(read, settings) };
}

function refuseTakenNames(entries: readonly LibraryEntry[]): readonly LibraryEntry[] {
  return entries.map((entry) => {
    const other = entries.find(({ name, file }) => name === entry.name && file !== entry.file);
    const taken = Object.hasOwn(BUILT_IN_PROGRAMS, entry.name) ? 'a program of the house' : other?.file;
    if (taken === undefined || taken === null || !entry.found.ok) return entry;
    const problem = fileProblem(
      entry.file ?? '',
      `the name '${entry.name}' is taken by ${taken}`,
      'choose another name',
    );
    return { ...entry, found: { ok: false, errors: [problem] } };
  });
}
