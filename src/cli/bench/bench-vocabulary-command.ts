import { Command } from 'commander';
import { HAZARD_IDS } from '../../domain/faults.ts';
import { print } from '../config.ts';
import { EXAMPLES } from '../help-texts.ts';
import { type FaultOnTargets, type SignalFacts, type Vocabulary, vocabulary } from './vocabulary.ts';
import { wrappedRow } from './wrap-text.ts';

const HAZARDS: ReadonlySet<string> = new Set(HAZARD_IDS);

/** `upright bench vocabulary`: the words of a scenario. */
export function benchVocabularyCommand(): Command {
  return new Command('vocabulary')
    .description('signals, states, buttons, steps, faults, and what each target can do')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXAMPLES.benchVocabulary}`)
    .action(async ({ json }: { readonly json?: boolean }) => {
      const words = await vocabulary();
      if (json === true) print(JSON.stringify(words));
      else printVocabulary(words);
    });
}

function printVocabulary({ signals, states, buttons, steps, faults, targets }: Vocabulary): void {
  section('Signals, every 10 ms', signals, ({ name, ...facts }) => [name, signalText(facts)]);
  print(`\n${wrappedRow('States', states.join(' '), 'Buttons  '.length)}`);
  print(wrappedRow('Buttons', buttons.join(' '), 'Buttons  '.length));
  print('\nSteps:');
  for (const { example, summary } of steps) {
    print(`  ${example}`);
    print(wrappedRow('', summary, 6));
  }
  section('\nFaults, for inject and clear', faults, (fault) => [
    `${fault.id} ${fault.name}`,
    faultText(fault, targets),
  ]);
  section('\nTargets', targets, ({ name, summary, abilities, lacks }) => [
    name,
    `${summary}; can: ${abilities.join(', ')}${lacks.length === 0 ? '' : `; cannot: ${lacks.join(', ')}`}`,
  ]);
}

function section<Row>(
  title: string,
  rows: readonly Row[],
  columnsOf: (row: Row) => readonly [label: string, text: string],
): void {
  print(`${title}:`);
  const columns = rows.map(columnsOf);
  const width = Math.max(...columns.map(([label]) => label.length)) + 4;
  for (const [label, text] of columns) print(wrappedRow(`  ${label}`, text, width));
}

function signalText({ kind, unit, words, summary }: Omit<SignalFacts, 'name'>): string {
  const of = words === null ? '' : ` of ${shownWords(words)}`;
  return `${unit === null ? `${kind}${of}` : `${kind}, as ${unit}`}: ${summary}`;
}

/** All the hazards are as good as named by the first and the last. */
function shownWords(words: readonly string[]): string {
  const others = words.filter((word) => !HAZARDS.has(word));
  const hazards = others.length === words.length ? [] : [`${HAZARD_IDS[0]}..${HAZARD_IDS.at(-1)}`];
  return [...others, ...hazards].join(' ');
}

function faultText({ summary, on }: FaultOnTargets, targets: Vocabulary['targets']): string {
  const [first] = on;
  const isSame = on.every(({ variants }) => variants.join() === first?.variants.join());
  const where = on.length === targets.length ? '' : `; ${on.map(({ target }) => target).join(', ')} only`;
  if (isSame) return `${summary}${where}${variantsText(first?.variants ?? [])}`;
  return `${summary}${where}${on.map(({ target, variants }) => variantsText(variants, ` on ${target}`)).join('')}`;
}

function variantsText(variants: readonly string[], where = ''): string {
  return variants.length === 0 ? '' : `; variants${where}: ${variants.join(' ')}`;
}
