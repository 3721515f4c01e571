import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/bench/reports/render-html.ts';
import type { ScenarioResult } from '../../../src/bench/scenario-result.ts';
import { Browser } from './browser.ts';
import { HOSTILE, madeResult, runShort } from './results.ts';

let browser: Browser;
let short: ScenarioResult;
beforeAll(async () => {
  browser = new Browser();
  short = await runShort();
}, 60_000);
afterAll(() => browser.close());

const FAILURE = {
  place: { line: 9, column: 13 },
  signal: 'tilt',
  expected: 'tilt reaches 0° within 20 s',
  seen: 'tilt -3.4°',
  atMs: 1000,
};

const texts = (selector: string): Promise<unknown> =>
  browser.evaluate(`[...document.querySelectorAll('${selector}')].map(({ textContent }) => textContent)`);
const countOf = (selector: string): Promise<unknown> =>
  browser.evaluate(`document.querySelectorAll('${selector}').length`);

function failed(facts: Partial<ScenarioResult> = {}): ScenarioResult {
  const check = { place: FAILURE.place, text: FAILURE.expected, passed: false, fromMs: 500, atMs: 1000 };
  return { ...short, target: 'uno-emulated', verdict: 'failed', failure: FAILURE, checks: [check], ...facts };
}

describe('the page of results', () => {
  it('has a row a scenario and a column a target, with verdicts and figures', async () => {
    const mute = madeResult({ name: 'mute', verdict: 'timeout', failure: { ...FAILURE, signal: 'bench' } }, 0);
    await browser.show(renderHtml([short, failed(), mute]), 1280);
    expect(await texts('.summary thead th')).toEqual(['scenario', 'sim', 'uno-emulated']);
    expect(await texts('.summary tbody .badge')).toEqual(['passed', 'failed', 'timeout']);
    expect(await texts('.summary tbody tr:nth-child(2) td:nth-child(3)')).toEqual(['not run']);
    const fastest = short.figures[0]?.text ?? '';
    expect(fastest).toMatch(/°\/s$/);
    expect(await texts('.summary td:nth-child(2) .figures b')).toEqual([fastest]);
    expect(await texts('.nothing')).toContain('Nothing was seen: there is no trace.');
    expect(browser.complaints).toEqual([]);
  });

  it('marks what was expected and done at its time, and says it on hover and in lists', async () => {
    await browser.show(renderHtml([short, failed()]), 1280);
    expect(await countOf('#run-1-sim .check.passed')).toBe(short.checks.length);
    expect(await texts('#run-1-uno-emulated .check.failed title')).toEqual([
      'failed at 1.00 s: tilt reaches 0° within 20 s',
    ]);
    expect(await texts('#run-1-uno-emulated .why dd')).toEqual([
      'tilt',
      'tilt reaches 0° within 20 s',
      'tilt -3.4°',
      '1.00 s',
      'scenarios/short.yaml:9:13',
    ]);
    expect(await texts('#run-1-sim .mark title')).toContain('0.00 s: press START for 200 ms');
    expect(await texts('#run-1-sim .mark.inject title')).toHaveLength(1);
    const place = await browser.evaluate(
      `(() => { const at = (one) => document.querySelector('#run-1-uno-emulated ' + one).getBoundingClientRect(); return (at('.check line').left - at('.plot').left) / at('.plot').width; })()`,
    );
    expect(place).toBeCloseTo(1000 / short.tookMs, 3);
  });

  it('shows what failed also where it is no expectation of its own', async () => {
    await browser.show(
      renderHtml([failed({ checks: [], failure: { ...FAILURE, expected: 'never rate above 8°/s' } })]),
      1280,
    );
    expect(await texts('.check.failed title')).toEqual([
      'failed at 1.00 s: failed: never rate above 8°/s, saw tilt -3.4°',
    ]);
  });

  it('keeps hostile names text', async () => {
    const mark = { atMs: 10, kind: 'said' as const, text: HOSTILE };
    const check = { place: FAILURE.place, text: HOSTILE, passed: false, fromMs: 0, atMs: 10 };
    const failure = { ...FAILURE, signal: HOSTILE, expected: HOSTILE, seen: HOSTILE };
    const figure = { name: HOSTILE, value: 1, text: HOSTILE, limit: HOSTILE, passed: false, atMs: 10 };
    const base = madeResult();
    const columns = base.trace.columns.map((column) =>
      column.name === 'prompt' ? { ...column, values: [HOSTILE, HOSTILE, 'x" onload="alert(1)'] } : column,
    );
    const facts = { name: HOSTILE, file: HOSTILE, hazards: [HOSTILE], trace: { ...base.trace, columns } };
    const lists = { marks: [mark], checks: [check], figures: [figure] };
    await browser.show(renderHtml([madeResult({ ...facts, ...lists, verdict: 'failed', failure })]), 1280);
    expect(await countOf('script')).toBe(1);
    const told = HOSTILE.replace('\u0001', '');
    expect(await texts('.why dd')).toEqual([told, told, told, '1.00 s', `${told}:9:13`]);
    expect(await texts('.word text')).toContain(told);
    expect(await texts('.mark.said title')).toEqual([`0.01 s: said ${told}`]);
    expect(browser.complaints).toEqual([]);
  });

  it('runs no script but its own, and loads nothing', async () => {
    const page = renderHtml([short]);
    await browser.show(
      page.replace('</main>', '<script>document.title = "taken"</script><img src="http://127.0.0.1:9/x.png"></main>'),
      1280,
    );
    expect(await browser.evaluate('document.title')).toBe('1 passed: Upright bench');
    expect(browser.complaints).toHaveLength(2);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
  });

  it.each([1280, 390])('fits a window of %d px', async (widthPx) => {
    await browser.show(
      renderHtml([short, failed(), madeResult({ name: 'x'.repeat(200), file: 'y'.repeat(200) })]),
      widthPx,
    );
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(widthPx);
    expect(await browser.evaluate(`document.querySelector('.plot').clientWidth`)).toBeGreaterThan(widthPx * 0.6);
  });

  it('reads every trace at a cursor that keys move, and zooms by keys and by dragging', async () => {
    await browser.show(renderHtml([short]), 1280);
    const row = 1000;
    await browser.evaluate(`document.querySelector('.chart').move(${short.trace.timesMs[row]})`);
    const tilt = Number(short.trace.columns.find(({ name }) => name === 'tilt')?.values[row]);
    const state = short.trace.columns.find(({ name }) => name === 'state')?.values[row];
    const readout = String(await browser.evaluate(`document.querySelector('.readout').textContent`));
    expect(readout).toContain(`state ${state}`);
    const read = Number(/tilt (-?[\d.]+)°/.exec(readout.replaceAll('−', '-'))?.[1]);
    expect(Math.abs(read - tilt)).toBeLessThan(0.02);
    await browser.evaluate(`document.querySelector('.view').focus()`);
    await browser.key('+');
    expect(await browser.evaluate(`document.querySelector('.plot').style.width`)).toBe('200%');
    await browser.key('0');
    await browser.key('End');
    const end = String(await browser.evaluate(`document.querySelector('.readout').textContent`));
    expect(end).toContain(`${(short.tookMs / 1000).toFixed(2)} s`);
    const box = await browser.evaluate(
      `(() => { const { left, top, width } = document.querySelector('.view').getBoundingClientRect(); return [left, top, width]; })()`,
    );
    const [left = 0, top = 0, width = 0] = box as readonly number[];
    await browser.mouse('mousePressed', left + width / 4, top + 100);
    await browser.mouse('mouseMoved', left + width / 2, top + 100);
    await browser.mouse('mouseReleased', left + width / 2, top + 100);
    const seen = `(({ scrollLeft, clientWidth }) => [scrollLeft / clientWidth, document.querySelector('.plot').clientWidth / clientWidth])(document.querySelector('.view'))`;
    const [from, times] = (await browser.evaluate(seen)) as readonly number[];
    expect(from).toBeCloseTo(1, 1);
    expect(times).toBeCloseTo(4, 1);
  });
});
