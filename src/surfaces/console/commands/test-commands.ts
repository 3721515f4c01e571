import { nearestName } from '../../../config/near-names.ts';
import { BUTTONS, type Button, isButton } from '../../../domain/inputs.ts';
import type { FaultReply, TestInputs } from '../../../ports/test-inputs.ts';
import type { ConsoleCommand, ConsoleDesk } from '../console-command.ts';
import { parseConsoleDuration } from '../console-duration.ts';
import { type ConsoleReply, done, failed } from '../console-reply.ts';

const PRESS_MS = 200;

/** They need the table's contacts and nothing of a controller: an emulated board takes them where there is none. */
type Hands = Pick<ConsoleDesk, 'testInputs'>;
export type HandCommand = Omit<ConsoleCommand, 'run'> & {
  run(words: readonly string[], hands: Hands): ConsoleReply;
};

/** Hands on a table that carries nobody real. */
export const TEST_COMMANDS: readonly HandCommand[] = [
  {
    name: 'press',
    usage: 'press NAME [for T]',
    summary: 'presses a button, for 200 ms or for T',
    details: `NAME: ${BUTTONS.join(' ')}. ESTOP and CLAMP stay as they are put; CLAMP pressed is the latch closed.`,
    words: { from: 1, to: 4 },
    role: 'operator',
    needs: 'test-inputs',
    run: ([name = '', ...rest], desk) => {
      return onButton(name, desk, (button, inputs) => {
        const forMs = pressTime(button, rest);
        if (forMs === undefined) return failed('USAGE', 'usage: press NAME [for T], such as press UP for 2s');
        inputs.press(button, forMs);
        return done();
      });
    },
  },
  {
    name: 'release',
    usage: 'release NAME',
    summary: 'lets a button go',
    details: 'Releasing ESTOP pulls the mushroom out; releasing CLAMP opens the latch.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'test-inputs',
    run: ([name = ''], desk) => {
      return onButton(name, desk, (button, inputs) => {
        inputs.release(button);
        return done();
      });
    },
  },
  {
    name: 'inject',
    usage: 'inject [F]',
    summary: 'breaks something: a fault by id or name; alone, lists what can be broken',
    details: 'With a variant after a colon where there is one: `inject H-11:short`.',
    words: { from: 0, to: 1 },
    role: 'operator',
    needs: 'test-inputs',
    run: ([fault], desk) =>
      fault === undefined ? listFaults(desk) : onFault(fault, desk, (inputs) => inputs.inject(fault)),
  },
  {
    name: 'clear',
    usage: 'clear F',
    summary: 'mends what `inject F` broke',
    details: 'The table still remembers the fault until it is acknowledged.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'test-inputs',
    run: ([fault = ''], desk) => onFault(fault, desk, (inputs) => inputs.clear(fault)),
  },
];

/** Null: until released. Undefined: not understood. */
function pressTime(button: Button, rest: readonly string[]): number | null | undefined {
  if (rest.length === 0) return button === 'ESTOP' || button === 'CLAMP' ? null : PRESS_MS;
  if (rest[0] !== 'for') return undefined;
  return parseConsoleDuration(rest.slice(1).join('')) ?? undefined;
}

function onButton(
  name: string,
  { testInputs }: Hands,
  act: (button: Button, inputs: TestInputs) => ConsoleReply,
): ConsoleReply {
  const button = name.toUpperCase().replace('E-STOP', 'ESTOP');
  if (testInputs === null) return failed('UNAVAILABLE', 'only simulated tables and rigs are pressed from here');
  if (!isButton(button)) return failed('UNKNOWN', `no button ${name}; there are ${BUTTONS.join(' ')}`);
  return act(button, testInputs);
}

function onFault(name: string, { testInputs }: Hands, act: (inputs: TestInputs) => FaultReply): ConsoleReply {
  if (testInputs === null) return failed('UNAVAILABLE', 'only simulated tables and rigs are broken from here');
  const reply = act(testInputs);
  if (reply.ok) return done();
  const near = nearestName(
    name,
    testInputs.faults.flatMap((fault) => [fault.id, fault.name]),
  );
  const known = testInputs.faults.some((fault) => name.startsWith(fault.id) || name.startsWith(fault.name));
  return failed(
    known ? 'REFUSED' : 'UNKNOWN',
    `${reply.because}${known || near === null ? '' : `; did you mean ${near}?`}`,
  );
}

function listFaults({ testInputs }: Hands): ConsoleReply {
  const faults = testInputs?.faults ?? [];
  const wide = Math.max(0, ...faults.map(({ name }) => name.length));
  const lines = faults.map(({ id, name, variants, summary }) => {
    const choices = variants.length === 0 ? '' : ` (${variants.join(', ')})`;
    return `${id}  ${name.padEnd(wide)}  ${summary}${choices}`;
  });
  return done(lines, { faults });
}
