import { BOARD_PROOFS } from './board-proofs.ts';
import { BOARD_TESTS } from './board-tests.ts';
import { NOT_SHOWN_ON_BOARD } from './not-shown-on-board.ts';

/** docs/emulated-faults.md: what is put in at the emulated board, and what its plant must show. */
export function renderBoardFaultsPage(): string {
  const rows = BOARD_PROOFS.map(({ id, title, injected, outcome }) => {
    const isTested = BOARD_TESTS.some(([testId, testTitle]) => testId === id && testTitle === title);
    return `| ${id} | ${title} | ${injected} | ${outcome} | ${isTested ? 'tests, evidence' : 'evidence'} |`;
  });
  const others = NOT_SHOWN_ON_BOARD.map(({ ids, because }) => `| ${ids.join(', ')} | ${because} |`);
  return `# Faults of the emulated board

Made from \`test/verification/board/\`: \`npm run docs\` writes this page. The committed image runs on the emulated Uno, its
pins wired to the table on the plant. The fault is put in at a pin, on the line, in EEPROM, at the chip or on the plant; what
the table then does is judged by the plant's tilt, rate, acceleration and time. 'Upright within the bound' is 5 deg/s to
horizontal, 3 deg/s from there and 6 s, at no more than 6 deg/s, head-up 4, and 6 deg/s2; policy A's bound is 1 deg/s for the way
and 10 deg, half as long again. \`npm run evidence -- board:\` runs all of them from the whole range of the table, \`npm test\` those of
'tests' on a short one.

| id | what is shown | put in | on the plant | in |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

The line as a whole, both ways at once, is shown by a bad cable for an hour of the board's time: \`npm run evidence -- storm\` (H-29,
H-30, H-31, H-32, H-44).

## What board and line have nothing to show of

| id | because |
| --- | --- |
${others.join('\n')}
`;
}
