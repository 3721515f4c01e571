import type { EventRegister } from '../event-register.ts';
import { DONE, reply, type ScpiCommand, takes, takesNothing } from '../scpi-command.ts';
import { wholeParameter } from '../scpi-parameter.ts';
import type { ScpiStatus } from '../scpi-status.ts';

const BITS = wholeParameter('mask', { low: 0, high: 65_535 });

/** SCPI-99 volume 2, chapter 20. */
export const STATUS_COMMANDS: readonly ScpiCommand[] = [
  ...registerCommands('OPERation', 'what the table does', (status) => status.operation),
  ...registerCommands('QUEStionable', 'what is doubtful about it', (status) => status.questionable),
  {
    header: 'STATus:PRESet',
    summary: 'enables nothing in the two registers, and makes events of bits that rise',
    details: 'As a new client finds them.',
    reply: null,
    errors: [],
    example: ['STAT:PRES', null],
    needs: 'nothing',
    ...takesNothing(({ status }) => {
      status.preset();
      return DONE;
    }),
  },
];

type Choice = (status: ScpiStatus) => EventRegister;

function registerCommands(name: string, what: string, registerOf: Choice): readonly ScpiCommand[] {
  const header = `STATus:${name}`;
  const short = `STAT:${name.slice(0, 4)}`;
  return [
    {
      ...question(`${header}:CONDition?`, `${what} now, bit by bit`),
      example: [`${short}:COND?`, '0'],
      ...takesNothing(({ status }) => reply(String(registerOf(status).condition))),
    },
    {
      ...question(`${header}[:EVENt]?`, `what has begun of it, which is then forgotten`),
      example: [`${short}?`, '0'],
      ...takesNothing(({ status }) => reply(String(registerOf(status).takeEvents()))),
    },
    ...maskCommands(header, {
      node: 'ENABle',
      what: 'which events show in the status byte',
      of: 'enabled',
      registerOf,
    }),
    ...maskCommands(header, {
      node: 'PTRansition',
      what: 'bits that are events when they rise',
      of: 'rising',
      registerOf,
    }),
    ...maskCommands(header, {
      node: 'NTRansition',
      what: 'bits that are events when they fall',
      of: 'falling',
      registerOf,
    }),
  ];
}

interface Mask {
  readonly node: string;
  readonly what: string;
  readonly of: 'enabled' | 'rising' | 'falling';
  readonly registerOf: Choice;
}

function maskCommands(header: string, { node, what, of, registerOf }: Mask): readonly ScpiCommand[] {
  const short = `${header.replaceAll(/[a-z]/g, '')}:${node.replaceAll(/[a-z]/g, '')}`;
  return [
    {
      ...question(`${header}:${node}`, `sets ${what}`),
      reply: null,
      details: 'Bit 15 is always 0.',
      errors: [-222],
      example: [`${short} 256`, null],
      ...takes(BITS, (bits, { status }) => {
        registerOf(status)[of] = bits;
        return DONE;
      }),
    },
    {
      ...question(`${header}:${node}?`, what),
      example: [`${short}?`, '256'],
      ...takesNothing(({ status }) => reply(String(registerOf(status)[of]))),
    },
  ];
}

function question(header: string, summary: string) {
  return { header, summary, details: '', reply: 'NR1', errors: [], needs: 'nothing' } as const;
}
