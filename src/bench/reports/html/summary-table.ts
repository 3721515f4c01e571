import type { BenchTargetName } from '../../../ports/bench-table.ts';
import type { Figure, ScenarioResult } from '../../scenario-result.ts';
import { messageOf } from '../render-junit.ts';
import { escapeHtml } from './escape-html.ts';
import { shownSpan } from './shown-time.ts';

/** One scenario on every target that it was run on. */
export interface ScenarioGroup {
  readonly name: string;
  readonly file: string;
  readonly results: readonly ScenarioResult[];
}

/** Where a run stands on the page. */
export const anchorOf = (group: number, { target }: ScenarioResult): string => `run-${group + 1}-${target}`;

/** A row a scenario, a column a target. */
export function summaryTable(groups: readonly ScenarioGroup[], targets: readonly BenchTargetName[]): string {
  const heads = targets.map((target) => `<th scope="col">${target}</th>`).join('');
  const rows = groups.map(({ name, file, results }, index) => {
    const cells = targets.map((target) =>
      cell(results.find((result) => result.target === target) ?? null, index, target),
    );
    return `<tr><th scope="row">${escapeHtml(name)} <code>${escapeHtml(file)}</code></th>${cells.join('')}</tr>`;
  });
  return `<table class="summary"><caption>Verdicts, with the table's own time and the wall's</caption><thead><tr><th scope="col">scenario</th>${heads}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function cell(result: ScenarioResult | null, group: number, target: BenchTargetName): string {
  if (result === null) return `<td data-target="${target}"><span class="nothing">not run</span></td>`;
  const { verdict, failure, figures, tookMs, wallMs } = result;
  const why = failure === null ? '' : `<p class="brief">${escapeHtml(messageOf(failure))}</p>`;
  return `<td data-target="${target}"><a class="badge ${verdict}" href="#${anchorOf(group, result)}">${verdict}</a> <span class="times">${shownSpan(tookMs)}, wall ${shownSpan(wallMs)}</span>${why}${figureList(figures)}</td>`;
}

export function figureList(figures: readonly Figure[]): string {
  if (figures.length === 0) return '';
  const items = figures.map(({ name, text, limit, passed }) => {
    const limits = limit === null ? '' : ` (${escapeHtml(limit)})`;
    return `<li class="${passed ? 'passed' : 'failed'}">${passed ? '' : '✗ '}${escapeHtml(name)}: <b>${escapeHtml(text)}</b>${limits}</li>`;
  });
  return `<ul class="figures">${items.join('')}</ul>`;
}
