import { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

/** The JSON Schema of `upright.yaml` as people write it, for editors. What holds between fields it cannot say. */
export function settingsJsonSchema(): Record<string, unknown> {
  return { title: 'Upright settings', ...z.toJSONSchema(settingsSchema, { io: 'input' }) };
}
