import { McapIndexedReader } from '@mcap/core';
import { describe, expect, it } from 'vitest';
import { mcapOf } from '../../../src/bench/reports/mcap-of.ts';
import type { ScenarioResult } from '../../../src/bench/scenario-result.ts';
import { HOSTILE, madeResult, runShort } from './results.ts';

/** What these tests ask of a message. */
interface Value extends Readonly<Record<string, unknown>> {
  readonly state?: unknown;
  readonly kind?: unknown;
}

async function readBack(result: ScenarioResult) {
  const bytes = await mcapOf(result);
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, length) => bytes.subarray(Number(offset), Number(offset + length)),
    },
  });
  const messages = new Map<string, { readonly atMs: number; readonly value: Value }[]>();
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const topic = reader.channelsById.get(channelId)?.topic ?? '';
    const ofTopic = messages.get(topic) ?? [];
    ofTopic.push({ atMs: Number(logTime) / 1e6, value: JSON.parse(new TextDecoder().decode(data)) });
    messages.set(topic, ofTopic);
  }
  const metadata: Map<string, string>[] = [];
  for await (const record of reader.readMetadata()) metadata.push(record.metadata);
  return { reader, messages, metadata };
}

describe('a run as MCAP', () => {
  it('has every number of every sample', async () => {
    const result = await runShort();
    const { messages } = await readBack(result);
    const measured = messages.get('/measured') ?? [];
    expect(measured.map(({ atMs }) => atMs)).toEqual(result.trace.timesMs);
    for (const [key, name] of Object.entries({ tilt: 'tilt', drive_duty: 'drive.duty', estimate: 'estimate' })) {
      const values = result.trace.columns.find((column) => column.name === name)?.values ?? [];
      expect(measured.map(({ value }) => value[key])).toEqual(values.map((value) => Number(Number(value).toFixed(6))));
    }
  });

  it('has flags and words as often as they change', async () => {
    const result = await runShort();
    const { messages } = await readBack(result);
    const states = result.trace.columns.find(({ name }) => name === 'state')?.values ?? [];
    const controller = messages.get('/controller') ?? [];
    expect(controller.length).toBeLessThan(result.trace.timesMs.length / 10);
    let next = 0;
    result.trace.timesMs.forEach((timeMs, row) => {
      while ((controller[next + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= timeMs) next += 1;
      expect(controller[next]?.value.state).toBe(states[row]);
    });
    expect(messages.get('/contacts')?.[0]?.value).toMatchObject({ brake_released: false, input_e_stop_a_closed: true });
    expect(messages.get('/marks')?.map(({ value }) => value.kind)).toContain('inject');
    const checks = messages.get('/checks')?.map(({ value }) => value);
    expect(checks).toContainEqual(expect.objectContaining({ passed: true, text: 'fault is H-08 within 2 s' }));
    expect(checks).toContainEqual(expect.objectContaining({ passed: true, text: 'never rate above 7°/s' }));
  });

  it('has a JSON schema for every topic, with the units, and says what it is of', async () => {
    const { reader, metadata } = await readBack(madeResult({ name: HOSTILE }, 0));
    expect([...reader.channelsById.values()].map(({ topic }) => topic).sort()).toEqual([
      '/checks',
      '/contacts',
      '/controller',
      '/marks',
      '/measured',
    ]);
    for (const { schemaId, messageEncoding } of reader.channelsById.values()) {
      const schema = reader.schemasById.get(schemaId);
      expect([messageEncoding, schema?.encoding]).toEqual(['json', 'jsonschema']);
    }
    const measured = [...reader.schemasById.values()].find(({ name }) => name === 'upright.measured');
    const schema = JSON.parse(new TextDecoder().decode(measured?.data));
    expect(schema.properties.tilt).toEqual({ type: ['number', 'null'], description: 'tilt, °' });
    expect(metadata[0]?.get('name')).toBe(HOSTILE);
  });
});
