import type { TableState } from '../../../domain/states.ts';
import type { TableView } from '../../../domain/view.ts';
import { fieldText } from '../response-text.ts';
import { DONE, reply, type ScpiAnswer, type ScpiCommand, type ScpiDesk, takes, takesNothing } from '../scpi-command.ts';
import { scpiError } from '../scpi-errors.ts';
import { wholeParameter } from '../scpi-parameter.ts';
import { answerOf } from '../table-answer.ts';
import { clearAllFaults } from './test-commands.ts';

const BYTE = wholeParameter('mask', { low: 0, high: 255 });

/** What `*RST` brings back up. A table that is held waits for a person, and one that is on its way up goes on. */
const ENDED_BY_RESET: ReadonlySet<TableState> = new Set<TableState>([
  'arming',
  'moving',
  'holding',
  'resting',
  'paused',
  'jogging',
]);

/** Older than this a frame is no sign of a table that works: the bound in code on `sensorSilent`, ms. */
const FRESH_MS = 150;

/** The common commands of IEEE 488.2, chapter 10. */
export const COMMON_COMMANDS: readonly ScpiCommand[] = [
  {
    header: '*CLS',
    summary: 'clears what has happened: errors, event registers, and a `*OPC` that waits',
    details: 'What is enabled stays enabled.',
    reply: null,
    errors: [],
    example: ['*CLS', null],
    needs: 'nothing',
    ...takesNothing(({ status, forgetCompletion }) => {
      status.clear();
      forgetCompletion();
      return DONE;
    }),
  },
  {
    header: '*ESE',
    summary: 'says which standard events show in the status byte',
    details: '',
    reply: null,
    errors: [-222],
    example: ['*ESE 60', null],
    needs: 'nothing',
    ...takes(BYTE, (bits, { status }) => {
      status.enabledEvents = bits;
      return DONE;
    }),
  },
  {
    header: '*ESE?',
    summary: 'which standard events show in the status byte',
    details: '',
    reply: 'NR1',
    errors: [],
    example: ['*ESE?', '60'],
    needs: 'nothing',
    ...takesNothing(({ status }) => reply(String(status.enabledEvents))),
  },
  {
    header: '*ESR?',
    summary: 'the standard events so far, which are then forgotten',
    details:
      '1 operation complete, 4 query error, 8 device error, 16 execution error, 32 command error, 128 power on. A new client finds 128 set.',
    reply: 'NR1',
    errors: [],
    example: ['*ESR?', '128'],
    needs: 'nothing',
    ...takesNothing(({ status }) => reply(String(status.takeEvents()))),
  },
  {
    header: '*IDN?',
    summary: 'maker, table, serial number (0: none) and release',
    details: 'It comes last in its message: a query after it is error -440.',
    reply: 'four fields, apart by commas',
    errors: [],
    example: ['*IDN?', 'Upright,simulated table,0,0.1.0'],
    needs: 'nothing',
    ...takesNothing(({ identity }) => {
      return { kind: 'reply', text: identity.map(fieldText).join(','), indefinite: true };
    }),
  },
  {
    header: '*OPC',
    summary: 'sets the bit "operation complete" of `*ESR?` when nothing is under way any more',
    details:
      'Under way is a table that moves, waits for START, or tests itself; and for 100 ms whatever was asked of it by this client.',
    reply: null,
    errors: [],
    example: ['*OPC', null],
    needs: 'nothing',
    ...takesNothing(({ noteCompletionWanted }) => {
      noteCompletionWanted();
      return DONE;
    }),
  },
  {
    header: '*OPC?',
    summary: 'answers 1 when nothing is under way any more',
    details:
      'A hold is not under way, and nor is a table that is stopped. A message that comes meanwhile interrupts it: error -410, and no 1.',
    reply: 'NR1',
    errors: [-410],
    example: ['OUTP:RET;*OPC?', '1'],
    needs: 'nothing',
    ...takesNothing(() => ({ kind: 'wait', reply: '1' })),
  },
  {
    header: '*RST',
    summary: 'ends what this port has begun; never moves anything down',
    details:
      'A session that is armed or under way is returned, upward. A table that is stopped, laid flat or locked stays so, and one that comes up goes on. Faults are cleared and buttons that this client holds are let go, where there are any; E-STOP, clamp and grip stay as they are. Status registers and the error queue are not touched. `*RST;*WAI` waits until the table is up.',
    reply: null,
    errors: [-221],
    example: ['*RST;*WAI', null],
    needs: 'nothing',
    ...takesNothing(reset),
  },
  {
    header: '*SRE',
    summary: 'says which bits of the status byte make its summary, bit 6',
    details: 'Bit 6 itself is ignored. There is no service request on this port; `*STB?` tells the summary.',
    reply: null,
    errors: [-222],
    example: ['*SRE 36', null],
    needs: 'nothing',
    ...takes(BYTE, (bits, { status }) => {
      status.enabledServices = bits;
      return DONE;
    }),
  },
  {
    header: '*SRE?',
    summary: 'which bits of the status byte make its summary',
    details: '',
    reply: 'NR1',
    errors: [],
    example: ['*SRE?', '36'],
    needs: 'nothing',
    ...takesNothing(({ status }) => reply(String(status.enabledServices))),
  },
  {
    header: '*STB?',
    summary: 'the status byte',
    details:
      '4 error queue, 8 questionable, 16 a reply waits (of a query before it in the same message), 32 standard event, 64 summary, 128 operation. Asking clears nothing.',
    reply: 'NR1',
    errors: [],
    example: ['*STB?', '0'],
    needs: 'nothing',
    ...takesNothing(({ status, hasReply }) => reply(String(status.statusByte(hasReply)))),
  },
  {
    header: '*TST?',
    summary: 'whether the table has anything against itself; moves nothing',
    details:
      '0: no fault is latched, the self-test is through, and the latest frame is fresh. 1: something is; error -330 says what.',
    reply: 'NR1',
    errors: [-330],
    example: ['*TST?', '0'],
    needs: 'nothing',
    ...takesNothing(({ link, status }) => {
      const found = troubleOf(link.view());
      if (found.length > 0) status.fail(scpiError(-330, found.join(', ')));
      return reply(found.length > 0 ? '1' : '0');
    }),
  },
  {
    header: '*WAI',
    summary: 'lets what comes after it wait until nothing is under way any more',
    details: 'An `OUTPut:RETurn` that arrives meanwhile does not wait.',
    reply: null,
    errors: [],
    example: ['OUTP:RET;*WAI;:STAT?', '"locked"'],
    needs: 'nothing',
    ...takesNothing(() => ({ kind: 'wait', reply: null })),
  },
];

function reset({ link, testInputs, pressed, noteAsked, forgetCompletion }: ScpiDesk): ScpiAnswer {
  forgetCompletion();
  noteAsked();
  // The way up first: what is mended or let go then finds it asked for.
  const answer = ENDED_BY_RESET.has(link.view().state) ? answerOf(link.send({ kind: 'return' })) : DONE;
  if (testInputs !== null) {
    pressed.releaseAll(testInputs);
    clearAllFaults(testInputs);
  }
  return answer;
}

function troubleOf({ state, faults, frameAgeMs }: TableView): readonly string[] {
  return [
    ...faults.map(({ id }) => id),
    ...(state === 'self-test' ? ['the self-test is under way'] : []),
    ...(frameAgeMs > FRESH_MS ? [`the latest frame is ${Math.round(frameAgeMs)} ms old`] : []),
  ];
}
