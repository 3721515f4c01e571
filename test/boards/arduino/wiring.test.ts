import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderWiringDiagram } from '../../../boards/arduino/wiring/wiring-diagram.ts';
import type { WiringMap } from '../../../boards/arduino/wiring/wiring-map.ts';
import { renderWiringPage } from '../../../boards/arduino/wiring/wiring-page.ts';

const map: WiringMap = JSON.parse(readFileSync('boards/arduino/pins.json', 'utf8'));
const all = [...map.pins, ...map.i2c.expander.pins];

describe('the wiring page and its drawing', () => {
  it('use each pin of the Uno once: 18 besides the two of the serial port', () => {
    const digital = Array.from({ length: 12 }, (_, index) => `D${index + 2}`);
    const analog = Array.from({ length: 6 }, (_, index) => `A${index}`);
    expect(map.pins.map(({ pin }) => pin).sort()).toEqual([...digital, ...analog].sort());
  });

  it.each(all)('show $pin, $label', ({ pin, label }) => {
    expect(renderWiringPage(map)).toContain(`| ${pin} | ${label} |`);
    if (pin !== 'A4' && pin !== 'A5') expect(renderWiringDiagram(map)).toContain(label);
  });

  it('have a heading for every place that an error points to', () => {
    const files = ['src', 'boards'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    );
    // What is said of a Pi's pins is on a page of its own.
    const isOurs = (file: string) => file.endsWith('.ts') && !file.endsWith('pi-checks.ts');
    const sources = files.filter(isOurs).map((file) => readFileSync(file, 'utf8'));
    const asked = new Set(
      sources.flatMap((text) =>
        [...text.matchAll(/(?:docs\/wiring\.md|\$\{(?:bench\.)?wiring\})#([a-z-]+)/g)].map(([, at]) => at),
      ),
    );
    const headings = [...renderWiringPage(map).matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    expect(asked.size).toBeGreaterThan(5);
    for (const place of asked) expect(headings).toContain(place);
  });

  it('draw a contact that is closed at rest otherwise than one that is open', () => {
    const [first] = map.pins.filter(({ contact }) => contact === 'normally-closed');
    const opened = {
      ...map,
      pins: map.pins.map((pin) => (pin === first ? { ...pin, contact: 'normally-open' } : pin)),
    };
    expect(renderWiringDiagram(opened)).not.toBe(renderWiringDiagram(map));
  });
});
