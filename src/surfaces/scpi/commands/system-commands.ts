import { MAX_ERRORS } from '../error-queue.ts';
import { quoted } from '../response-text.ts';
import { reply, type ScpiCommand, takesNothing } from '../scpi-command.ts';
import { errorText, type ScpiError } from '../scpi-errors.ts';

const NO_ERROR = '0,"No error"';

/** SCPI-99 volume 2, chapter 21. */
export const SYSTEM_COMMANDS: readonly ScpiCommand[] = [
  {
    header: 'SYSTem:ERRor[:NEXT]?',
    summary: 'the oldest error, which is then forgotten',
    details: `The text says after a semicolon what it was about. At most ${MAX_ERRORS} are kept, for each client its own.`,
    reply: 'NR1 and a string',
    errors: [],
    example: ['SYST:ERR?', '-113,"Undefined header;MEAS:TORQ?"'],
    needs: 'nothing',
    ...takesNothing(({ status }) => {
      const error = status.errors.take();
      return reply(error === null ? NO_ERROR : errorReply(error));
    }),
  },
  {
    header: 'SYSTem:ERRor:ALL?',
    summary: 'all errors, the oldest first, which are then forgotten',
    details: '',
    reply: 'NR1 and a string, again and again',
    errors: [],
    example: ['SYST:ERR:ALL?', NO_ERROR],
    needs: 'nothing',
    ...takesNothing(({ status }) => {
      const errors: string[] = [];
      for (let error = status.errors.take(); error !== null; error = status.errors.take())
        errors.push(errorReply(error));
      return reply(errors.length === 0 ? NO_ERROR : errors.join(','));
    }),
  },
  {
    header: 'SYSTem:ERRor:COUNt?',
    summary: 'how many errors are kept',
    details: '',
    reply: 'NR1',
    errors: [],
    example: ['SYST:ERR:COUN?', '0'],
    needs: 'nothing',
    ...takesNothing(({ status }) => reply(String(status.errors.count))),
  },
  {
    header: 'SYSTem:VERSion?',
    summary: 'the year of the SCPI standard that this port follows',
    details: '',
    reply: 'NR2',
    errors: [],
    example: ['SYST:VERS?', '1999.0'],
    needs: 'nothing',
    ...takesNothing(() => reply('1999.0')),
  },
];

function errorReply(error: ScpiError): string {
  return `${error.number},${quoted(errorText(error))}`;
}
