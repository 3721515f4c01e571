import { describe, expect, it } from 'vitest';
import { MAX_ERRORS } from '../../../src/surfaces/scpi/error-queue.ts';
import { openScpiBench } from './scpi-desk.ts';

describe('headers', () => {
  it.each([
    'MEAS:TILT?',
    'measure:tilt?',
    'MEASURE:tilt?',
    ':Meas:Tilt?',
    '  meas:tilt?  ',
    '\tMEAS:TILT?\r',
    'MEAS1:TILT1?',
  ])('takes %o', (line) => {
    const { session } = openScpiBench();
    expect(session.execute(line)).toBe('75.10');
  });

  it('takes nodes that may be left out', () => {
    const { session } = openScpiBench();
    for (const line of ['SYST:ERR?', 'SYSTem:ERRor:NEXT?', 'syst:error:next?']) {
      expect(session.execute(line)).toBe('0,"No error"');
    }
    for (const line of ['STAT:OPER?', 'STATUS:OPERATION:EVENT?', 'STAT:OPER:EVEN?']) {
      expect(session.execute(line)).toBe('0');
    }
  });

  it('begins a header beside the one before it, and at the root after a colon', () => {
    const { session, errors } = openScpiBench();
    expect(session.execute('MEAS:TILT?;RATE?;:STAT?;:MEAS:SUPP?;CURR?')).toBe('75.10;0.00;"ready";24.10;0.000');
    expect(session.execute('STAT:OPER:ENAB 256;ENAB?;COND?')).toBe('256;0');
    expect(session.execute('SYST:ERR:COUN?;NEXT?;:SYST:VERS?')).toBe('0;0,"No error";1999.0');
    expect(errors()).toEqual([]);
    // Beside MEASure there is no STATe, and what follows a mistake is not executed.
    expect(session.execute('MEAS:TILT?;STAT?;RATE?')).toBe('75.10');
    expect(errors()).toEqual([-113]);
  });

  it('lets common commands stand between, without losing its place', () => {
    const { session } = openScpiBench();
    expect(session.execute('MEAS:TILT?;*ESE 4;*ESE?;RATE?')).toBe('75.10;4;0.00');
  });

  it('begins anew with each message', () => {
    const bench = openScpiBench();
    bench.session.execute('MEAS:TILT?');
    expect(bench.session.execute('RATE?')).toBe(null);
    expect(bench.errors()).toEqual([-113]);
  });

  it('takes a message with nothing in it, and a semicolon at its end', () => {
    const bench = openScpiBench();
    expect(bench.session.execute('')).toBe(null);
    expect(bench.session.execute('   ')).toBe(null);
    expect(bench.session.execute('*ESE 1 ; *ESE? ;')).toBe('1');
    expect(bench.errors()).toEqual([]);
  });
});

describe('parameters', () => {
  it('rounds numbers, and takes them in every form', () => {
    const { session, errors } = openScpiBench();
    for (const [written, read] of [
      ['32', '32'],
      ['3.2E1', '32'],
      ['320 e-1', '32'],
      ['+31.6', '32'],
      ['.5E2', '50'],
      ['#H2a', '42'],
      ['#q52', '42'],
      ['#B101010', '42'],
      ['-0.2', '0'],
    ]) {
      expect(session.execute(`*ESE ${written};*ESE?`)).toBe(read);
    }
    expect(errors()).toEqual([]);
  });

  it('takes strings in either quotes, doubled where they stand for themselves', () => {
    const { session, link, errors } = openScpiBench();
    session.execute('PROG:SEL "gentle-20"');
    session.execute("PROG:SEL 'gentle-20'");
    expect(link.sent).toHaveLength(2);
    session.execute('PROG:SEL "a""b;c"');
    expect(session.execute('SYST:ERR?')).toBe('-282,"Illegal program name;a""b;c"');
    expect(errors()).toEqual([]);
  });

  it('takes ON and OFF as words and as numbers', () => {
    const { session, inputs } = openScpiBench();
    for (const [written, pressed] of [
      ['ON', '1'],
      ['off', '0'],
      ['1', '1'],
      ['0', '0'],
      ['2', '1'],
      ['0.4', '0'],
    ]) {
      expect(session.execute(`INP:STAR ${written};STAR?`)).toBe(pressed);
    }
    expect(inputs.calls.slice(0, 2)).toEqual(['press START null', 'release START']);
  });

  it('takes a share as a number, in percent, and as MAXimum', () => {
    const { session, errors } = openScpiBench();
    for (const share of ['', ' 0.99', ' 99 PCT', ' 99pct', ' MAX', ' maximum']) {
      expect(session.execute(`MEAS:LAT?${share}`)).toBe('9.91E+37');
    }
    expect(errors()).toEqual([]);
  });
});

