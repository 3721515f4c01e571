import { z } from 'zod';

/** A schema seen from outside, for whatever is written from it: the reference page, a commented file. */
export interface SchemaField {
  readonly key: string;
  readonly description: string;
  /** As a file would write it; undefined where the field has none of its own. */
  readonly defaultValue: unknown;
  /** The fields of a section; none for a single value. */
  readonly fields: readonly SchemaField[];
}

/** The fields of a section, however it is wrapped. */
export function fieldsOf(schema: z.core.$ZodType): readonly SchemaField[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).map(([key, field]: [string, z.core.$ZodType]) => ({
    key,
    description: z.globalRegistry.get(field)?.description ?? '',
    defaultValue: field instanceof z.ZodPrefault ? field.def.defaultValue : undefined,
    fields: fieldsOf(field),
  }));
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrap(schema.def.innerType);
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.def.in) : schema;
}
