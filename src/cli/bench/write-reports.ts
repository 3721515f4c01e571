import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { ScenarioResult, SkippedRun } from '../../bench/scenario-result.ts';
import { CommandError, EXIT_REFUSED } from '../command-error.ts';

/** Files that a bench leaves behind, by what `--junit` and the others said. */
export interface ReportFiles {
  readonly junit?: string;
  readonly html?: string;
  readonly vcd?: string;
  readonly csv?: string;
  readonly mcap?: string;
}

/** What a file of its own is named after. */
type Run = Pick<ScenarioResult, 'file' | 'target'>;

const WHOLE = ['junit', 'html'] as const;
const TRACES = ['vcd', 'csv', 'mcap'] as const;
const KINDS = [...WHOLE, ...TRACES];

/** Before anything runs: a bench of an hour must not end at a folder that is not there, nor one file replace another. */
export function refuseUnwritable(files: ReportFiles, runs: readonly Run[]): void {
  const taken = new Map<string, string>();
  for (const kind of KINDS) {
    const file = files[kind];
    if (file === undefined) continue;
    const option = `--${kind}`;
    const refuse = (what: string, remedy: string) =>
      new CommandError(EXIT_REFUSED, 'FILE', `${option} ${file}: ${what}`, option, [remedy]);
    if (file === '') throw refuse('no file is named', 'write the name of one');
    const folder = dirname(resolve(file));
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats?.isDirectory() !== true) throw refuse(`there is no folder ${folder}`, 'make it, or name another');
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw refuse(`nothing may be written in ${folder}`, 'name another folder');
    }
    for (const { path, of } of placesOf(kind, file, runs)) {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
        const which = path === file ? 'this' : path;
        throw refuse(`${which} is a directory`, 'name a file in it');
      }
      const before = taken.get(resolve(path));
      if (before !== undefined) throw refuse(`${path} would hold ${before} and ${of}`, 'give each a name of its own');
      taken.set(resolve(path), of);
    }
  }
}

/**
 * Each of them whole or not at all. JUnit and the page hold every run; the traces are a file a run, with its name before the
 * ending where there are several. Returns what could not be written.
 */
export async function writeReports(
  files: ReportFiles,
  results: readonly ScenarioResult[],
  skipped: readonly SkippedRun[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const kind of KINDS) {
    const file = files[kind];
    if (file === undefined) continue;
    if (kind === 'junit' || kind === 'html') {
      push(problems, write(kind, file, await WHOLE_OF[kind](results, skipped)));
      continue;
    }
    for (const result of results) {
      const path = results.length === 1 ? file : ownName(file, result);
      push(problems, write(kind, path, await TRACE_OF[kind](result)));
    }
  }
  return problems;
}

type Content = string | Uint8Array;

const WHOLE_OF: Readonly<
  Record<
    (typeof WHOLE)[number],
    (results: readonly ScenarioResult[], skipped: readonly SkippedRun[]) => Promise<Content>
  >
> = {
  junit: async (results, skipped) =>
    (await import('../../bench/reports/render-junit.ts')).renderJunit(results, skipped),
  html: async (results) => (await import('../../bench/reports/render-html.ts')).renderHtml(results),
};

const TRACE_OF: Readonly<Record<(typeof TRACES)[number], (result: ScenarioResult) => Promise<Content>>> = {
  vcd: async (result) => (await import('../../bench/reports/vcd-of.ts')).vcdOf(result),
  csv: async (result) => (await import('../../bench/reports/csv-of.ts')).csvOf(result),
  mcap: async (result) => (await import('../../bench/reports/mcap-of.ts')).mcapOf(result),
};

function placesOf(
  kind: (typeof KINDS)[number],
  file: string,
  runs: readonly Run[],
): readonly { readonly path: string; readonly of: string }[] {
  if (kind === 'junit' || kind === 'html' || runs.length === 1) return [{ path: file, of: `--${kind}` }];
  return runs.map((run) => ({ path: ownName(file, run), of: `--${kind} of ${run.file} on ${run.target}` }));
}

/** `out.vcd` of a run is `out-jam-uno-emulated.vcd`. */
function ownName(file: string, { file: scenario, target }: Run): string {
  const ending = extname(file);
  const name = basename(scenario).replace(/\.ya?ml$/i, '');
  return `${file.slice(0, file.length - ending.length)}-${name}-${target}${ending}`;
}

/** A link goes on to lead where it led; a device or a pipe is written to, and stays one. Returns what went wrong. */
function write(kind: string, file: string, content: Content): string | null {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isFile()) {
      writeFileSync(file, content);
      return null;
    }
    const place = stats === undefined ? file : realpathSync(file);
    const fresh = `${place}.${process.pid}.new`;
    try {
      writeFileSync(fresh, content);
      renameSync(fresh, place);
    } catch (thrown) {
      rmSync(fresh, { force: true });
      throw thrown;
    }
    return null;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no reason given';
    return `--${kind} ${file} cannot be written (${code}); the scenarios were run all the same`;
  }
}

function push(problems: string[], problem: string | null): void {
  if (problem !== null) problems.push(problem);
}
