import type { CycleTiming } from '../../ports/cycle-timing.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { ProgramCatalogue } from '../../ports/program-catalogue.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { HazardText } from '../table-words.ts';
import type { DataElement } from './data-element.ts';
import type { PressedInputs } from './pressed-inputs.ts';
import { type ScpiError, type ScpiErrorNumber, scpiError } from './scpi-errors.ts';
import type { ScpiParameter } from './scpi-parameter.ts';
import type { ScpiStatus } from './scpi-status.ts';

/** A command as data: from these rows the grammar and docs/scpi.md are made. */
export interface ScpiCommand extends ScpiAction {
  /** `MEASure:TILT?`: capitals are the short form, brackets may be left out, a query ends with `?`. */
  readonly header: string;
  readonly summary: string;
  /** What one should know beyond the summary, in sentences. */
  readonly details: string;
  /** Form and unit of the reply; null for a command that has none. */
  readonly reply: string | null;
  /** Errors beyond those of the grammar. */
  readonly errors: readonly ScpiErrorNumber[];
  /** What is sent and what comes back. */
  readonly example: readonly [sent: string, reply: string | null];
  /** `operator`: only on tables that have test inputs. `test-inputs`: exists only there. */
  readonly needs: 'nothing' | 'operator' | 'test-inputs';
}

/** What a command takes and does. */
interface ScpiAction {
  readonly parameters: readonly NamedParameter[];
  run(data: readonly DataElement[], desk: ScpiDesk): ScpiAnswer;
}

type NamedParameter = Pick<ScpiParameter<unknown>, 'name' | 'meaning'> & { readonly optional: boolean };

export type ScpiAnswer =
  | { readonly kind: 'done' }
  /** `indefinite`: it ends only with the line, and no other reply may follow it there. */
  | { readonly kind: 'reply'; readonly text: string; readonly indefinite: boolean }
  | { readonly kind: 'failed'; readonly error: ScpiError }
  /** What comes after it waits until nothing is under way; then the reply is given, where there is one. */
  | { readonly kind: 'wait'; readonly reply: string | null };

/** What the commands of one client can reach. */
export interface ScpiDesk {
  readonly link: OperatorLink;
  readonly testInputs: TestInputs | null;
  readonly programs: ProgramCatalogue;
  readonly hazardText: HazardText;
  readonly status: ScpiStatus;
  /** The buttons that this client holds. */
  readonly pressed: PressedInputs;
  /** The four fields of `*IDN?`. */
  readonly identity: readonly string[];
  /** Null before the control loop runs, and where there is none. */
  timing(): CycleTiming | null;
  /** Replies wait already in the message under way. */
  readonly hasReply: boolean;
  /** The program that is selected, or will be in the next cycle. */
  readonly program: string;
  noteSelected(program: string): void;
  /** Something was asked for that the table takes a few cycles to begin. */
  noteAsked(): void;
  /** `*OPC`: the event follows when nothing is under way. */
  noteCompletionWanted(): void;
  /** `*CLS` and `*RST`: no `*OPC` is waited for any more. */
  forgetCompletion(): void;
}

export const DONE: ScpiAnswer = { kind: 'done' };

export function reply(text: string): ScpiAnswer {
  return { kind: 'reply', text, indefinite: false };
}

export function failed(number: ScpiErrorNumber, detail = ''): ScpiAnswer {
  return { kind: 'failed', error: scpiError(number, detail) };
}

export function takesNothing(act: (desk: ScpiDesk) => ScpiAnswer): ScpiAction {
  return { parameters: [], run: (data, desk) => (data.length > 0 ? failed(-108) : act(desk)) };
}

export function takes<T>(parameter: ScpiParameter<T>, act: (value: T, desk: ScpiDesk) => ScpiAnswer): ScpiAction {
  return {
    parameters: [{ ...parameter, optional: false }],
    run: ([element, ...more], desk) => {
      if (element === undefined) return failed(-109, `<${parameter.name}>`);
      return readAnd({ element, more, parameter }, (value) => act(value, desk));
    },
  };
}

/** `act` is given null where nothing was written. */
export function mayTake<T>(
  parameter: ScpiParameter<T>,
  act: (value: T | null, desk: ScpiDesk) => ScpiAnswer,
): ScpiAction {
  return {
    parameters: [{ ...parameter, optional: true }],
    run: ([element, ...more], desk) => {
      if (element === undefined) return act(null, desk);
      return readAnd({ element, more, parameter }, (value) => act(value, desk));
    },
  };
}

interface Written<T> {
  readonly element: DataElement;
  readonly more: readonly DataElement[];
  readonly parameter: ScpiParameter<T>;
}

function readAnd<T>({ element, more, parameter }: Written<T>, act: (value: T) => ScpiAnswer): ScpiAnswer {
  if (more.length > 0) return failed(-108);
  const read = parameter.read(element);
  return read.ok ? act(read.value) : { kind: 'failed', error: read.error };
}
