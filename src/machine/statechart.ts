import type { AnyStateNode } from 'xstate';
import { tableMachine } from './table-machine.ts';

/**
 * The machine as a Mermaid state diagram, read off the machine that runs. What holds in every state stands once, as
 * transitions of the state `any`.
 */
export function renderStatechart(): string {
  const root: AnyStateNode = tableMachine.root;
  const states = Object.values(root.states);
  const lines = ['stateDiagram-v2', `  direction TB`, `  [*] --> ${idOf(root.initial.target[0])}`];
  lines.push('  state "any state that does not say otherwise" as any');
  for (const state of states) lines.push(`  state "${state.key}" as ${idOf(state)}`);
  lines.push(...transitionsOf(root, 'any'));
  for (const state of states) lines.push(...transitionsOf(state, idOf(state)));
  return `${lines.join('\n')}\n`;
}

function transitionsOf(node: AnyStateNode, from: string): string[] {
  const lines: string[] = [];
  for (const transitions of node.transitions.values()) {
    for (const { target, guard, eventType } of transitions) {
      if (target === undefined) continue;
      const guarded = guard === undefined ? '' : ` [${guardName(guard)}]`;
      for (const to of target) lines.push(`  ${from} --> ${idOf(to)}: ${eventType}${guarded}`);
    }
  }
  return lines;
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && guard !== null && 'type' in guard) {
    const { type } = guard;
    const params = 'params' in guard && guard.params !== undefined ? ` ${String(guard.params)}` : '';
    return `${String(type)}${params}`;
  }
  return 'guarded';
}

function idOf(node: AnyStateNode | undefined): string {
  return (node?.key ?? 'none').replaceAll('-', '_');
}

/** docs/statechart.md. */
export function renderStatechartPage(): string {
  return `# Statechart

Made from the machine: \`upright statechart\` prints it, \`npm run docs\` writes this page. Transitions of 'any state' hold
wherever the state does not say otherwise; a state may also ignore an event, which has no arrow.

\`\`\`mermaid
${renderStatechart()}\`\`\`
`;
}
