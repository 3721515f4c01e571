import { expect, it } from 'vitest';
import { HostScpi } from '../../sim/bench/host-scpi.ts';

it('asks for the error of a line that waits only once that is answered: the question would interrupt it', () => {
  const written: string[] = [];
  const scpi = new HostScpi((text) => written.push(text));
  scpi.say('OUTP:RET;*OPC?');
  expect(written).toEqual(['OUTP:RET;*OPC?\n']);
  scpi.take(Buffer.from('1\n'));
  expect(written.slice(1)).toEqual([':SYST:ERR?;:SYST:VERS?\n']);
  expect(scpi.sentBytes).toBe(written.join('').length);
  scpi.take(Buffer.from('0,"No error";1999.0\n'));
  expect(scpi.takeReply()).toEqual(['1', 'ok']);
});
