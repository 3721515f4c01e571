import { nearestName } from '../../../config/near-names.ts';
import { BUTTONS, type Button } from '../../../domain/inputs.ts';
import type { FaultReply, TestInputs } from '../../../ports/test-inputs.ts';
import { quoted } from '../response-text.ts';
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
import { ON_OFF, textParameter } from '../scpi-parameter.ts';

const FAULT = textParameter('fault', 'id or name from `FAULt:CATalog?`, with a variant after a colon: `"H-11:short"`');

/** How the buttons are written: SCPI-99 volume 1, 6.2.1, makes a short form of four letters, or of three before a vowel. */
const HEADERS: Readonly<Record<Button, string>> = {
  START: 'STARt',
  RETURN: 'RETurn',
  UP: 'UP',
  DOWN: 'DOWN',
  SELECT: 'SELect',
  ESTOP: 'ESTop',
  GRIP: 'GRIP',
  CLAMP: 'CLAMp',
};

const ON_MEANS: Readonly<Record<Button, string>> = {
  START: 'presses START',
  RETURN: 'presses RETURN',
  UP: 'presses UP, and holds it',
  DOWN: 'presses DOWN, and holds it',
  SELECT: 'presses SELECT; held for a second it acknowledges',
  ESTOP: 'presses the E-STOP in; `OFF` pulls it out',
  GRIP: 'takes the grip; `OFF` lets it go',
  CLAMP: 'closes the ankle clamp; `OFF` opens it',
};

/** Hands on a table that carries nobody real. */
export const TEST_COMMANDS: readonly ScpiCommand[] = [
  ...BUTTONS.flatMap((button) => [pressCommand(button), pressedQuery(button)]),
  {
    header: 'INPut:CATalog?',
    summary: 'the names of the inputs',
    details: '',
    reply: 'strings, apart by commas',
    errors: [],
    example: ['INP:CAT?', BUTTONS.map(quoted).join(',')],
    needs: 'test-inputs',
    ...takesNothing(() => reply(BUTTONS.map(quoted).join(','))),
  },
  {
    header: 'FAULt:INJect',
    summary: 'breaks something',
    details: 'Without a variant the first one. What is in already is set anew.',
    reply: null,
    errors: [-200, -224],
    example: ['FAUL:INJ "H-08"', null],
    needs: 'test-inputs',
    ...takes(FAULT, (fault, desk) => onFault(fault, desk, (inputs) => inputs.inject(fault))),
  },
  {
    header: 'FAULt:CLEar',
    summary: 'mends what was broken; without a fault, everything',
    details: 'The table still remembers the fault until it is acknowledged at the panel.',
    reply: null,
    errors: [-200, -224],
    example: ['FAUL:CLE', null],
    needs: 'test-inputs',
    ...mayTake(FAULT, (fault, desk) => {
      if (fault !== null) return onFault(fault, desk, (inputs) => inputs.clear(fault));
      return withInputs(desk, (inputs) => {
        clearAllFaults(inputs);
        desk.noteAsked();
        return DONE;
      });
    }),
  },
  {
    header: 'FAULt:CATalog?',
    summary: 'the ids of the faults that this table can show',
    details: '',
    reply: 'strings, apart by commas',
    errors: [],
    example: ['FAUL:CAT?', '"H-01","H-02","H-03"'],
    needs: 'test-inputs',
    ...takesNothing((desk) => withInputs(desk, ({ faults }) => reply(faults.map(({ id }) => quoted(id)).join(',')))),
  },
];

/** What is not in says so, and stays as it is. */
export function clearAllFaults(inputs: TestInputs): void {
  for (const { id } of inputs.faults) inputs.clear(id);
}

function pressCommand(button: Button): ScpiCommand {
  return {
    header: `INPut:${HEADERS[button]}`,
    summary: ON_MEANS[button],
    details: '',
    reply: null,
    errors: [-224],
    example: [`INP:${HEADERS[button].replaceAll(/[a-z]/g, '')} ON`, null],
    needs: 'test-inputs',
    ...takes(ON_OFF, (on, desk) =>
      withInputs(desk, (inputs) => {
        desk.noteAsked();
        if (on) desk.pressed.press(button, inputs);
        else desk.pressed.release(button, inputs);
        return DONE;
      }),
    ),
  };
}

function pressedQuery(button: Button): ScpiCommand {
  return {
    header: `INPut:${HEADERS[button]}?`,
    summary: `whether ${button} is ON, by whatever hand`,
    details: '',
    reply: '1 or 0',
    errors: [],
    example: [`INP:${HEADERS[button].replaceAll(/[a-z]/g, '')}?`, '0'],
    needs: 'test-inputs',
    ...takesNothing((desk) => withInputs(desk, (inputs) => reply(inputs.isPressed(button) ? '1' : '0'))),
  };
}

function onFault(name: string, desk: ScpiDesk, act: (inputs: TestInputs) => FaultReply): ScpiAnswer {
  return withInputs(desk, (inputs) => {
    const answer = act(inputs);
    if (!answer.ok) return failed(isKnown(name, inputs) ? -200 : -224, withNearest(name, answer.because, inputs));
    desk.noteAsked();
    return DONE;
  });
}

/** The fault and its variant are there: what refuses it is the table. */
function isKnown(text: string, { faults }: TestInputs): boolean {
  const [name = '', variant, ...more] = text.trim().toLowerCase().split(':');
  const fault = faults.find((known) => known.id.toLowerCase() === name || known.name === name);
  if (fault === undefined || more.length > 0) return false;
  return variant === undefined || fault.variants.includes(variant);
}

function withNearest(name: string, because: string, { faults }: TestInputs): string {
  if (/did you mean|there is no hazard|variant/.test(because)) return because;
  const near = nearestName(
    name,
    faults.flatMap((fault) => [fault.id, fault.name]),
  );
  return near === null || near.toLowerCase() === name.toLowerCase() ? because : `${because}; did you mean ${near}?`;
}

/** The session does not find these commands where there are none; this is said twice, because it must be true. */
function withInputs({ testInputs }: ScpiDesk, act: (inputs: TestInputs) => ScpiAnswer): ScpiAnswer {
  return testInputs === null ? failed(-113, NO_TEST_INPUTS) : act(testInputs);
}

export const NO_TEST_INPUTS = 'this table is neither simulated nor a rig';
