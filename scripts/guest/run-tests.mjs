// Runs the built tests *.kernel.js one after another in one process, with Node's own runner: in the guest, where a process
// takes two seconds to start. Arguments name files by a part of their path, or with a + before it those that are left out;
// without one, all are run.
import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const asked = process.argv.slice(2);
const shim = pathToFileURL(`${import.meta.dirname}/vitest-on-node.mjs`).href;
const hook = `export const resolve = (name, context, next) => name === 'vitest'
  ? { url: ${JSON.stringify(shim)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
if (process.env.UPRIGHT_GUEST === undefined) {
  console.error('these tests move simulated lines of a kernel of their own: npm run test:kernel');
  process.exit(2);
}
const left = asked.filter((part) => part.startsWith('+')).map((part) => part.slice(1));
const wanted = asked.filter((part) => !part.startsWith('+'));
const files = findTests().filter(
  (file) =>
    (wanted.length === 0 || wanted.some((part) => file.includes(part))) && !left.some((part) => file.includes(part)),
);
if (files.length === 0) {
  console.error(`no built test is named ${asked.join(', ')}`);
  process.exit(2);
}
for (const file of files) await import(pathToFileURL(file).href);

function findTests() {
  const folder = 'dist/test/boards/raspberry-pi';
  return readdirSync(folder)
    .filter((name) => name.endsWith('.kernel.js'))
    .sort()
    .map((name) => `${process.cwd()}/${folder}/${name}`);
}
