import junit, { type Builder, type TestCase } from 'junit-report-builder';
import type { Failure, ScenarioResult, SkippedRun } from '../scenario-result.ts';

/** The package is its builder; its types promise a `default` below that, which is not there. */
const builder = junit as unknown as Builder;

/**
 * The verdicts as JUnit XML, as build servers read it: a suite a target, a case a scenario. `time` is that of the wall; the
 * table's own time is a property. What did not hold is a failure; what could not be found out, or was never answered, is an error.
 */
export function renderJunit(results: readonly ScenarioResult[], skipped: readonly SkippedRun[] = []): string {
  const report = builder.newBuilder().name('upright bench');
  const targets = new Set([...results, ...skipped].map(({ target }) => target));
  for (const target of targets) {
    const ofTarget = results.filter((result) => result.target === target);
    const suite = report
      .testSuite()
      .name(target)
      .time(secondsOf(sum(ofTarget.map(({ wallMs }) => wallMs))));
    for (const result of ofTarget) addCase(suite.testCase(), result);
    for (const run of skipped.filter((each) => each.target === target)) addSkipped(suite.testCase(), run);
  }
  return report.build();
}

function addSkipped(testCase: TestCase, { title, file, target, because }: SkippedRun): void {
  testCase.className(target).name(title).file(file).time(0).property('made for another target', because).skipped();
}

function addCase(testCase: TestCase, result: ScenarioResult): void {
  const { name, target, file, wallMs, tookMs, seed, figures, hazards, verdict, failure } = result;
  testCase.className(target).name(name).file(file).time(secondsOf(wallMs));
  testCase.property('seed', String(seed)).property('table time', `${secondsOf(tookMs)} s`);
  if (hazards.length > 0) testCase.property('hazards', hazards.join(' '));
  for (const { name: figure, text, limit } of figures)
    testCase.property(figure, limit === null ? text : `${text} (${limit})`);
  switch (verdict) {
    case 'passed':
      return;
    case 'failed':
      testCase.failure(messageOf(failure), verdict).stacktrace(detailOf(result));
      return;
    case 'error':
    case 'timeout':
      testCase.error(messageOf(failure), verdict, detailOf(result));
      return;
    default:
      verdict satisfies never;
  }
}

/** `tilt: expected tilt reaches 70° within 500 ms, saw tilt 72° at 1.50 s`. */
export function messageOf(failure: Failure | null): string {
  if (failure === null) return 'nothing is known of why';
  const { signal, expected, seen, atMs } = failure;
  return `${signal}: expected ${expected}, saw ${seen} at ${shownSeconds(atMs)} s`;
}

/** Where it is written, as editors find it, and what had been expected until then. */
function detailOf({ file, failure, checks }: ScenarioResult): string {
  const { line, column } = failure?.place ?? { line: 1, column: 1 };
  const until = checks.map(
    ({ passed, atMs, text, place }) =>
      `${passed ? 'ok    ' : 'FAILED'} ${shownSeconds(atMs).padStart(8)} s  ${file}:${place.line}:${place.column}  ${text}`,
  );
  // The package writes it as CDATA, and parts only the first of these.
  return [`${file}:${line}:${column}: ${messageOf(failure)}`, ...until].join('\n').replaceAll(']]>', ']] >');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const secondsOf = (ms: number): number => Number((ms / 1000).toFixed(3));

const shownSeconds = (ms: number): string => (ms / 1000).toFixed(2);
