import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderConfigurationPage } from '../../src/config/configuration-page.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import { renderSettings } from '../../src/config/render-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { settingsJsonSchema } from '../../src/config/settings-json-schema.ts';
import { temporaryFile } from './temporary-folder.ts';

const OTHERS: Settings = {
  ...DEFAULT_SETTINGS,
  table: {
    ...DEFAULT_SETTINGS.table,
    geometry: 'inversion-chair',
    uprightDeg: 70.5,
    drive: {
      ...DEFAULT_SETTINGS.table.drive,
      kind: 'linear-actuator',
      rateAtFullDutyDegPerSec: 25,
      actuator: { leverMm: 310, anchorDistanceMm: 605.5, angleAtHorizontalDeg: 82, endSwitchesCutCurrent: false },
    },
  },
  rider: { ...DEFAULT_SETTINGS.rider, occupancy: 'none', aliveCheckEveryMs: 0, unresponsive: 'upright' },
  timeouts: { ...DEFAULT_SETTINGS.timeouts, headDownMs: 330_000, sensorSilentMs: 90 },
  stateDir: '/var/lib/upright: mine # not a comment',
};

describe('settings as YAML', () => {
  it.each([
    ['the defaults', DEFAULT_SETTINGS],
    ['others', OTHERS],
  ])('%s read back to the same settings, with and without comments', (_, settings) => {
    for (const comments of [false, true]) {
      expect(loadSettings(temporaryFile(renderSettings(settings, { comments })))).toMatchObject({ ok: true, settings });
    }
  });

  it('explains every field where comments are wanted', () => {
    const lines = renderSettings(DEFAULT_SETTINGS, { comments: true }).split('\n');
    const bare = lines.filter(
      (line, index) => /: ./.test(line) && !line.includes('#') && !lines[index - 1]?.includes('#'),
    );
    expect(bare).toEqual([]);
    expect(lines).toContain('    # Planned rate below horizontal, and of every way down. 0.1°/s to 4°/s.');
  });
});

it('the JSON Schema has every section, no unknown keys, and defaults as they are written', () => {
  const schema = JSON.parse(JSON.stringify(settingsJsonSchema()));
  expect(Object.keys(schema.properties)).toEqual(['table', 'board', 'rider', 'timeouts', 'console', 'stateDir']);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.table.properties.rates.properties.ramp).toMatchObject({
    default: '2°/s',
    type: ['string', 'number'],
  });
});

it('docs/configuration.md is what the schema says', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(renderConfigurationPage());
});
