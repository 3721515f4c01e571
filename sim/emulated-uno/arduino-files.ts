import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From the source, and from the build beside it. */
const PLACES = ['../../boards/arduino/', '../../../boards/arduino/'] as const;

/** A file of boards/arduino; throws where it is missing, which no installation is. */
export function readArduinoFile(name: string): string {
  const paths = PLACES.map((place) => fileURLToPath(new URL(place + name, import.meta.url)));
  return readFileSync(paths.find((path) => existsSync(path)) ?? paths[0] ?? name, 'utf8');
}
