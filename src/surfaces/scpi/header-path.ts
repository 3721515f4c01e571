/** The words of a header pattern, such as `SYSTem:ERRor[:NEXT]?`: capitals are the short form, brackets may be left out. */

/** Every way in which a pattern may be written, in capitals: `SYST:ERR?`, `SYSTEM:ERROR:NEXT?`, ... */
export function spellingsOf(pattern: string): readonly string[] {
  const mark = pattern.endsWith('?') ? '?' : '';
  let spellings: readonly string[] = [''];
  for (const [, bracket, word = ''] of pattern.matchAll(/(\[?):?([*A-Za-z]+)\]?/g)) {
    const forms = [...new Set([shortForm(word), word.toUpperCase()])];
    const longer = spellings.flatMap((begun) => forms.map((form) => (begun === '' ? form : `${begun}:${form}`)));
    spellings = bracket === '[' ? [...spellings, ...longer] : longer;
  }
  return spellings.map((spelling) => spelling + mark);
}

/** What stands in capitals. */
function shortForm(word: string): string {
  return word.replaceAll(/[a-z]/g, '');
}

/** Words that end with a number name one of several; here there is one of each, and `1` may be written. */
export function withoutOnes(words: readonly string[]): readonly string[] {
  return words.map((word) => word.replace(/(?<=\D)0*1$/, ''));
}

export function withoutNumbers(words: readonly string[]): readonly string[] {
  return words.map((word) => word.replace(/(?<=\D)\d+$/, ''));
}
