import { readFileSync } from 'node:fs';

/** The package's version; the built file lies two folders deeper than the source does. */
export const PACKAGE_VERSION: string = readVersion(['../../package.json', '../../../package.json']);

function readVersion(places: readonly string[]): string {
  for (const place of places) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'));
      if (name === 'upright') return String(version);
    } catch {
      // Not here: the next place.
    }
  }
  return 'unknown';
}
