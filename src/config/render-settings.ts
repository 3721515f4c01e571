import { stringify } from 'yaml';
import { z } from 'zod';
import { fieldsOf, type SchemaField } from './schema-fields.ts';
import type { Settings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';
import { isRecord } from './without-paths.ts';

/** Settings as an `upright.yaml` that reads back to the same settings. With comments, each field is explained above it. */
export function renderSettings(settings: Settings, { comments }: { readonly comments: boolean }): string {
  const written = z.encode(settingsSchema, settings);
  return `${sectionLines(fieldsOf(settingsSchema), { written, comments, indent: '' }).join('\n')}\n`;
}

interface Rendering {
  readonly written: unknown;
  readonly comments: boolean;
  readonly indent: string;
}

function sectionLines(fields: readonly SchemaField[], { written, comments, indent }: Rendering): readonly string[] {
  return fields.flatMap((field, index) => {
    const value = isRecord(written) ? written[field.key] : undefined;
    const gap = comments && index > 0 && indent === '' ? [''] : [];
    const comment = comments && field.description !== '' ? [`${indent}# ${field.description}`] : [];
    const head = `${indent}${field.key}:`;
    if (!isRecord(value)) return [...gap, ...comment, `${head} ${stringify(value).trimEnd()}`];
    const inside = { written: value, comments, indent: `${indent}  ` };
    return [...gap, ...comment, head, ...sectionLines(field.fields, inside)];
  });
}
