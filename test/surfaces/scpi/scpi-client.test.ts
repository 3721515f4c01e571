import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../../src/surfaces/scpi/message-splitter.ts';
import { MAX_BYTES_A_POLL, MAX_QUEUED_MESSAGES } from '../../../src/surfaces/scpi/scpi-client.ts';
import { ScpiRoom } from '../../../src/surfaces/scpi/scpi-room.ts';
import { clientOn, openScpiBench } from './scpi-desk.ts';

function open(options = {}) {
  const bench = openScpiBench(options);
  return { ...bench, ...clientOn(bench) };
}

describe('messages', () => {
  it('end with LF, CR or both, in whatever pieces they come', () => {
    const { send, poll, wire } = open();
    for (const piece of ['*ESE 1;*E', 'SE?\r', '\n*ESE 2;*ESE?\n\n', '\r*ESE 3;*ESE?\r', 'SYST:VERS?\r\n']) send(piece);
    poll();
    expect(wire.text).toBe('1\n2\n3\n1999.0\n');
  });

  it('that are too long are one error, and the next is read', () => {
    const { send, poll, wire } = open();
    send(`${'*CLS;'.repeat(MAX_MESSAGE_BYTES / 4)}\nSYST:ERR?\nSYST:ERR?\n`);
    poll();
    expect(wire.text).toBe(
      `-363,"Input buffer overrun;a message of more than ${MAX_MESSAGE_BYTES} bytes"\n0,"No error"\n`,
    );
    expect(wire.take().length).toBeGreaterThan(0);
    send(`*ESE ${'0'.repeat(MAX_MESSAGE_BYTES - '*ESE ;*ESE?'.length - 1)}7;*ESE?\n`);
    poll();
    expect(wire.text).toBe('7\n');
  });

  it('end with the input too; then everything is answered before the wire is closed', () => {
    const { client, send, poll, wire, link } = open();
    link.set({ state: 'moving' });
    send('*WAI\nSTAT?');
    client.end();
    poll(5);
    expect([wire.text, wire.ended]).toEqual(['', 0]);
    link.set({ state: 'holding' });
    poll(5);
    expect([wire.text, wire.ended]).toEqual(['"holding"\n', 1]);
  });

  it('behind a *WAI wait in order; a query that waits is interrupted', () => {
    const { send, poll, wire, link } = open();
    link.set({ state: 'moving' });
    send('*WAI\nMEAS:TILT?\n');
    poll(3);
    expect(wire.text).toBe('');
    link.set({ state: 'holding' });
    poll();
    expect(wire.take()).toBe('75.10\n');
    link.set({ state: 'moving' });
    send('*OPC?\nSTAT?\nSYST:ERR?\n');
    poll();
    expect(wire.take()).toBe('"moving"\n-410,"Query INTERRUPTED"\n');
  });
});

