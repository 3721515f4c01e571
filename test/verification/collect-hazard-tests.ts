import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const ID = /\bH-\d\d\b/g;
const TITLED = new Set(['it', 'test']);
/** A test that is left out, or that is there because it fails, shows nothing. */
const NO_PROOF = new Set(['skip', 'todo', 'fails']);

/**
 * Which test files carry which hazard in a title, read off their sources: written in the title itself ('[H-11] ...'), or
 * put into one ('[%s] ...') from the rows of the table that the test is made of.
 */
export function collectHazardTests(folder = 'test'): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.test.ts')) continue;
    const file = join(folder, name);
    for (const id of idsIn(file)) found.set(id, (found.get(id) ?? new Set()).add(file));
  }
  return new Map([...found].map(([id, files]) => [id, [...files].sort()]));
}

function idsIn(file: string): ReadonlySet<string> {
  const source = parse(file);
  const ids = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) noteTitle(node, source, ids);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return ids;
}

function noteTitle(call: ts.CallExpression, source: ts.SourceFile, ids: Set<string>): void {
  const [title] = call.arguments;
  if (title === undefined || !ts.isStringLiteralLike(title) || !isTest(call.expression)) return;
  for (const [bracketed] of title.text.matchAll(/\[[^\]]*\]/g)) {
    for (const [id] of bracketed.matchAll(ID)) ids.add(id);
    if (bracketed !== '[%s]') continue;
    for (const [id] of rowsOf(call.expression, source).matchAll(ID)) ids.add(id);
  }
}

function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return TITLED.has(callee.text);
  if (ts.isPropertyAccessExpression(callee)) return !NO_PROOF.has(callee.name.text) && isTest(callee.expression);
  return ts.isCallExpression(callee) && isTest(callee.expression);
}

/** The text of the table in `it.each(TABLE.map(...))`, here or in the file it is imported from, or of the array that is written there. */
function rowsOf(callee: ts.Expression, source: ts.SourceFile): string {
  if (!ts.isCallExpression(callee)) return '';
  const [table] = callee.arguments;
  if (table === undefined) return '';
  const name = /^\w+/.exec(table.getText(source))?.[0] ?? '';
  return declarationOf(name, source) ?? importedText(name, source) ?? table.getText(source);
}

function declarationOf(name: string, source: ts.SourceFile): string | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((declaration) => declaration.name.getText(source) === name)
    ?.initializer?.getText(source);
}

function importedText(name: string, source: ts.SourceFile): string | undefined {
  const from = source.statements
    .filter(ts.isImportDeclaration)
    .find(({ importClause }) => importClause?.getText(source).match(/\w+/g)?.includes(name))?.moduleSpecifier;
  if (from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return undefined;
  return declarationOf(name, parse(join(dirname(source.fileName), from.text)));
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
}