describe('status', () => {
  it('begins as at power-on', () => {
    const { session } = openScpiBench();
    expect(session.execute('*ESR?;*ESR?;*ESE?;*SRE?;*STB?')).toBe('128;0;0;0;16');
    expect(session.execute('*STB?')).toBe('0');
  });

  it('tells classes of errors apart', () => {
    const { session } = openScpiBench();
    session.execute('*CLS');
    for (const [line, bit] of [
      ['FOO', '32'],
      ['*ESE 999', '16'],
      ['*IDN?;*ESR?', '4'],
    ]) {
      session.execute(line ?? '');
      expect(session.execute('*ESR?')).toBe(bit);
    }
    expect(session.execute('SYST:ERR:COUN?')).toBe('3');
  });

  it('sums up in the status byte: queue, reply, event, and the master summary by what is enabled', () => {
    const { session } = openScpiBench();
    session.execute('*CLS;*ESE 32;*SRE 255');
    expect(session.execute('*SRE?')).toBe('191');
    expect(session.execute('*STB?')).toBe('0');
    session.execute('FOO');
    expect(session.execute('*STB?')).toBe(String(4 + 32 + 64));
    expect(session.execute('*STB?')).toBe(String(4 + 32 + 64));
    session.execute('*SRE 0');
    expect(session.execute('*STB?')).toBe(String(4 + 32));
    expect(session.execute('MEAS:TILT?;*STB?')).toBe(`75.10;${4 + 16 + 32}`);
    session.execute('*CLS');
    expect(session.execute('*STB?')).toBe('0');
    expect(session.execute('*ESE?')).toBe('32');
  });

  it('keeps errors in order, and says when there were too many', () => {
    const { session } = openScpiBench();
    session.execute('*CLS');
    session.execute('FOO');
    for (let line = 0; line < MAX_ERRORS + 3; line += 1) session.execute('*ESE 999');
    expect(session.execute('SYST:ERR:COUN?')).toBe(String(MAX_ERRORS));
    expect(session.execute('*ESR?')).toBe(String(32 + 16 + 8));
    expect(session.execute('SYST:ERR?')).toBe('-113,"Undefined header;FOO"');
    const all = session.execute('SYST:ERR:ALL?') ?? '';
    expect(all.endsWith(',-350,"Queue overflow"')).toBe(true);
    expect(all.match(/-222/g)).toHaveLength(MAX_ERRORS - 2);
    expect(session.execute('SYST:ERR?')).toBe('0,"No error"');
  });

  it('turns what the table does into conditions, events and a bit of the status byte', () => {
    const { session, link } = openScpiBench();
    session.execute('STAT:OPER:ENAB 256;NTR 1024');
    expect(session.execute('STAT:OPER:COND?;:STAT:OPER?')).toBe('0;0');
    link.set({ state: 'moving' });
    expect(session.execute('STAT:OPER:COND?')).toBe('256');
    link.set({ state: 'holding' });
    expect(session.execute('*STB?')).toBe('128');
    expect(session.execute('STAT:OPER:COND?')).toBe('4096');
    expect(session.execute('STAT:OPER?')).toBe(String(256 + 4096));
    expect(session.execute('STAT:OPER?;*STB?')).toBe('0;16');
    link.set({ state: 'returning-emergency', faults: [{ id: 'H-08', reaction: 'RET', atMs: 0 }] });
    expect(session.execute('STAT:OPER:COND?;:STAT:QUES:COND?')).toBe(`${256 + 512};${512 + 2048}`);
    link.set({ state: 'locked' });
    session.execute('STAT:OPER?');
    link.set({ state: 'ready' });
    expect(session.execute('STAT:OPER?')).toBe('1024');
    expect(session.execute('STAT:PRES;OPER:ENAB?;PTR?;NTR?')).toBe('0;32767;0');
  });

  it('counts nothing as an event that was so before', () => {
    const bench = openScpiBench();
    bench.link.set({ state: 'moving' });
    const later = openScpiBench();
    later.link.set({ state: 'ready' });
    expect(later.session.execute('STAT:OPER?')).toBe('0');
  });
});

