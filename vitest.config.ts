import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = new RegExp(`^(file://)?${ROOT}(src|sim|boards)/.*[.]ts$`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // A worker a core: left to itself vitest leaves one core free, which is half of a small machine.
    maxWorkers: '100%',
    // No test file replaces a module, or leaves anything behind in one: a worker need not load them all anew for each.
    isolate: false,
    // The house itself is loaded by Node, as when it runs; only the tests go through vitest's loader.
    server: { deps: { external: [SOURCES] } },
    execArgv: ['--enable-source-maps', '--import', `${ROOT}scripts/native-typescript.mjs`],
  },
});
