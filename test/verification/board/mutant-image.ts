import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import type { FirmwareMutant } from './firmware-mutants.ts';

/** The image of a firmware with one line changed. Throws where that line is not there, or nothing can be built of it. */
export function mutantImage({ name, file, from, to }: FirmwareMutant): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'upright-mutant-'));
  try {
    cpSync('boards/arduino', folder, { recursive: true });
    const source = join(folder, 'upright', file);
    const text = readFileSync(source, 'utf8');
    if (!text.includes(from)) throw new Error(`${name}: ${file} has no '${from}'`);
    writeFileSync(source, text.replace(from, to));
    execFileSync('bash', [join(folder, 'build.sh')], { stdio: 'pipe', env: { ...process.env, BOARDS: 'uno' } });
    const image = readIntelHex(readFileSync(join(folder, 'firmware/upright-uno.hex'), 'utf8'));
    if (!image.ok) throw new Error(image.because);
    return image.flash;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
