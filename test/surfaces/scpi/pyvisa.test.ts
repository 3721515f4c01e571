import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildUpright, killLeftovers, UprightProcess } from '../../cli/upright-process.ts';
import { PtyPair } from '../../support/pty-pair.ts';
import { MALFORMED_LINES } from './malformed-lines.ts';

/**
 * The real process, the real PyVISA and pyvisa-py: apt-get install python3-pyvisa python3-pyvisa-py python3-serial. They
 * belong to the system's own Python.
 */
const PYTHON = '/usr/bin/python3';
const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/scpi-example.py', import.meta.url));
const MALFORMED = fileURLToPath(new URL('malformed_lines.py', import.meta.url));

const pair = new PtyPair();
beforeAll(async () => {
  buildUpright();
  await pair.plugIn();
}, 60_000);
afterAll(async () => {
  killLeftovers();
  await pair.remove();
});

interface Told {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function python(script: string, resource: string, input = ''): Promise<Told> {
  const child = spawn(PYTHON, [script, resource]);
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    told.stdout += String(text);
  });
  child.stderr.on('data', (text) => {
    told.stderr += String(text);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...told, code })));
}

/** A simulated table that is served to a bench, and how PyVISA calls the place. */
async function served(by: 'socket' | 'serial line'): Promise<{ run: UprightProcess; resource: string }> {
  if (by === 'serial line') {
    const run = new UprightProcess(['run', '--speed', '10', '--scpi', pair.near, '--console', 'stdio']);
    run.type('version');
    await run.printed(/^ok$/m);
    return { run, resource: `ASRL${realpathSync(pair.far)}::INSTR` };
  }
  const run = new UprightProcess(['run', '--speed', '10', '--scpi', 'tcp:0', '--console', 'stdio']);
  const port = await run.told(/^SCPI on tcp:127\.0\.0\.1:(\d+)$/m);
  return { run, resource: `TCPIP::127.0.0.1::${port}::SOCKET` };
}

describe.each(['socket', 'serial line'] as const)('PyVISA over a %s', (by) => {
  it('runs the example of the manual: armed, down, a stuck angle sensor, and up again', async () => {
    const { run, resource } = await served(by);
    const { code, stdout, stderr } = await python(EXAMPLE, resource);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Upright,simulated table,0,\d+\.\d+\.\d+$/);
    expect(lines[1]).toBe('state arming');
    const tilts = lines.flatMap((line) => [...line.matchAll(/^tilt +(-?[\d.]+) deg/g)].map(([, tilt]) => Number(tilt)));
    expect(tilts.length).toBeGreaterThanOrEqual(3);
    expect(tilts).toEqual([...tilts].sort((one, other) => other - one));
    expect(stdout).toMatch(/^state (returning-emergency|locked) cause H-08$/m);
    const end = Number(/^state locked tilt ([\d.]+)$/m.exec(stdout)?.[1]);
    expect(Math.abs(end - 75)).toBeLessThan(1);
    // An angle sensor, and a fault.
    expect(stdout).toMatch(/^questionable 2560$/m);
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/^7\d\.\d\d;-?\d\.\d\d;"locked";16$/),
      '-113,"Undefined header;MEAS:TORQUE?"',
      '0,"No error"',
    ]);
    // The session was returned early, and nobody is left below.
    expect(await run.script('status')).toMatchObject({ code: 3, stdout: expect.stringMatching(/^locked, upright 7/m) });
  });

  it('[H-41] finds one error of the right number for each of a hundred malformed lines', async () => {
    const { run, resource } = await served(by);
    const { code, stdout, stderr } = await python(MALFORMED, resource, JSON.stringify(MALFORMED_LINES));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { length } = MALFORMED_LINES;
    expect(stdout).toMatch(new RegExp(`^${length} of ${length}\nUpright,simulated table,`));
    expect(await run.script('status')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ready, upright 7/m) });
  });
});
