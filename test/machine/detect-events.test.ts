import { describe, expect, it } from 'vitest';
import type { TableEstimate } from '../../src/domain/estimate.ts';
import type { HazardId, LatchedFault, Reaction } from '../../src/domain/faults.ts';
import { E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { TableState } from '../../src/domain/states.ts';
import type { SafetyVerdict } from '../../src/domain/verdict.ts';
import type { Deadlines } from '../../src/machine/deadlines.ts';
import { earliestDeadlineMs } from '../../src/machine/deadlines.ts';
import { EventDetector } from '../../src/machine/detect-events.ts';
import { initialContext } from '../../src/machine/table-context.ts';
import type { TableEventBody } from '../../src/machine/table-event.ts';
import { estimateAt } from './estimate-at.ts';
import { PLAN, settingsWith, tableIn, UPRIGHT_DEG } from './table-driver.ts';

interface Tick {
  readonly nowMs?: number;
  readonly inputs?: number;
  readonly tiltDeg?: number;
  readonly headDown?: boolean;
  readonly source?: TableEstimate['source'];
  readonly raised?: readonly (readonly [HazardId, Reaction])[];
  readonly levels?: number;
  readonly pressed?: number;
  readonly released?: number;
  readonly returnEdge?: boolean;
  readonly arrived?: boolean;
  readonly gaveUp?: boolean;
  readonly state?: TableState;
  readonly deadlines?: Deadlines;
  readonly sessionWasOpen?: boolean;
}

const CONTEXT = initialContext({ input: { settings: settingsWith({}), plan: PLAN, occupancy: 'person' } });

function verdictRaising(raised: readonly LatchedFault[]): SafetyVerdict {
  return {
    raised,
    faults: raised,
    returnDemanded: false,
    trusted: 'potentiometer',
    inDoubt: false,
    mustBrake: false,
    clampsLost: false,
  };
}

function detectorOf({ hasGrip = false } = {}): (tick?: Tick) => readonly TableEventBody[] {
  const detector = new EventDetector({ hasGrip });
  return (tick = {}) => {
    const { nowMs = 1000, deadlines = {} } = tick;
    const events = detector.detect({
      estimate: estimateAt(tick.tiltDeg ?? 20, {
        nowMs,
        inputs: tick.inputs ?? INPUTS_AT_REST,
        headDown: tick.headDown ?? false,
        source: tick.source ?? 'potentiometer',
      }),
      verdict: verdictRaising((tick.raised ?? []).map(([id, reaction]) => ({ id, reaction, atMs: nowMs }))),
      buttons: {
        levels: tick.levels ?? 0,
        pressed: tick.pressed ?? 0,
        released: tick.released ?? 0,
        returnEdge: tick.returnEdge ?? false,
      },
      arrived: tick.arrived ?? false,
      gaveUp: tick.gaveUp ?? false,
      table: {
        state: tick.state ?? 'holding',
        context: { ...CONTEXT, deadlines, sessionWasOpen: tick.sessionWasOpen ?? false },
        earliestDeadlineMs: earliestDeadlineMs(deadlines),
      },
    });
    return [...events];
  };
}

const namesOf = (events: readonly TableEventBody[]): string[] => events.map(({ type }) => type);

describe('a quiet tick', () => {
  it('is no event, and the same empty list every time', () => {
    const detect = detectorOf();
    expect(detect()).toEqual([]);
    expect(detect({ deadlines: { 'phase-ends': 1001 }, levels: INPUT.UP | INPUT.GRIP })).toEqual([]);
  });

  it('comes after a busy one without its events', () => {
    const detect = detectorOf();
    expect(detect({ returnEdge: true })).toHaveLength(1);
    expect(detect()).toEqual([]);
  });
});

describe('two things in one tick', () => {
  it('are told in the order of who wins, after what the motion of the tick before came to', () => {
    const detect = detectorOf({ hasGrip: true });
    const events = detect({
      inputs: 0,
      raised: [
        ['H-21', 'STOP'],
        ['H-19', 'STOP'],
        ['H-08', 'RET'],
      ],
      returnEdge: true,
      pressed: INPUT.START | INPUT.UP | INPUT.DOWN | INPUT.SELECT,
      released: INPUT.GRIP,
      headDown: true,
      deadlines: { 'phase-ends': 900, 'session-cap': 950 },
      arrived: true,
      gaveUp: true,
    });
    expect(namesOf(events)).toEqual([
      'ARRIVED',
      'GAVE_UP',
      'E_STOP_OPENED',
      'FAULT',
      'BRAKED',
      'FAULT',
      'RETURN_ASKED',
      'GRIP_OPENED',
      'UP_PRESSED',
      'DOWN_PRESSED',
      'START_PRESSED',
      'SELECT_PRESSED',
      'WENT_HEAD_DOWN',
      'DEADLINE',
    ]);
    expect(events.at(-1)).toEqual({ type: 'DEADLINE', name: 'session-cap' });
  });

  it('RETURN pressed in the tick after a motion has ended is not ended by that motion', () => {
    const table = tableIn('moving').at(-40);
    for (const event of detectorOf()({ arrived: true, returnEdge: true, state: 'moving', tiltDeg: -40 })) {
      table.send(event);
    }
    expect([table.state, table.demand.kind]).toEqual(['returning-emergency', 'return']);
  });

  it.each<[string, Tick]>([
    ['a fault', { raised: [['H-08', 'RET']] }],
    ['a lost angle', { raised: [['H-14', 'BLIND']] }],
    ['a cap', { deadlines: { 'ramp-late': 1000 } }],
  ])('nor is a return by %s', (_name, tick) => {
    const table = tableIn('moving').at(-40);
    for (const event of detectorOf()({ arrived: true, tiltDeg: -40, headDown: true, ...tick })) table.send(event);
    expect(table.state).toMatch(/^returning-/);
  });

  it('RETURN pressed as the rider is laid flat goes on to upright', () => {
    const table = tableIn('holding').send('GRIP_OPENED').at(0).send('LEFT_HEAD_DOWN');
    for (const event of detectorOf()({ arrived: true, returnEdge: true, tiltDeg: 0 })) table.send(event);
    expect(table.demand).toMatchObject({ kind: 'return', targetDeg: UPRIGHT_DEG });
  });

  it('START beside UP or DOWN pauses and does not jog', () => {
    for (const button of [INPUT.UP, INPUT.DOWN]) {
      const table = tableIn('holding');
      for (const event of detectorOf()({ pressed: INPUT.START | button })) table.send(event);
      expect(table.state).toBe('paused');
    }
  });
});

describe('E-STOP', () => {
  it('[H-05] is open where both channels are, without a press and without debounce', () => {
    const detect = detectorOf();
    const open = INPUTS_AT_REST & ~E_STOP_CLOSED;
    expect(detect({ inputs: open })).toEqual([{ type: 'E_STOP_OPENED' }]);
    expect(detect({ inputs: open })).toEqual([]);
    expect(detect({ inputs: open | INPUT.E_STOP_A_CLOSED })).toEqual([{ type: 'E_STOP_RELEASED' }]);
    expect(detect()).toEqual([]);
  });

  it('[H-05] that is in at power-on is seen in the first tick', () => {
    expect(namesOf(detectorOf()({ inputs: 0, state: 'self-test' }))).toContain('E_STOP_OPENED');
  });

  it('[H-06] with one channel open is left to the check on its channels', () => {
    const detect = detectorOf();
    expect(detect({ inputs: INPUTS_AT_REST & ~INPUT.E_STOP_A_CLOSED })).toEqual([]);
    expect(detect({ raised: [['H-06', 'STOP']] })).toEqual([{ type: 'FAULT', id: 'H-06', reaction: 'STOP' }]);
  });
});

describe('faults', () => {
  it('[H-18] [H-19] in the way of the table are obstructions, every other fault keeps its reaction', () => {
    const raised = [
      ['H-18', 'STOP'],
      ['H-19', 'STOP'],
      ['H-13', 'RET'],
    ] as const;
    expect(detectorOf()({ raised })).toEqual([
      { type: 'BRAKED', id: 'H-18' },
      { type: 'BRAKED', id: 'H-19' },
      { type: 'FAULT', id: 'H-13', reaction: 'RET' },
    ]);
  });
});

describe('RETURN', () => {
  it('held since before START counts while the table is armed, and is else an edge', () => {
    const held = INPUTS_AT_REST | INPUT.RETURN_MADE;
    const detect = detectorOf();
    expect(detect({ inputs: held, state: 'ready' })).toEqual([]);
    expect(detect({ inputs: held, state: 'arming' })).toEqual([{ type: 'RETURN_ASKED', by: 'RETURN' }]);
    expect(detect({ inputs: held, state: 'holding' })).toEqual([]);
    expect(detect({ inputs: held, state: 'holding', returnEdge: true })).toHaveLength(1);
  });

  it('[H-04] counts while armed by either of its contacts', () => {
    const broken = INPUTS_AT_REST & ~INPUT.RETURN_BREAK_CLOSED;
    expect(namesOf(detectorOf()({ inputs: broken, state: 'arming' }))).toEqual(['RETURN_ASKED']);
  });
});

describe('the buttons', () => {
  it.each([
    ['START', 'START_PRESSED'],
    ['SELECT', 'SELECT_PRESSED'],
    ['UP', 'UP_PRESSED'],
    ['DOWN', 'DOWN_PRESSED'],
  ] as const)('%s answers the question and does nothing else', (button, event) => {
    const detect = detectorOf();
    expect(namesOf(detect({ pressed: INPUT[button], deadlines: { 'alive-answer': 9999 } }))).toEqual(['ANSWERED']);
    expect(namesOf(detect({ pressed: INPUT[button] }))).toEqual([event]);
  });

  it('UP that answers beside a held DOWN ends nothing when it is let go, and DOWN does', () => {
    const table = tableIn('jogging');
    const detect = detectorOf();
    const DOWN_AND_UP = INPUT.DOWN | INPUT.UP;
    const ticks: readonly Tick[] = [
      { pressed: INPUT.UP, levels: DOWN_AND_UP, deadlines: { 'alive-answer': 9999 } },
      { levels: DOWN_AND_UP },
      { released: INPUT.UP, levels: INPUT.DOWN },
    ];
    for (const tick of ticks) for (const event of detect(tick)) table.send(event);
    expect(table.state).toBe('jogging');
    for (const event of detect({ released: INPUT.DOWN })) table.send(event);
    expect(table.state).toBe('paused');
  });

  it('a hold-to-run button let go as another one answers is let go', () => {
    const table = tableIn('jogging');
    const deadlines = { 'alive-answer': 9999 };
    const events = detectorOf()({ pressed: INPUT.SELECT, released: INPUT.DOWN, deadlines });
    expect(namesOf(events)).toEqual(['DOWN_RELEASED', 'ANSWERED']);
    for (const event of events) table.send(event);
    expect(table.state).toBe('paused');
  });

  it('neither a release nor RETURN nor the grip answers the question', () => {
    const deadlines = { 'alive-answer': 9999 };
    const detect = detectorOf({ hasGrip: true });
    expect(namesOf(detect({ released: INPUT.UP, deadlines }))).toEqual(['UP_RELEASED']);
    expect(namesOf(detect({ returnEdge: true, deadlines }))).toEqual(['RETURN_ASKED']);
    expect(namesOf(detect({ pressed: INPUT.GRIP, deadlines }))).toEqual([]);
  });

  it('the grip let go is an event where a grip is wired, and none where its input floats', () => {
    expect(namesOf(detectorOf({ hasGrip: true })({ released: INPUT.GRIP }))).toEqual(['GRIP_OPENED']);
    expect(detectorOf()({ released: INPUT.GRIP })).toEqual([]);
  });
});

describe('SELECT held', () => {
  const hold = (detect: (tick: Tick) => readonly TableEventBody[], fromMs: number, forMs: number): number[] => {
    const acknowledgedAtMs: number[] = [];
    for (let nowMs = fromMs; nowMs <= fromMs + forMs; nowMs += 10) {
      const pressed = nowMs === fromMs ? INPUT.SELECT : 0;
      const events = detect({ nowMs, levels: INPUT.SELECT, pressed, state: 'locked' });
      if (namesOf(events).includes('ACKNOWLEDGED')) acknowledgedAtMs.push(nowMs - fromMs);
    }
    return acknowledgedAtMs;
  };

  it('acknowledges after 1 s, once', () => {
    const detect = detectorOf();
    expect(hold(detect, 1000, 5000)).toEqual([1000]);
    expect(hold(detect, 8000, 5000)).toEqual([1000]);
  });

  it('for less than that acknowledges nothing, nor do two presses together', () => {
    const detect = detectorOf();
    expect(hold(detect, 1000, 600)).toEqual([]);
    expect(hold(detect, 2000, 600)).toEqual([]);
    expect(hold(detect, 3000, 990)).toEqual([]);
  });

  it('to answer a question acknowledges nothing, however long it is held, and the next one does', () => {
    const detect = detectorOf();
    const deadlines = { 'alive-answer': 9999 };
    expect(namesOf(detect({ pressed: INPUT.SELECT, levels: INPUT.SELECT, deadlines }))).toEqual(['ANSWERED']);
    const later = Array.from({ length: 500 }, (_, tick) => detect({ nowMs: 1010 + tick * 10, levels: INPUT.SELECT }));
    expect(later.flatMap(namesOf)).toEqual([]);
    detect({ nowMs: 6010, released: INPUT.SELECT });
    expect(hold(detect, 7000, 1200)).toEqual([1000]);
  });

  it('to answer a question begins its second anew as well', () => {
    const detect = detectorOf();
    hold(detect, 1000, 600);
    detect({ nowMs: 3000, pressed: INPUT.SELECT, levels: INPUT.SELECT, deadlines: { 'alive-answer': 9999 } });
    expect(namesOf(detect({ nowMs: 3010, levels: INPUT.SELECT }))).toEqual([]);
  });
});

describe('head-down', () => {
  it('begins and ends once each', () => {
    const detect = detectorOf();
    const seen = [false, true, true, false, false, true].map((headDown) => namesOf(detect({ headDown })));
    expect(seen).toEqual([[], ['WENT_HEAD_DOWN'], [], ['LEFT_HEAD_DOWN'], [], ['WENT_HEAD_DOWN']]);
  });
});

describe('deadlines', () => {
  it('pass at their time, one a tick, the weightiest first', () => {
    const detect = detectorOf();
    const deadlines = { 'phase-ends': 1000, 'head-down-cap': 1000, 'session-cap': 1001 };
    expect(detect({ nowMs: 999, deadlines })).toEqual([]);
    expect(detect({ nowMs: 1000, deadlines })).toEqual([{ type: 'DEADLINE', name: 'head-down-cap' }]);
    expect(detect({ nowMs: 1001, deadlines })).toEqual([{ type: 'DEADLINE', name: 'session-cap' }]);
  });
});

describe('the self-test', () => {
  const boot = (tick: Tick): string[] => {
    const detect = detectorOf();
    detect({ ...tick, nowMs: 5000, state: 'self-test' });
    expect(namesOf(detect({ ...tick, nowMs: 5290, state: 'self-test' }))).toEqual([]);
    return namesOf(detect({ ...tick, nowMs: 5300, state: 'self-test' }));
  };

  it('passes after 0.3 s with the table upright', () => {
    expect(boot({ tiltDeg: UPRIGHT_DEG - 2.9 })).toEqual(['SELF_TEST_PASSED']);
  });

  it('[H-51] finds a table that is not upright', () => {
    expect(boot({ tiltDeg: UPRIGHT_DEG - 3 })).toEqual(['FOUND_INVERTED']);
    expect(boot({ tiltDeg: 0 })).toEqual(['FOUND_INVERTED']);
  });

  it('[H-14] says nothing without an angle', () => {
    expect(boot({ source: 'none', tiltDeg: UPRIGHT_DEG })).toEqual([]);
  });

  it('[H-14] [H-51] finds a session left open without an angle, too, wherever the table may be', () => {
    const leftOpen = { source: 'none', sessionWasOpen: true } as const;
    expect(boot({ ...leftOpen, tiltDeg: UPRIGHT_DEG })).toEqual(['FOUND_BLIND']);
    expect(boot({ ...leftOpen, inputs: INPUTS_AT_REST & ~INPUT.CLAMP_A_CLOSED })).toEqual(['FOUND_INVERTED']);
  });

  it('is not run in any other state', () => {
    expect(detectorOf()({ nowMs: 9000, state: 'ready' })).toEqual([]);
  });
});
