import { describe, expect, it } from 'vitest';
import pins from '../../../boards/arduino/pins.json' with { type: 'json' };
import rig from '../../../boards/arduino/rig-pins.json' with { type: 'json' };
import { renderBenchPage } from '../../../boards/arduino/wiring/bench-page.ts';
import { renderRigDiagram } from '../../../boards/arduino/wiring/rig-diagram.ts';
import { contactsTo, highContactTo, levelsTo } from '../../../boards/rig/rig-messages.ts';
import { closedContacts, RIG_CONTACTS, RIG_HIGH_CONTACT } from '../../../boards/rig/rig-wiring.ts';
import { E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';

describe('the pins of a rig', () => {
  it('play every contact of a table once, read every output and every light, and use no pin twice', () => {
    const all = Object.values(INPUT).reduce((bits, bit) => bits | bit, 0);
    expect(RIG_CONTACTS.reduce((bits, { bit }) => bits | bit, RIG_HIGH_CONTACT.bit)).toBe(all);
    expect(RIG_CONTACTS).toHaveLength(Object.keys(INPUT).length - 1);
    const ends = [...rig.pins, ...rig.i2c.contacts.pins, ...rig.i2c.levels.outputs].map(({ to }) => to);
    const wanted = [...pins.pins, ...pins.i2c.expander.pins].map(({ name }) => name);
    expect(ends.toSorted()).toEqual([...wanted, '5V'].toSorted());
    const used = [...rig.pins, ...rig.i2c.contacts.pins].map(({ pin }) => pin);
    expect(new Set(used).size).toBe(used.length);
  });

  it('leave every contact open where nothing is known, which is E-STOP pressed and no way down', () => {
    const openInputs = RIG_CONTACTS.reduce((bits, { bit, closedWhenSet }) => (closedWhenSet ? bits : bits | bit), 0);
    expect(closedContacts(openInputs)).toBe(0);
    expect(openInputs & E_STOP_CLOSED).toBe(0);
    expect(openInputs & INPUT.INVERTED_LIMIT).toBe(INPUT.INVERTED_LIMIT);
  });

  it('are all on the page and in the drawing', () => {
    const page = renderBenchPage({ rig, map: pins, shown: [], notShown: [] });
    const drawing = renderRigDiagram(rig, pins);
    for (const { pin, kind } of [...rig.pins, ...rig.i2c.contacts.pins.map(({ pin }) => ({ pin, kind: 'contact' }))]) {
      if (kind === 'i2c') continue;
      expect(page).toContain(` ${pin} |`);
      expect(drawing).toContain(`>${pin}</text>`);
    }
  });
});

describe('what a rig sends', () => {
  it('fits a line of 57600 baud a hundred times a second, whatever changes', () => {
    const cycle = [...contactsTo(closedContacts(INPUTS_AT_REST)), ...highContactTo(true), ...levelsTo([0.5, 0, 1])];
    expect(levelsTo([0.5, 0, 1])).toHaveLength(17);
    expect(cycle).toHaveLength(34);
    expect(cycle.length).toBeLessThan(57.6);
  });

  it('is seven bits a byte between its status bytes, from a level of nothing to all of 5 V', () => {
    for (const share of [-1, 0, 1 / 4096, 0.5, 1, 2]) {
      const payload = levelsTo([share, share, share]).slice(1, -1);
      expect(payload.every((byte) => byte >= 0 && byte < 0x80)).toBe(true);
    }
    expect(levelsTo([2, 2, 2])).toEqual(levelsTo([1, 1, 1]));
  });
});
