import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openServiceLink } from '../../../boards/raspberry-pi/service/service-link.ts';
import { SERVICE_NAME, serviceUnit } from '../../../boards/raspberry-pi/service/service-unit.ts';
import { temporaryFolder } from '../../config/temporary-folder.ts';

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const until = async (isSo: () => boolean) => {
  for (let look = 0; look < 500 && !isSo(); look += 1) await pause(10);
};

it('is a unit that systemd takes without a complaint', () => {
  const unit = join(temporaryFolder(), SERVICE_NAME);
  const main = resolve('dist/src/main.js');
  writeFileSync(
    unit,
    serviceUnit({
      node: process.execPath,
      main,
      config: '/etc/my table/upright.yaml',
      stateDir: '/var/lib/upright',
      board: 'raspberry-pi',
    }),
  );
  const { status, stdout, stderr, error } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], {
    encoding: 'utf8',
  });
  expect(error).toBeUndefined();
  // What is not this unit's is this computer's.
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes(SERVICE_NAME));
  expect([said, status]).toEqual([[], 0]);
});

it('says when the cycle runs, and then at least four times within the watchdog’s time', async () => {
  const path = join(temporaryFolder(), 'notify');
  const listener = spawn('socat', ['-u', `UNIX-RECV:${path}`, 'STDOUT']);
  let heard = '';
  listener.stdout.on('data', (text: Buffer) => {
    heard += text.toString();
  });
  await until(() => existsSync(path));
  const link = openServiceLink({ NOTIFY_SOCKET: path, WATCHDOG_USEC: '2000000' }, () => undefined);
  link.ready();
  for (let nowMs = 0; nowMs < 2000; nowMs += 10) link.alive(nowMs);
  link.stopping();
  await until(() => heard.includes('STOPPING=1'));
  link.close();
  listener.kill();
  expect(heard).toContain('READY=1');
  expect(heard.match(/WATCHDOG=1/g)).toHaveLength(4);
});

it('is nobody’s service without a socket, and says which watchdog it has not got', () => {
  const told: string[] = [];
  const link = openServiceLink({ UPRIGHT_WATCHDOG: '/dev/no-watchdog' }, (problem) => told.push(problem));
  expect(() => {
    link.ready();
    link.alive(0);
    link.close();
  }).not.toThrow();
  expect(told).toEqual(["the computer's watchdog /dev/no-watchdog does not watch this process: ENOENT"]);
});