describe('completion', () => {
  it('answers *OPC? at once where nothing is under way', () => {
    expect(openScpiBench().session.execute('*OPC?')).toBe('1');
  });

  it.each(['moving', 'jogging', 'arming', 'returning-emergency', 'backing-off', 'self-test'] as const)(
    'waits while the table is %s',
    (state) => {
      const { session, link } = openScpiBench();
      link.set({ state });
      expect(session.execute('MEAS:RATE?;*OPC?;TILT?')).toBe(null);
      expect(session.isWaiting).toBe(true);
      expect(session.advance()).toBe(null);
      link.set({ state: 'stopped', tiltDeg: -12 });
      expect(session.advance()).toBe('0.00;1;-12.00');
      expect(session.isWaiting).toBe(false);
      expect(session.advance()).toBe(null);
    },
  );

  it.each(['ready', 'holding', 'resting', 'paused', 'laid-flat', 'stopped', 'locked'] as const)(
    'has nothing to wait for where the table is %s',
    (state) => {
      const { session, link } = openScpiBench();
      link.set({ state });
      expect(session.execute('*WAI;*OPC?')).toBe('1');
    },
  );

  it('waits for what was only just asked for to begin', () => {
    const { session, link } = openScpiBench();
    expect(session.execute('INP:STAR ON;*OPC?')).toBe(null);
    link.set({ nowMs: 90 });
    expect(session.advance()).toBe(null);
    link.set({ nowMs: 100 });
    expect(session.advance()).toBe('1');
  });

  it('sets the event for *OPC, and forgets it for *CLS and *RST', () => {
    const { session, link } = openScpiBench();
    session.execute('*CLS');
    link.set({ state: 'moving' });
    session.execute('*OPC');
    expect(session.execute('*ESR?')).toBe('0');
    link.set({ state: 'holding' });
    session.observe();
    expect(session.execute('*ESR?')).toBe('1');
    for (const forget of ['*CLS', '*RST']) {
      link.set({ state: 'returning-planned' });
      session.execute('*OPC');
      session.execute(forget);
      link.set({ state: 'ready', nowMs: link.current.nowMs + 1000 });
      expect(session.execute('*ESR?')).toBe('0');
    }
  });

  it('is interrupted by a new message, and says so', () => {
    const { session, link, errors } = openScpiBench();
    link.set({ state: 'moving' });
    expect(session.execute('*OPC?')).toBe(null);
    expect(session.isQueryWaiting).toBe(true);
    expect(session.execute('STAT?')).toBe('"moving"');
    expect(errors()).toEqual([-410]);
    link.set({ state: 'holding' });
    expect(session.advance()).toBe(null);
  });
});

