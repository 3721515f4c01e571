import { type IWritable, McapWriter } from '@mcap/core';
import type { ScenarioResult } from '../scenario-result.ts';
import type { TraceColumn } from '../trace.ts';

type Json = number | string | boolean | null;
type Message = Readonly<Record<string, Json>>;

/**
 * A run as MCAP with JSON messages, for Foxglove and PlotJuggler: `/measured` has every number of every sample, `/contacts`
 * the flags and `/controller` the words as often as one of them changes, `/marks` what was done and `/checks` what was expected.
 */
export async function mcapOf(result: ScenarioResult): Promise<Uint8Array> {
  const bytes = new GrowingBytes();
  const writer = new McapWriter({ writable: bytes });
  await writer.start({ profile: '', library: 'upright bench' });
  const { name, file, target, verdict, seed } = result;
  await writer.addMetadata({
    name: 'scenario',
    metadata: new Map([
      ['name', name],
      ['file', file],
      ['target', target],
      ['verdict', verdict],
      ['seed', String(seed)],
    ]),
  });
  const { columns } = result.trace;
  const ofKind = (kinds: readonly TraceColumn['kind'][]) => columns.filter(({ kind }) => kinds.includes(kind));
  await writeSamples(writer, { topic: '/measured', columns: ofKind(['number']), everySample: true }, result);
  await writeSamples(writer, { topic: '/contacts', columns: ofKind(['flag']), everySample: false }, result);
  await writeSamples(writer, { topic: '/controller', columns: ofKind(['word', 'list']), everySample: false }, result);
  await writeMarks(writer, result);
  await writeChecks(writer, result);
  await writer.end();
  return bytes.whole();
}

interface Samples {
  readonly topic: string;
  readonly columns: readonly TraceColumn[];
  readonly everySample: boolean;
}

async function writeSamples(
  writer: McapWriter,
  { topic, columns, everySample }: Samples,
  { trace }: ScenarioResult,
): Promise<void> {
  const fields = columns.map((column) => ({ ...column, key: keyOf(column.name) }));
  const properties = Object.fromEntries(fields.map((field) => [field.key, propertyOf(field)]));
  const send = await openTopic(writer, topic, properties);
  let last = '';
  for (let row = 0; row < trace.timesMs.length; row += 1) {
    const message = JSON.stringify(
      Object.fromEntries(fields.map(({ key, kind, values }) => [key, jsonOf(kind, values[row] ?? null)])),
    );
    const isLast = row === trace.timesMs.length - 1;
    if (everySample || isLast || message !== last) await send(trace.timesMs[row] ?? 0, message);
    last = message;
  }
}

async function writeMarks(writer: McapWriter, { marks }: ScenarioResult): Promise<void> {
  const text = { type: 'string' };
  const send = await openTopic(writer, '/marks', { kind: text, text });
  for (const { atMs, kind, text } of marks) await send(atMs, JSON.stringify({ kind, text } satisfies Message));
}

async function writeChecks(writer: McapWriter, { checks }: ScenarioResult): Promise<void> {
  const send = await openTopic(writer, '/checks', {
    text: { type: 'string' },
    passed: { type: 'boolean' },
    fromMs: { type: 'number', description: 'ms' },
    line: { type: 'integer' },
  });
  for (const { atMs, text, passed, fromMs, place } of checks)
    await send(atMs, JSON.stringify({ text, passed, fromMs, line: place.line } satisfies Message));
}

/** A topic with its schema; what it returns writes a message, at a time of the target's clock. */
async function openTopic(writer: McapWriter, topic: string, properties: Readonly<Record<string, object>>) {
  const encoder = new TextEncoder();
  const schema = { type: 'object', properties };
  const schemaId = await writer.registerSchema({
    name: `upright${topic.replace('/', '.')}`,
    encoding: 'jsonschema',
    data: encoder.encode(JSON.stringify(schema)),
  });
  const channelId = await writer.registerChannel({ topic, schemaId, messageEncoding: 'json', metadata: new Map() });
  let sequence = 0;
  return async (atMs: number, message: string): Promise<void> => {
    const time = BigInt(Math.round(atMs * 1e6));
    await writer.addMessage({
      channelId,
      sequence,
      logTime: time,
      publishTime: time,
      data: encoder.encode(message),
    });
    sequence += 1;
  };
}

/** In a path of Foxglove or PlotJuggler a dot or a dash would part the name. */
const keyOf = (name: string): string => name.replaceAll(/[^a-z0-9]+/gi, '_');

function propertyOf({ kind, unit, name }: TraceColumn): object {
  const description = unit === '' ? name : `${name}, ${unit}`;
  if (kind === 'flag') return { type: 'boolean', description };
  return { type: [kind === 'number' ? 'number' : 'string', 'null'], description };
}

function jsonOf(kind: TraceColumn['kind'], value: number | string | null): Json {
  if (kind === 'flag') return value === 1;
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}

/** What a writer has written, piece by piece: it may use its buffer again. */
class GrowingBytes implements IWritable {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  async write(piece: Uint8Array): Promise<void> {
    this.#pieces.push(piece.slice());
    this.#length += piece.length;
  }

  position(): bigint {
    return BigInt(this.#length);
  }

  whole(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
