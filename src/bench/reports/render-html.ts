import { createHash } from 'node:crypto';
import { BENCH_TARGETS } from '../../ports/bench-table.ts';
import type { ScenarioResult, Verdict } from '../scenario-result.ts';
import { PAGE_SCRIPT } from './html/page-script.ts';
import { PAGE_STYLE } from './html/page-style.ts';
import { scenarioSection } from './html/run-section.ts';
import { type ScenarioGroup, summaryTable } from './html/summary-table.ts';

/** So few runs are all shown unfolded. */
const FEW = 4;
const VERDICTS: readonly Verdict[] = ['passed', 'failed', 'error', 'timeout'];

/**
 * All results as one page that needs nothing else: a table of verdicts, and for every run its traces on one time axis with
 * what was done and expected. It may load nothing, and run no script but its own.
 */
export function renderHtml(results: readonly ScenarioResult[]): string {
  const groups = groupsOf(results);
  const targets = BENCH_TARGETS.filter((target) => results.some((result) => result.target === target));
  const title = `${VERDICTS.flatMap((verdict) => countOf(results, verdict)).join(', ') || 'nothing was run'}: Upright bench`;
  const sections = groups.map((group, index) => scenarioSection(group, index, results.length <= FEW));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${hashOf(PAGE_SCRIPT)}'">
<title>${title}</title><style>${PAGE_STYLE}</style></head>
<body><header><h1>Upright bench</h1><p class="total">${totalOf(results, groups.length, targets.length)}</p></header>
<main>${summaryTable(groups, targets)}
${sections.join('\n')}
</main><script>${PAGE_SCRIPT}</script></body></html>
`;
}

/** The targets of a scenario together, in the order in which the scenarios came. */
function groupsOf(results: readonly ScenarioResult[]): readonly ScenarioGroup[] {
  const groups = new Map<string, ScenarioResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.file, result.name]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ name: first.name, file: first.file, results: group }];
  });
}

function countOf(results: readonly ScenarioResult[], verdict: Verdict): readonly string[] {
  const count = results.filter((result) => result.verdict === verdict).length;
  return count === 0 ? [] : [`${count} ${verdict}`];
}

function totalOf(results: readonly ScenarioResult[], scenarios: number, targets: number): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const [text] = countOf(results, verdict);
    return text === undefined ? [] : [`<span class="badge ${verdict}">${text}</span>`];
  });
  return `<b>${scenarios}</b> scenario${scenarios === 1 ? '' : 's'} on <b>${targets}</b> target${targets === 1 ? '' : 's'}: ${counts.join(' ') || 'nothing was run'}`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
