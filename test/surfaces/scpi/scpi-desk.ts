import { ScpiClient } from '../../../src/surfaces/scpi/scpi-client.ts';
import { ScpiSession } from '../../../src/surfaces/scpi/scpi-session.ts';
import { consoleOptions, FakeInputs, FakeLink } from '../fake-table.ts';

/** A client of the port without a port, on a table that writes down what it is asked for. */
export interface ScpiBench {
  readonly link: FakeLink;
  readonly inputs: FakeInputs;
  readonly session: ScpiSession;
  /** The errors so far by number, which are then forgotten. */
  errors(): number[];
  /** Lets time pass at the table, so that nothing counts as asked for just now. */
  settle(): void;
}

export function openScpiBench({ onRealTable = false } = {}): ScpiBench {
  const link = new FakeLink();
  const inputs = new FakeInputs();
  const { programs, hazardText } = consoleOptions(link);
  const session = new ScpiSession({
    link,
    testInputs: onRealTable ? null : inputs,
    programs,
    hazardText,
    identity: ['Upright', 'simulated table', '0', '0.1.0'],
    timing: () => null,
  });
  return {
    link,
    inputs,
    session,
    errors() {
      const numbers: number[] = [];
      for (let error = session.status.errors.take(); error !== null; error = session.status.errors.take()) {
        numbers.push(error.number);
      }
      return numbers;
    },
    settle: () => link.set({ nowMs: link.current.nowMs + 1000 }),
  };
}

/** The client at the end of a wire that a test holds in hand. */
export function clientOn({ session, link }: Pick<ScpiBench, 'session' | 'link'>) {
  const wire = {
    text: '',
    isPaused: false,
    writableNeedDrain: false,
    ended: 0,
    write(text: string) {
      this.text += text;
    },
    pause() {
      this.isPaused = true;
    },
    resume() {
      this.isPaused = false;
    },
    /** What was written since the last look. */
    take() {
      const { text } = this;
      this.text = '';
      return text;
    },
  };
  const onEnded = () => {
    wire.ended += 1;
  };
  const client = new ScpiClient({ session, link, wire, nowMs: () => 0, onEnded });
  const poll = (times = 1) => {
    for (let time = 0; time < times; time += 1) client.poll(Number.POSITIVE_INFINITY);
  };
  const send = (text: string) => client.receive(Buffer.from(text));
  return { client, wire, poll, send };
}
