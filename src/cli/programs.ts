import { Command } from 'commander';
import type { Settings } from '../config/settings.ts';
import { describeTilt, formatDuration } from '../domain/units.ts';
import { PROGRAM_GROUPS } from '../programs/built-in-programs.ts';
import { segmentLines, summaryLines } from '../programs/describe-timeline.ts';
import type { FoundProgram } from '../programs/judge-program.ts';
import { findProgram, type LibraryEntry, listPrograms } from '../programs/library.ts';
import { sampleTilt } from '../programs/timeline.ts';
import { errorOfProblems } from './command-error.ts';
import { print, settingsFor } from './config.ts';
import { plotTilt } from './plot.ts';

/** `upright programs`: the library, a program's exact timeline, and the check that refuses what cannot be safe. */
export function programsCommand(): Command {
  const command = new Command('programs').description('list, show and check programs');
  withOptions(command.command('list'))
    .description('the programs of the house and those in programs/ beside upright.yaml')
    .action((options: Options) => listAll(options));
  withOptions(command.command('show'))
    .description('the exact timeline of a program')
    .argument('<program>', 'a name or a file')
    .action((name: string, options: Options) => showProgram(name, options));
  withOptions(command.command('check'))
    .description('refuse a program that cannot be safe on this table, saying where and why')
    .argument('<program>', 'a file or a name')
    .action((name: string, options: Options) => checkOne(name, options));
  return command;
}

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

type Accepted = Extract<FoundProgram, { ok: true }>;

const PLOT_WIDTH = 72;
const PLOT_SAMPLES = 400;

function withOptions(command: Command): Command {
  return command
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--json', 'print JSON');
}

function find(name: string, { config }: Options): { readonly found: Accepted; readonly settings: Settings } {
  const { settings, programsDir } = settingsFor(config ?? null);
  const found = findProgram(name, settings, { programsDir });
  if (!found.ok) throw errorOfProblems('PROGRAM', found.errors);
  return { found, settings };
}

function listAll({ config, json }: Options): void {
  const { settings, programsDir } = settingsFor(config ?? null);
  const entries = listPrograms(settings, { programsDir });
  if (json === true) {
    print(JSON.stringify(entries.map(entryFacts)));
    return;
  }
  const width = Math.max(...entries.map(({ name }) => name.length));
  const columns = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  groupsOf(entries).forEach(({ title, members }, index) => {
    print(`${index === 0 ? '' : '\n'}${title}:`);
    for (const entry of members) print(cut(entryLine(entry, width), columns));
  });
}

interface Group {
  readonly title: string;
  readonly members: readonly LibraryEntry[];
}

function groupsOf(entries: readonly LibraryEntry[]): readonly Group[] {
  const builtIn = PROGRAM_GROUPS.map(({ title, programs }) => ({
    title,
    members: entries.filter(({ name, file }) => file === null && Object.hasOwn(programs, name)),
  }));
  const own = { title: 'Your own', members: entries.filter(({ file }) => file !== null) };
  return [...builtIn, own].filter(({ members }) => members.length > 0);
}

/** A terminal breaks what is too long for it; a file or a pipe gets every letter. */
function cut(line: string, columns: number): string {
  const letters = [...line];
  return letters.length <= columns ? line : `${letters.slice(0, columns - 1).join('')}…`;
}

function entryLine({ name, file, found }: LibraryEntry, width: number): string {
  const label = name.padEnd(width);
  if (!found.ok) return `${label}  refused: upright programs check ${file ?? name}`;
  const { timeline, program } = found;
  return `${label}  ${formatDuration(timeline.totalMs).padStart(7)}  ${describeTilt(timeline.deepestDeg).padEnd(14)}  ${program.summary}`;
}

function entryFacts({ name, file, found }: LibraryEntry) {
  if (!found.ok) return { name, file, ok: false, errors: found.errors };
  return { name, file, ok: true, summary: found.program.summary, ...figures(found) };
}

function figures({ timeline }: Accepted) {
  const { totalMs, headDownMs, longestHeadDownMs, deepestDeg, holds } = timeline;
  return { totalMs, headDownMs, longestHeadDownMs, deepestDeg, holds };
}

function showProgram(name: string, options: Options): void {
  const { found, settings } = find(name, options);
  const { program, timeline, source } = found;
  if (options.json === true) {
    const { segments } = timeline;
    print(JSON.stringify({ ...program, source, ...figures(found), segments }));
    return;
  }
  print(`${program.name}: ${program.summary}`);
  if (source !== null) print(source);
  const holds = timeline.segments.filter(({ kind }) => kind === 'hold');
  const samples = sampleTilt(program, settings, PLOT_SAMPLES);
  print(`\n${plotTilt({ samples, holds, width: PLOT_WIDTH })}\n`);
  for (const line of [...segmentLines(timeline.segments), '', ...summaryLines(timeline, settings)]) print(line);
}

function checkOne(name: string, options: Options): void {
  const { found } = find(name, options);
  const { program, timeline } = found;
  if (options.json === true) {
    print(JSON.stringify({ ok: true, name: program.name, ...figures(found) }));
    return;
  }
  const { totalMs, deepestDeg, headDownMs } = timeline;
  print(
    `${program.name} may run: ${formatDuration(totalMs)}, ${describeTilt(deepestDeg)}, ${formatDuration(headDownMs)} head-down`,
  );
}
