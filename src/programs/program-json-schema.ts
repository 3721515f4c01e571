import { z } from 'zod';
import { programSchema } from './program-schema.ts';

/** The JSON Schema of a program file as people write it, for editors. Which words of a step go together it cannot say. */
export function programJsonSchema(): Record<string, unknown> {
  return { title: 'Upright program', ...z.toJSONSchema(programSchema, { io: 'input' }) };
}
