import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderPiWiringPage } from '../../../boards/raspberry-pi/wiring/wiring-page.ts';

/** A place on the page of whichever table is checked, or on this one. */
const PLACE = /(?:docs\/wiring-raspberry-pi\.md|\$\{(?:bench\.)?wiring\})#([a-z-]+)/g;

it('the wiring page has a heading for every place that an error points to', () => {
  const files = ['src', 'boards'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
  );
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(file, 'utf8'));
  const asked = new Set(sources.flatMap((text) => [...text.matchAll(PLACE)].map(([, at]) => at)));
  const headings = [...renderPiWiringPage().matchAll(/^##+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  expect(asked.size).toBeGreaterThan(5);
  for (const place of asked) expect(headings).toContain(place);
});
