// Lets a Node that knows no TypeScript import a .ts file: `node --import ./scripts/native-typescript.mjs`. The tests load the
// house by it. Vitest's own loader turns every import into a look-up at each use, and a simulated session then takes twice
// as long.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import ts from 'typescript';

const COMPILER_OPTIONS = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
};

// Node calls `load` in a thread of its own, for which this same file is read once more.
if (isMainThread) register(import.meta.url);

/** Node's hook: the text of a module, here without its types. */
export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context);
  const fileName = fileURLToPath(url);
  const text = readFileSync(fileName, 'utf8');
  const source = ts.transpileModule(text, { fileName, compilerOptions: COMPILER_OPTIONS }).outputText;
  return { format: 'module', source, shortCircuit: true };
}
