import { fieldsOf, type SchemaField } from './schema-fields.ts';
import { SETTINGS_RULES } from './settings-rules.ts';
import { settingsSchema } from './settings-schema.ts';

/** The page docs/configuration.md, written from the schema, so that it cannot say anything else. */
export function renderConfigurationPage(): string {
  const sections = sectionsOf('', fieldsOf(settingsSchema));
  return `${[INTRODUCTION, ...sections, rules(), ''].join('\n\n').trimEnd()}\n`;
}

const INTRODUCTION = `# Configuration

\`upright.yaml\` describes one table. Upright reads the one in the current folder, or the one that \`--config\` names. Every
field has a default that works on the simulated table, so a file holds only what differs; without a file the defaults are
in effect. A file that is there must be right as a whole: \`upright config check\` tells every mistake at once with its line,
and nothing moves until none is left. An empty file is a mistake too, since it may be one that was cut off.

    upright config check          # is it right?
    upright config show           # what is in effect, defaults included
    upright config schema         # JSON Schema, for an editor that completes and checks while you type

Tilt is head-up positive: 75° upright, 0° horizontal, -60° head-down. Angles, rates, currents and lengths may be plain
numbers (\`-60\`) or carry their unit (\`-60°\`, \`60° head-down\`, \`2°/s\`, \`2 deg/s\`, \`11 A\`, \`300 mm\`). A duration always
carries one: \`250 ms\`, \`45 s\`, \`3 min\`, \`1m30s\`, \`1:30\`. Bounds hold whatever a file says. Anchors, aliases, tags and
tabs are not allowed.`;

/** A table for the single fields of a section, then its sections. */
function sectionsOf(path: string, fields: readonly SchemaField[]): readonly string[] {
  const single = fields.filter((field) => field.fields.length === 0);
  const sections = fields.filter((field) => field.fields.length > 0);
  const heading = path === '' ? '## At the top' : `## ${path}`;
  const table = single.length === 0 ? [] : [heading, tableOf(single)];
  return [
    ...table,
    ...sections.flatMap((field) => {
      const inside = sectionsOf(path === '' ? field.key : `${path}.${field.key}`, field.fields);
      const [first = '', ...rest] = inside;
      return field.description === '' ? inside : [first, field.description, ...rest];
    }),
  ];
}

function tableOf(fields: readonly SchemaField[]): string {
  const rows = fields.map(
    ({ key, description, defaultValue }) => `| \`${key}\` | ${shown(defaultValue)} | ${description} |`,
  );
  return ['| field | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function shown(defaultValue: unknown): string {
  if (defaultValue === undefined) return '';
  return defaultValue === null ? 'none' : `\`${String(defaultValue)}\``;
}

function rules(): string {
  return ['## Between fields', ...SETTINGS_RULES.map(({ sentence }) => `- ${sentence}`)]
    .join('\n')
    .replace('\n', '\n\n');
}
