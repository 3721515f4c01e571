import type { CheckResult, Failure, Mark, ScenarioResult } from '../../scenario-result.ts';
import { chart } from './chart.ts';
import { escapeHtml } from './escape-html.ts';
import { shownSpan, shownTime } from './shown-time.ts';
import { anchorOf, figureList, type ScenarioGroup } from './summary-table.ts';

/** A scenario: its run on each target, one below the other and on the same time axis. */
export function scenarioSection({ name, file, results }: ScenarioGroup, index: number, allOpen: boolean): string {
  const runs = results.map((result) => run(result, { id: anchorOf(index, result), alike: results, allOpen }));
  return `<section><h2>${escapeHtml(name)} <code>${escapeHtml(file)}</code></h2>\n${runs.join('\n')}</section>`;
}

interface RunPlace {
  readonly id: string;
  readonly alike: readonly ScenarioResult[];
  readonly allOpen: boolean;
}

/** What went well is folded away where there is much of it. */
function run(result: ScenarioResult, { id, alike, allOpen }: RunPlace): string {
  const { verdict, target, tookMs, wallMs, seed, hazards, failure, checks, figures, marks } = result;
  const open = allOpen || verdict !== 'passed' ? ' open' : '';
  const shown = hazards.length === 0 ? '' : `, hazards ${escapeHtml(hazards.join(' '))}`;
  return `<details class="run" id="${id}"${open}><summary><span class="badge ${verdict}">${verdict}</span><b>${target}</b><span class="times">${shownSpan(tookMs)}, wall ${shownSpan(wallMs)}, seed ${seed}${shown}</span></summary>
${why(result, failure)}${chart(result, alike)}
${figures.length === 0 ? '' : `<h3>Figures</h3>${figureList(figures)}`}
<h3>Expectations</h3>${checkList(result.file, checks)}
${marks.length === 0 ? '' : `<details><summary><h3 style="display:inline">What happened (${marks.length})</h3></summary>${markList(marks)}</details>`}</details>`;
}

function why({ verdict, file }: ScenarioResult, failure: Failure | null): string {
  if (failure === null) return '';
  const { place, signal, expected, seen, atMs } = failure;
  const facts = { signal, expected, seen };
  const rows = Object.entries(facts).map(([name, text]) => `<dt>${name}</dt><dd>${escapeHtml(text)}</dd>`);
  return `<div class="why ${verdict}"><dl>${rows.join('')}<dt>at</dt><dd>${moment(atMs)}</dd><dt>written at</dt><dd><code>${escapeHtml(file)}:${place.line}:${place.column}</code></dd></dl></div>`;
}

/** Brings the cursor there. */
const moment = (ms: number): string => `<button type="button" class="at" data-at="${ms}">${shownTime(ms)}</button>`;

function checkList(file: string, checks: readonly CheckResult[]): string {
  if (checks.length === 0) return '<p class="nothing">Nothing was expected until the end of the run.</p>';
  const items = checks.map(({ text, passed, atMs, place }) => {
    const verdict = passed ? 'passed' : 'failed';
    return `<li class="${verdict}"><span class="tick" role="img" aria-label="${verdict}">${passed ? '✓' : '✗'}</span>${moment(atMs)}<span class="what">${escapeHtml(text)} <span class="place" title="${escapeHtml(file)}">${place.line}:${place.column}</span></span></li>`;
  });
  return `<ol class="checks">${items.join('')}</ol>`;
}

function markList(marks: readonly Mark[]): string {
  const items = marks.map(
    ({ atMs, kind, text }) =>
      `<li>${moment(atMs)}<span class="place">${kind}</span><span>${escapeHtml(text)}</span></li>`,
  );
  return `<ul class="marks">${items.join('')}</ul>`;
}
