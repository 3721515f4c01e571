import { describe, expect, it } from 'vitest';
import { TABLE_STATES } from '../../src/domain/states.ts';
import { renderStatechart } from '../../src/machine/statechart.ts';

describe('the statechart', () => {
  const lines = renderStatechart().split('\n');
  const edges = lines.filter((line) => line.includes(' --> '));

  it('declares every state, and begins with the self-test', () => {
    expect(lines[0]).toBe('stateDiagram-v2');
    for (const state of TABLE_STATES) expect(lines).toContain(`  state "${state}" as ${state.replaceAll('-', '_')}`);
    expect(lines).toContain('  [*] --> self_test');
  });

  it('leads to every state and out of every state', () => {
    const idsOf = (pattern: RegExp): Set<string> =>
      new Set(edges.flatMap((line) => pattern.exec(line)?.slice(1) ?? []));
    for (const state of TABLE_STATES) {
      const id = state.replaceAll('-', '_');
      expect(idsOf(/--> (\w+)/)).toContain(id);
      expect(idsOf(/^ {2}(\w+) -->/)).toContain(id);
    }
  });

  it('says once what holds in every state', () => {
    expect(edges).toContain('  any --> stopped: E_STOP_OPENED');
    expect(edges).toContain('  any --> returning_emergency: RETURN_ASKED [mayReturn]');
    expect(edges).toContain('  any --> returning_emergency: DEADLINE [deadline alive-answer]');
  });

  it('names states only that it declares', () => {
    const known = new Set(['any', '[*]', ...TABLE_STATES.map((state) => state.replaceAll('-', '_'))]);
    for (const line of edges) {
      const [from = '', to = ''] = line.trim().split(/ --> |:/);
      expect(known).toContain(from);
      expect(known).toContain(to);
    }
  });
});
