import { type Finding, isReached, type Peer } from './finding.ts';
import { withUnit } from './numbers.ts';

const HEADS = ['row', 'what', 'figure', 'target', 'measured against', 'verdict'] as const;

export interface NamedFinding extends Finding {
  readonly row: string;
}

/** The findings as one table of plain text. */
export function renderTable(findings: readonly NamedFinding[]): string {
  const rows = [HEADS, ...findings.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines.join('\n');
}

function cellsOf(finding: NamedFinding): readonly string[] {
  const { row, what, value, unit, spread, target, peers } = finding;
  const sense = target.sense === 'at least' ? '>=' : '<';
  return [
    row,
    what,
    `${withUnit(value, unit)} (${spread})`,
    `${sense} ${withUnit(target.limit, unit)}`,
    peers.map(describePeer).join(', '),
    isReached(finding) ? 'reached' : 'NOT REACHED',
  ];
}

function describePeer({ what, value, unit, quoted }: Peer): string {
  return `${what} ${withUnit(value, unit)}${quoted === true ? ' (quoted)' : ''}`;
}
