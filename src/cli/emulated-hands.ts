import { createInterface } from 'node:readline';
import type { TestInputs } from '../ports/test-inputs.ts';
import { TEST_COMMANDS } from '../surfaces/console/commands/test-commands.ts';
import { type ConsoleReply, failed, formatReply } from '../surfaces/console/console-reply.ts';

const WORDS = TEST_COMMANDS.map(({ name }) => name).join(', ');

/** Takes lines of standard input as hands on the table, in the console's own words and with its answers. */
export function takeHands(testInputs: TestInputs): () => void {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => {
    const [command = '', ...words] = line.trim().split(/\s+/);
    if (command === '') return;
    for (const text of formatReply(answer(command, words, testInputs), { json: false, command })) console.log(text);
  });
  return () => lines.close();
}

function answer(name: string, words: readonly string[], testInputs: TestInputs): ConsoleReply {
  const command = TEST_COMMANDS.find((known) => known.name === name.toLowerCase());
  if (command === undefined) return failed('UNKNOWN', `no command ${name.slice(0, 40)}; there are ${WORDS}`);
  const { from, to } = command.words;
  if (words.length < from || words.length > to) return failed('USAGE', `usage: ${command.usage}`);
  return command.run(words, { testInputs });
}
