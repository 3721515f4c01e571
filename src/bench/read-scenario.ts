import { dirname, resolve } from 'node:path';
import { stringify } from 'yaml';
import { type FileProblem, fileProblem, orderProblems } from '../config/file-problem.ts';
import { parseSettings } from '../config/load-settings.ts';
import { parseYaml, type YamlResult, type YamlSource } from '../config/parse-yaml.ts';
import { problemsOf } from '../config/problems-of.ts';
import { readYamlFile } from '../config/read-yaml-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../config/settings.ts';
import { occupancyProblem } from '../config/settings-rules.ts';
import type { BenchProgram } from '../ports/bench-table.ts';
import { judgeProgram } from '../programs/judge-program.ts';
import { findProgram } from '../programs/library.ts';
import { readProgram } from '../programs/read-program.ts';
import { readCondition } from './read-condition.ts';
import { readBefore, readSteps } from './read-steps.ts';
import { readableRest } from './readable-rest.ts';
import type { Scenario } from './scenario.ts';
import { type Need, ScenarioReader } from './scenario-reader.ts';
import { scenarioSchema, type WrittenScenario } from './scenario-schema.ts';

export type ReadScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly needs: readonly Need[]; readonly source: YamlSource }
  | { readonly ok: false; readonly errors: readonly FileProblem[] };

/** Reads a scenario file whole or not at all: every mistake at once, each with line and column. */
export function readScenarioFile(file: string): ReadScenarioResult {
  return readScenario(file, readYamlFile(file));
}

export function readScenarioText(file: string, text: string): ReadScenarioResult {
  return readScenario(file, parseYaml(file, text));
}

function readScenario(file: string, read: YamlResult): ReadScenarioResult {
  if (!read.ok) return read;
  const { source } = read;
  const parsed = scenarioSchema.safeParse(source.value);
  if (!parsed.success) {
    const rest = readableRest(source.value, parsed.error);
    const reader = new ScenarioReader(source, rest?.wrong);
    if (rest !== null) scenarioOf(file, rest.written, source, reader);
    return { ok: false, errors: orderProblems([...problemsOf(parsed.error, source), ...reader.problems]) };
  }
  const reader = new ScenarioReader(source);
  const scenario = scenarioOf(file, parsed.data, source, reader);
  if (reader.hasComplaints) return { ok: false, errors: reader.problems };
  return { ok: true, scenario, needs: reader.needs, source };
}

function scenarioOf(file: string, written: WrittenScenario, source: YamlSource, reader: ScenarioReader): Scenario {
  const { name, summary, only, seed, sessionWasOpen, occupancy, tilt, rider, config } = written;
  const settings = settingsOf(written, source, reader);
  if (written.steps.length === 0) reader.complain(['steps'], 'there are no steps', "add '- press: START'");
  if (config !== undefined) reader.asks('config', ['config'], 'change the settings');
  if (rider !== 'none' && (rider.massKg !== 85 || rider.comCm !== 0))
    reader.asks('rider', ['rider'], 'choose the rider');
  if (tilt !== undefined) reader.asks('rider', ['tilt'], 'choose the tilt at power-on');
  if (settings !== null) {
    const problem = occupancyProblem(settings, occupancy);
    if (problem !== null) reader.complain(['occupancy'], problem.what, problem.remedy);
  }
  return {
    name,
    summary,
    file,
    only: only ?? null,
    program: settings === null ? { name: '', text: null } : programOf(written, { file, settings, source, reader }),
    settings: settings ?? DEFAULT_SETTINGS,
    changesSettings: config !== undefined,
    occupancy,
    rider: rider === 'none' ? null : rider,
    seed,
    startTiltDeg: tilt ?? null,
    sessionWasOpen,
    before: readBefore(written.before, reader),
    never: written.never.map((condition, index) => readCondition(condition, ['never', index], reader)),
    steps: readSteps(written.steps, ['steps'], reader),
  };
}

function settingsOf({ config }: WrittenScenario, source: YamlSource, reader: ScenarioReader): Settings | null {
  if (config === undefined) return DEFAULT_SETTINGS;
  const parsed = parseSettings(sourceBelow(source, 'config', config));
  if (parsed.ok) return parsed.settings;
  reader.addBelow('config', parsed.errors);
  return null;
}

interface ProgramPlace {
  readonly file: string;
  readonly settings: Settings;
  readonly source: YamlSource;
  readonly reader: ScenarioReader;
}

/** By name, from a file beside the scenario, or written in it. */
function programOf({ program }: WrittenScenario, { file, settings, source, reader }: ProgramPlace): BenchProgram {
  if (typeof program !== 'string') {
    const below = sourceBelow(source, 'program', program);
    const judged = judgeProgram(readProgram({ ok: true, source: below }), settings);
    if (!judged.ok) reader.addBelow('program', judged.errors);
    return { name: judged.ok ? judged.program.name : '', text: stringify(program) };
  }
  const isFile = /[/\\]|\.ya?ml$/i.test(program);
  const found = findProgram(isFile ? resolve(dirname(file), program) : program, settings, { programsDir: null });
  if (found.ok) {
    if (!isFile) return { name: program, text: null };
    const read = readYamlFile(resolve(dirname(file), program));
    return { name: found.program.name, text: read.ok ? stringify(read.source.value) : '' };
  }
  if (found.errors.some(({ line }) => line !== null)) {
    reader.addFrom(found.errors);
    return { name: program, text: null };
  }
  const [first = fileProblem(program, 'it cannot be read', 'check the name')] = found.errors;
  reader.complain(['program'], `${program}: ${first.what}`, first.remedy);
  return { name: program, text: null };
}

/** A part of a file as a file of its own, whose problems keep their place in the whole. */
function sourceBelow(source: YamlSource, key: string, value: unknown): YamlSource {
  return { file: source.file, value, locate: (path, what) => source.locate([key, ...path], what) };
}