describe('a flood', () => {
  it('[H-40] is answered a few messages a cycle, and none after the budget', () => {
    const { client, send, poll, wire } = open();
    send('SYST:VERS?\n'.repeat(100));
    poll();
    expect(wire.take().split('\n')).toHaveLength(9);
    client.poll(-1);
    expect(wire.take()).toBe('');
    poll(20);
    expect(wire.text.split('\n')).toHaveLength(93);
  });

  it('[H-40] is left on the wire where it would cost the cycle', () => {
    const { client, wire, poll, errors } = open();
    client.receive(Buffer.alloc(2 * MAX_BYTES_A_POLL + 1, 'x'));
    expect(wire.isPaused).toBe(true);
    poll();
    expect(wire.isPaused).toBe(true);
    poll();
    expect(wire.isPaused).toBe(false);
    client.receive(Buffer.from('\nFOO\n'));
    poll();
    expect(errors()).toEqual([-363, -113]);
  });

  it('[H-40] is dropped beyond the bound, and one error says so', () => {
    const { send, poll, errors } = open();
    send('*ESE 1\n'.repeat(MAX_QUEUED_MESSAGES + 500));
    send('*ESE 1\n'.repeat(500));
    poll(MAX_QUEUED_MESSAGES);
    expect(errors()).toEqual([-363]);
    send('*ESE 1\n'.repeat(MAX_QUEUED_MESSAGES + 1));
    poll(MAX_QUEUED_MESSAGES);
    expect(errors()).toEqual([-363]);
  });

  it('[H-40] does not hide a return', () => {
    const { send, link, poll } = open();
    send('*ESE 1\n'.repeat(MAX_QUEUED_MESSAGES));
    expect(link.sent).toEqual([]);
    send('*ESE 1\nOUTP:RET\n');
    expect(link.sent).toEqual([{ kind: 'return' }]);
    poll();
    expect(link.sent).toHaveLength(1);
  });

  it('[H-40] of one client does not starve the others', () => {
    const room = new ScpiRoom(() => 0);
    const clients = [open(), open()];
    for (const { client } of clients) room.add(client);
    clients[0]?.send('MEAS:TILT?\n'.repeat(1000));
    clients[1]?.send('STAT?\n');
    room.poll();
    expect(clients[1]?.wire.text).toBe('"ready"\n');
  });

  it('[H-40] that nobody reads the replies of costs no memory, and is a deadlock', () => {
    const { send, poll, wire, errors, link } = open();
    wire.writableNeedDrain = true;
    send('MEAS:TILT?\n'.repeat(MAX_QUEUED_MESSAGES + 100));
    poll(10);
    expect(wire.text).toBe('');
    send('outp:ret\n');
    expect(link.sent).toEqual([{ kind: 'return' }]);
    expect(errors()).toEqual([-430]);
    wire.writableNeedDrain = false;
    poll(MAX_QUEUED_MESSAGES / 8);
    expect(wire.text.split('\n')).toHaveLength(MAX_QUEUED_MESSAGES + 1);
  });
});

describe('a return', () => {
  it('passes by a *WAI, and is asked for until it is taken', () => {
    const { send, poll, link } = open();
    link.set({ state: 'moving' });
    send('*WAI;:MEAS:TILT?\n');
    poll();
    link.reply = { ok: false, code: 'NOT_NOW', text: 'too many commands at once' };
    send(':OUTPUT:RETURN\n');
    expect(link.sent).toEqual([{ kind: 'return' }]);
    poll(2);
    link.reply = { ok: true };
    poll(2);
    expect(link.sent).toEqual(new Array(4).fill({ kind: 'return' }));
  });

  it('keeps its place in a script that comes as a whole', () => {
    const { send, poll, link } = open();
    link.set({ nowMs: 1000 });
    send('PROG:ARM\nOUTP:RET\n');
    expect(link.sent).toEqual([]);
    poll();
    expect(link.sent).toEqual([{ kind: 'arm', program: null }, { kind: 'return' }]);
  });
});

describe('clients', () => {
  it('have errors and registers of their own', () => {
    const [one, other] = [open(), open()];
    one.send('FOO\n*ESE 3\n');
    one.poll();
    one.send('*ESE?;:SYST:ERR:COUN?\n');
    other.send('*ESE?;:SYST:ERR:COUN?\n');
    one.poll();
    other.poll();
    expect([one.wire.text, other.wire.text]).toEqual(['3;1\n', '0;0\n']);
  });

  it('that are gone hold no button, and nothing waits for them', () => {
    const { client, send, poll, inputs, link, wire } = open();
    send('INP:DOWN ON\n');
    poll();
    link.set({ state: 'jogging' });
    send('*OPC?\nINP:UP');
    client.disconnected();
    expect(inputs.calls).toEqual(['press DOWN null', 'press DOWN 200']);
    link.set({ state: 'ready', nowMs: 5000 });
    poll(3);
    expect(wire.text).toBe('');
  });

  it('that send no more hold no button, even while they still wait', () => {
    const { client, send, poll, inputs, link } = open();
    link.set({ state: 'jogging' });
    send('INP:DOWN ON;*WAI\n');
    client.end();
    poll(2);
    expect(inputs.calls).toEqual(['press DOWN null', 'press DOWN 200']);
  });
});
