import { nearestName } from '../../../config/near-names.ts';
import { TABLE_STATES } from '../../../domain/states.ts';
import type { TableView } from '../../../domain/view.ts';
import { nr2, quoted } from '../response-text.ts';
import {
  DONE,
  failed,
  mayTake,
  reply,
  type ScpiAnswer,
  type ScpiCommand,
  type ScpiDesk,
  takes,
  takesNothing,
} from '../scpi-command.ts';
import { shareParameter, textParameter } from '../scpi-parameter.ts';
import { answerOf } from '../table-answer.ts';

const PROGRAM = textParameter('program', 'a name from `PROGram:CATalog?`');

/** What the table measures and does. */
export const TABLE_COMMANDS: readonly ScpiCommand[] = [
  measured({ node: 'TILT', what: 'tilt: head-up positive, 0 horizontal', unit: 'degrees', example: '-60.02' }, (view) =>
    nr2(view.tiltDeg, 2),
  ),
  measured(
    { node: 'RATE', what: 'rate: positive toward upright', unit: 'degrees per second', example: '2.00' },
    (view) => nr2(view.rateDegPerSec, 2),
  ),
  measured({ node: 'CURRent', what: 'current of the drive', unit: 'amperes', example: '1.732' }, (view) =>
    nr2(view.currentAmps, 3),
  ),
  measured({ node: 'SUPPly', what: 'voltage of the supply', unit: 'volts', example: '24.11' }, (view) =>
    nr2(view.supplyVolts, 2),
  ),
  {
    header: 'MEASure:LATency?',
    summary: 'how late the cycles of the controller have begun since its start',
    details:
      'The lateness that this share of all cycles did not exceed; without a share, or with MAXimum, the worst. 9.91E+37 where no control loop runs.',
    reply: 'NR2, milliseconds',
    errors: [-222, -224],
    example: ['MEAS:LAT? 99 PCT', '1.2'],
    needs: 'nothing',
    ...mayTake(shareParameter('share', '0 to 1, `0 PCT` to `100 PCT`, or `MAXimum`'), (share, { timing }) => {
      const seen = timing();
      if (seen === null) return reply(nr2(Number.NaN, 1));
      return reply(nr2(share === null || share === 1 ? seen.worstLatenessMs : seen.latenessMs(share), 1));
    }),
  },
  {
    header: 'STATe?',
    summary: 'the state of the table',
    details: `${TABLE_STATES.map((state) => `\`"${state}"\``).join(' ')}.`,
    reply: 'a string',
    errors: [],
    example: ['STAT?', '"holding"'],
    needs: 'nothing',
    ...takesNothing(({ link }) => reply(quoted(link.view().state))),
  },
  {
    header: 'STATe:CAUSe?',
    summary: 'why the session ended or is ending early',
    details:
      'The id of a hazard, or RETURN ESTOP GRIP ALIVE HEAD_DOWN_CAP SESSION_CAP PAUSE_CAP RAMP_LATE CONSOLE; CONSOLE is this port too. Empty where there is none.',
    reply: 'a string',
    errors: [],
    example: ['STAT:CAUS?', '"H-08"'],
    needs: 'nothing',
    ...takesNothing(({ link }) => reply(quoted(link.view().cause ?? ''))),
  },
  {
    header: 'PROGram:CATalog?',
    summary: 'the programs that can be selected',
    details: '',
    reply: 'strings, apart by commas',
    errors: [],
    example: ['PROG:CAT?', '"first-time","kim-2013-60"'],
    needs: 'nothing',
    ...takesNothing(({ programs }) => {
      const names = programs.list().map(({ name }) => quoted(name));
      return reply(names.length === 0 ? quoted('') : names.join(','));
    }),
  },
  {
    header: 'PROGram:SELect',
    summary: 'selects the program that START runs',
    details: '',
    reply: null,
    errors: [-203, -221, -280, -282],
    example: ['PROG:SEL "kim-2013-60"', null],
    needs: 'operator',
    ...takes(PROGRAM, (name, desk) => ifKnown(name, desk, () => select(name, desk))),
  },
  {
    header: 'PROGram:SELect?',
    summary: 'the program that is selected',
    details: '',
    reply: 'a string',
    errors: [],
    example: ['PROG:SEL?', '"kim-2013-60"'],
    needs: 'nothing',
    ...takesNothing(({ program }) => reply(quoted(program))),
  },
  {
    header: 'PROGram:ARM',
    summary: 'arms the program that is selected, or selects one and arms it; START within 10 s begins',
    details:
      'Refused where the table or the admission refuses a start, as `start` on the console is. START is a hand at the panel, or `INPut:STARt ON` where there is such a thing.',
    reply: null,
    errors: [-200, -203, -221, -280, -282],
    example: ['PROG:ARM', null],
    needs: 'operator',
    ...mayTake(PROGRAM, (name, desk) => (name === null ? arm(null, desk) : ifKnown(name, desk, () => arm(name, desk)))),
  },
  {
    header: 'OUTPut:RETurn',
    summary: 'returns the rider upright, now',
    details:
      'Anyone may. It is obeyed at once where it arrives while a `*WAI` or `*OPC?` waits, or while nobody reads the replies. Nothing cancels it. After an E-STOP it is refused: a hand on RETURN or UP is needed there.',
    reply: null,
    errors: [-200, -221],
    example: ['OUTP:RET', null],
    needs: 'nothing',
    ...takesNothing(({ link, noteAsked }) => {
      noteAsked();
      return answerOf(link.send({ kind: 'return' }));
    }),
  },
];

interface Measured {
  readonly node: string;
  readonly what: string;
  readonly unit: string;
  readonly example: string;
}

function measured({ node, what, unit, example }: Measured, readingOf: (view: TableView) => string): ScpiCommand {
  return {
    header: `MEASure:${node}?`,
    summary: what,
    details: '',
    reply: `NR2, ${unit}`,
    errors: [],
    example: [`MEAS:${node.replaceAll(/[a-z]/g, '')}?`, example],
    needs: 'nothing',
    ...takesNothing(({ link }) => reply(readingOf(link.view()))),
  };
}

function select(name: string, { link, noteAsked, noteSelected }: ScpiDesk): ScpiAnswer {
  const answer = link.send({ kind: 'select', program: name });
  if (!answer.ok) return answerOf(answer);
  noteAsked();
  noteSelected(name);
  return DONE;
}

/** What was selected in this very cycle is not yet in the table: it is named. */
function arm(name: string | null, { link, program, noteAsked, noteSelected }: ScpiDesk): ScpiAnswer {
  const selected = program === link.view().program.name ? null : program;
  const answer = link.send({ kind: 'arm', program: name ?? selected });
  if (!answer.ok) return answerOf(answer);
  noteAsked();
  if (name !== null) noteSelected(name);
  return DONE;
}

function ifKnown(name: string, { programs }: ScpiDesk, act: () => ScpiAnswer): ScpiAnswer {
  const names = programs.list().map((program) => program.name);
  if (names.includes(name)) return act();
  const near = nearestName(name, names);
  return failed(-282, near === null ? name : `${name}; did you mean ${near}?`);
}