describe('what the table is asked for', () => {
  it('selects, arms and returns', () => {
    const { session, link, settle } = openScpiBench();
    session.execute('PROG:SEL "gentle-20"');
    settle();
    session.execute('PROG:ARM');
    session.execute('PROG:ARM "gentle-20"');
    session.execute('OUTP:RET');
    expect(link.sent).toEqual([
      { kind: 'select', program: 'gentle-20' },
      { kind: 'arm', program: null },
      { kind: 'arm', program: 'gentle-20' },
      { kind: 'return' },
    ]);
  });

  it('arms what was selected just before, which the table has not yet seen', () => {
    const { session, link } = openScpiBench();
    expect(session.execute('PROG:SEL "gentle-20";SEL?;ARM')).toBe('"gentle-20"');
    expect(link.sent.at(-1)).toEqual({ kind: 'arm', program: 'gentle-20' });
  });

  it("hands on the table's refusals with its own words", () => {
    const { session, link } = openScpiBench();
    link.reply = { ok: false, code: 'REFUSED', text: 'H-22 clamp not seen open' };
    session.execute('PROG:ARM');
    expect(session.execute('SYST:ERR?')).toBe('-200,"Execution error;H-22 clamp not seen open"');
    link.reply = { ok: false, code: 'NOT_NOW', text: 'end the session first (moving)' };
    session.execute('PROG:SEL "gentle-20"');
    expect(session.execute('SYST:ERR?')).toBe('-221,"Settings conflict;end the session first (moving)"');
  });

  it('does nothing that stands behind a mistake, but a return', () => {
    const { session, link, inputs, errors } = openScpiBench();
    for (const mistake of ['FOO', 'PROG:SEL "no-such"', '*ESE 999', 'PROG:SEL "x', '*ESE 1 1', '*IDN?;*ESR?']) {
      session.execute(`${mistake};:PROG:ARM;:INP:STAR ON`);
    }
    expect([link.sent, inputs.calls]).toEqual([[], []]);
    expect(errors()).toHaveLength(6);
    session.execute('FOO;:INP:STAR ON;:OUTP:RET;*ESE 1');
    session.execute('*ESE 1 1; :output:return');
    expect([link.sent, inputs.calls]).toEqual([[{ kind: 'return' }, { kind: 'return' }], []]);
    expect(errors()).toEqual([-113, -103]);
  });

  it('presses by name, breaks and mends', () => {
    const { session, inputs, errors } = openScpiBench();
    session.execute('INP:START ON;ESTOP ON;RET ON;RET OFF;:INPUT:CLAM 0');
    session.execute('FAUL:INJ "H-11:short";CLE "H-11"');
    session.execute('FAULT:CLEAR');
    expect(inputs.calls).toEqual([
      'press START null',
      'press ESTOP null',
      'press RETURN null',
      'release RETURN',
      'release CLAMP',
      'inject H-11:short',
      'clear H-11',
      'clear H-08',
      'clear H-11',
    ]);
    expect(session.execute('FAUL:CAT?')).toBe('"H-08","H-11"');
    session.execute('FAUL:INJ "angle-stick"');
    expect(session.execute('SYST:ERR?')).toBe(
      '-224,"Illegal parameter value;no fault angle-stick; did you mean angle-stuck?"',
    );
    expect(errors()).toEqual([]);
  });

  it('lets go of what a client held that is gone, and leaves E-STOP and clamp as they are', () => {
    const { session, inputs } = openScpiBench();
    session.execute('INP:DOWN ON;UP ON;UP OFF;ESTOP ON;CLAM ON');
    inputs.calls.length = 0;
    session.close();
    expect(inputs.calls).toEqual(['press DOWN 200']);
    session.close();
    expect(inputs.calls).toHaveLength(1);
  });

  it('has neither inputs nor faults on a real table, nor the role', () => {
    const { session, link, errors } = openScpiBench({ onRealTable: true });
    for (const line of ['INP:STAR ON', 'INP:STAR?', 'INP:CAT?', 'FAUL:INJ "H-08"', 'FAUL:CLE', 'FAUL:CAT?']) {
      expect(session.execute(line)).toBe(null);
      expect(session.execute('SYST:ERR?')).toMatch(/^-113,"Undefined header;.*neither simulated nor a rig"$/);
    }
    session.execute('PROG:SEL "gentle-20"');
    session.execute('PROG:ARM');
    expect(errors()).toEqual([-203, -203]);
    expect(link.sent).toEqual([]);
    session.execute('OUTP:RET');
    expect(link.sent).toEqual([{ kind: 'return' }]);
    expect(session.execute('MEAS:TILT?;:PROG:CAT?;SEL?')).toBe('75.10;"kim-2013-60","gentle-20";"kim-2013-60"');
  });
});

