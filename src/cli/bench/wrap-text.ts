/** As wide as lists are where nobody says how wide the terminal is. */
const FILE_COLUMNS = 120;

/** What a row of two columns looks like in a terminal: the second wraps below itself. */
export function wrappedRow(label: string, text: string, labelWidth: number): string {
  const width = Math.max((process.stdout.columns ?? FILE_COLUMNS) - labelWidth - 1, LEAST_WIDTH);
  return wrap(text, width)
    .map((line, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}${line}`.trimEnd())
    .join('\n');
}

const LEAST_WIDTH = 24;

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
