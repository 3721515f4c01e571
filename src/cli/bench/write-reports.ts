import { accessSync, constants, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { ScenarioResult } from '../../bench/scenario-result.ts';
import { CommandError, EXIT_FAILED, EXIT_REFUSED } from '../command-error.ts';

/** Files that a bench leaves behind, by what `--junit` and the others said. */
export interface ReportFiles {
  readonly junit?: string;
  readonly html?: string;
  readonly vcd?: string;
  readonly csv?: string;
  readonly mcap?: string;
}

const KINDS = ['junit', 'html', 'vcd', 'csv', 'mcap'] as const;

/** Before anything runs: a bench of an hour must not end at a folder that is not there. */
export function refuseUnwritable(files: ReportFiles): void {
  for (const kind of KINDS) {
    const file = files[kind];
    if (file === undefined) continue;
    const refuse = (what: string, remedy: string) =>
      new CommandError(EXIT_REFUSED, 'FILE', `--${kind} ${file}: ${what}`, `--${kind}`, [remedy]);
    if (file === '') throw refuse('no file is named', 'write the name of one');
    const folder = dirname(resolve(file));
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats?.isDirectory() !== true) throw refuse(`there is no folder ${folder}`, 'make it, or name another');
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw refuse('this is a directory', 'name a file in it');
    }
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw refuse(`nothing may be written in ${folder}`, 'name another folder');
    }
  }
}

/**
 * Writes them whole or not at all. JUnit and the page hold every run; the traces are a file a run, with its name before the
 * ending where there are several.
 */
export async function writeReports(files: ReportFiles, results: readonly ScenarioResult[]): Promise<void> {
  const { junit, html, vcd, csv, mcap } = files;
  if (junit !== undefined) {
    const { renderJunit } = await import('../../bench/reports/render-junit.ts');
    write('--junit', junit, renderJunit(results));
  }
  if (html !== undefined) {
    const { renderHtml } = await import('../../bench/reports/render-html.ts');
    write('--html', html, renderHtml(results));
  }
  const eachTo = (file: string, result: ScenarioResult) => (results.length === 1 ? file : ownName(file, result));
  for (const result of results) {
    if (vcd !== undefined) {
      const { vcdOf } = await import('../../bench/reports/vcd-of.ts');
      write('--vcd', eachTo(vcd, result), vcdOf(result));
    }
    if (csv !== undefined) {
      const { csvOf } = await import('../../bench/reports/csv-of.ts');
      write('--csv', eachTo(csv, result), csvOf(result));
    }
    if (mcap !== undefined) {
      const { mcapOf } = await import('../../bench/reports/mcap-of.ts');
      write('--mcap', eachTo(mcap, result), await mcapOf(result));
    }
  }
}

/** `out.vcd` of a run is `out-jam-uno-emulated.vcd`. */
function ownName(file: string, { file: scenario, target }: ScenarioResult): string {
  const ending = extname(file);
  const name = (scenario.split(/[/\\]/).at(-1) ?? 'scenario').replace(/\.ya?ml$/i, '');
  return `${file.slice(0, file.length - ending.length)}-${name}-${target}${ending}`;
}

function write(option: string, file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no reason given';
    throw new CommandError(EXIT_FAILED, 'FILE', `${option} ${file} cannot be written (${code})`, option, [
      'the scenarios were run all the same; check the disk and run them again',
    ]);
  }
}