describe('*RST and *TST?', () => {
  it.each(['arming', 'moving', 'holding', 'resting', 'paused', 'jogging'] as const)('*RST returns from %s', (state) => {
    const { session, link } = openScpiBench();
    link.set({ state });
    session.execute('*RST');
    expect(link.sent).toEqual([{ kind: 'return' }]);
  });

  it.each(['self-test', 'ready', 'locked', 'stopped', 'laid-flat', 'returning-blind', 'backing-off'] as const)(
    '*RST asks for no motion in %s',
    (state) => {
      const { session, link } = openScpiBench();
      link.set({ state });
      session.execute('*RST');
      expect(link.sent).toEqual([]);
    },
  );

  it('*RST lets go, mends, and leaves E-STOP, status and errors alone', () => {
    const { session, inputs } = openScpiBench();
    session.execute('*ESE 4;*SRE 8;FOO');
    session.execute('INP:DOWN ON;ESTOP ON');
    inputs.calls.length = 0;
    session.execute('*RST');
    expect(inputs.calls).toEqual(['release DOWN', 'clear H-08', 'clear H-11']);
    expect(session.execute('*ESE?;*SRE?;:SYST:ERR:COUN?')).toBe('4;8;1');
  });

  it('*TST? finds latched faults and old frames', () => {
    const { session, link } = openScpiBench();
    expect(session.execute('*TST?')).toBe('0');
    link.set({ faults: [{ id: 'H-08', reaction: 'RET', atMs: 0 }], frameAgeMs: 400 });
    expect(session.execute('*TST?;:SYST:ERR?')).toBe('1;-330,"Self-test failed;H-08, the latest frame is 400 ms old"');
  });
});

describe('replies', () => {
  it('shows numbers without a negative zero, and only printable ASCII', () => {
    const { session, link } = openScpiBench();
    link.set({ tiltDeg: -0.001, rateDegPerSec: -2, currentAmps: Number.NaN, supplyVolts: Number.POSITIVE_INFINITY });
    expect(session.execute('MEAS:TILT?;RATE?;CURR?;SUPP?')).toBe('0.00;-2.00;9.91E+37;9.9E+37');
    link.reply = { ok: false, code: 'REFUSED', text: 'not “below” -5° – no\nline' };
    session.execute('PROG:ARM');
    expect(session.execute('SYST:ERR?')).toBe('-200,"Execution error;not ?below? -5 deg - no?line"');
    link.reply = { ok: false, code: 'REFUSED', text: 'long '.repeat(200) };
    session.execute('PROG:ARM');
    expect(session.execute('SYST:ERR?')?.length).toBeLessThanOrEqual(255 + '-200,""'.length);
  });

  it('gives the identity in four fields', () => {
    expect(openScpiBench().session.execute('*IDN?')).toBe('Upright,simulated table,0,0.1.0');
    expect(openScpiBench().session.execute('*OPC?;*IDN?')).toBe('1;Upright,simulated table,0,0.1.0');
  });

  it('tells state and cause as strings', () => {
    const { session, link } = openScpiBench();
    expect(session.execute('STAT?;STAT:CAUS?')).toBe('"ready";""');
    link.set({ state: 'returning-emergency', cause: 'H-08' });
    expect(session.execute('STATE?;:STATE:CAUSE?')).toBe('"returning-emergency";"H-08"');
  });
});
