import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../../src/bench/reports/render-junit.ts';
import type { ScenarioResult } from '../../../src/bench/scenario-result.ts';
import { HOSTILE, madeResult } from './results.ts';

const SCHEMA = fileURLToPath(new URL('junit.xsd', import.meta.url));

const FAILURE = {
  place: { line: 7, column: 13 },
  signal: 'tilt',
  expected: 'tilt reaches 0° within 20 s',
  seen: 'tilt -3.4°',
  atMs: 12_340,
};

function xmllint(xml: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('xmllint', [...words, '-'], { input: xml, encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr };
}

const valueAt = (xml: string, path: string): string => xmllint(xml, '--xpath', `string(${path})`).stdout;

function everyVerdict(): readonly ScenarioResult[] {
  const check = { place: FAILURE.place, text: FAILURE.expected, passed: false, fromMs: 0, atMs: 12_340 };
  const figure = { name: 'fastest', value: 5.2, text: '5.2°/s', limit: 'at most 6°/s', passed: true, atMs: 9000 };
  return [
    madeResult({ name: 'fine', figures: [figure], hazards: ['H-08', 'H-11'] }),
    madeResult({ name: 'wrong', verdict: 'failed', failure: FAILURE, checks: [check] }),
    madeResult({ name: 'broken', verdict: 'error', failure: { ...FAILURE, signal: 'bench', seen: 'not here' } }),
    madeResult({ name: 'mute', verdict: 'timeout', failure: null, target: 'uno-emulated' }, 0),
  ];
}

describe('the verdicts as JUnit XML', () => {
  it('are valid for the schema, whatever the verdict and the names', () => {
    const failure = { ...FAILURE, signal: HOSTILE, expected: HOSTILE, seen: HOSTILE };
    const hostile = madeResult({ name: HOSTILE, file: HOSTILE, verdict: 'failed', failure });
    for (const results of [everyVerdict(), [hostile], []]) {
      const { status, stderr } = xmllint(renderJunit(results), '--noout', '--schema', SCHEMA);
      expect(stderr).toBe('- validates\n');
      expect(status).toBe(0);
    }
    const xml = renderJunit([hostile]);
    expect(valueAt(xml, '//testcase/@name')).toBe(HOSTILE.replace('\u0001', ''));
    expect(valueAt(xml, '//failure')).toContain(HOSTILE.replace('\u0001', '').replace(']]>', ']] >'));
  });

  it('are refused by the schema where a suite has no count', () => {
    const { status, stderr } = xmllint(
      renderJunit(everyVerdict()).replaceAll('failures=', 'faults='),
      '--noout',
      '--schema',
      SCHEMA,
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain('failures');
  });

  it('have a suite a target and a case a scenario, with counts', () => {
    const xml = renderJunit(everyVerdict());
    expect(valueAt(xml, 'count(//testsuite)')).toBe('2');
    expect(valueAt(xml, '//testsuite[@name="sim"]/@tests')).toBe('3');
    expect(valueAt(xml, '//testsuite[@name="sim"]/@failures')).toBe('1');
    expect(valueAt(xml, '//testsuite[@name="sim"]/@errors')).toBe('1');
    expect(valueAt(xml, '//testsuite[@name="sim"]/@time')).toBe('0.037');
    expect(valueAt(xml, '//testcase[@name="mute"]/@classname')).toBe('uno-emulated');
    expect(valueAt(xml, '//testcase[@name="fine"]/@time')).toBe('0.012');
  });

  it('say what was expected, seen and when, and where it is written', () => {
    const xml = renderJunit(everyVerdict());
    const message = 'tilt: expected tilt reaches 0° within 20 s, saw tilt -3.4° at 12.34 s';
    expect(valueAt(xml, '//failure/@message')).toBe(message);
    expect(valueAt(xml, '//failure').split('\n')[0]).toBe(`scenarios/run.yaml:7:13: ${message}`);
    expect(valueAt(xml, '//failure')).toContain('FAILED    12.34 s  scenarios/run.yaml:7:13');
    expect(valueAt(xml, '//testcase[@name="broken"]/error/@message')).toContain('saw not here');
    expect(valueAt(xml, '//testcase[@name="mute"]/error/@type')).toBe('timeout');
  });

  it('carry seed, hazards and figures', () => {
    const xml = renderJunit(everyVerdict());
    const property = (name: string): string =>
      valueAt(xml, `//testcase[@name="fine"]//property[@name="${name}"]/@value`);
    expect(property('seed')).toBe('7');
    expect(property('hazards')).toBe('H-08 H-11');
    expect(property('fastest')).toBe('5.2°/s (at most 6°/s)');
  });
});
