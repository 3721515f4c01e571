import type { RigMap } from './rig-map.ts';
import { type RigWire, rigWires } from './rig-wires.ts';
import { box, escaped, line, type Point, words } from './svg.ts';
import { hexOf, type WiringMap } from './wiring-map.ts';

const WIDTH = 980;
const ROW = 30;
const TOP = 96;
const GAP = 40;
const LEFT = { x: 40, width: 170 } as const;
const RIGHT = { x: 690, width: 250 } as const;
const PART_X = 300;
const SIDES = ['rig', 'contacts', 'levels'] as const;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1d2733}.small{font-size:11px}.pin{font-size:12px;fill:#fff}.title{font-size:17px;font-weight:600}.quiet{fill:#5b6875;font-size:11.5px}path,rect{fill:none;stroke:#1d2733;stroke-width:1.5}.rig{fill:#5a3d8a;stroke:#402b63}.board{fill:#0b6b6e;stroke:#084f51}.chip{fill:#263340;stroke:#263340}.part{fill:#eef2f5}.stop path{stroke:#c0282d}.drive path{stroke:#1c5fb8}.bus{stroke:#8a4fb8;stroke-width:2}.paper{fill:#fff;stroke:none}`;

/** The drawing docs/bench-rig.svg: the rig and its two chips at the left, the controller's board at the right. */
export function renderRigDiagram(rig: RigMap, map: WiringMap): string {
  const wires = rigWires(rig, map);
  let y = TOP;
  const blocks = SIDES.map((side) => {
    const own = wires.filter((wire) => wire.side === side);
    const block = { side, own, top: y };
    y += own.length * ROW + GAP;
    return block;
  });
  const height = y + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Wiring of the rig">`,
    `<style>${STYLE}</style>`,
    box({ x: 0, y: 0 }, { width: WIDTH, height }, 'class="paper"'),
    words({ x: LEFT.x, y: 34 }, 'A rig that plays table to the board under test', 'class="title"'),
    words(
      { x: LEFT.x, y: 54 },
      'No motor, no brake, no driver with power, and nobody on a table. GND of both boards and of both chips is one.',
      'class="quiet"',
    ),
    box({ x: RIGHT.x, y: TOP - 24 }, { width: RIGHT.width, height: height - TOP - 20 }, 'class="board"'),
    words({ x: RIGHT.x + 10, y: TOP - 32 }, 'board under test', 'class="quiet"'),
    ...blocks.map(({ side, own, top }) => block(rig, side, own, top)),
    bus(blocks.map(({ top }) => top)),
    '</svg>\n',
  ].join('\n');
}

function block(rig: RigMap, side: RigWire['side'], wires: readonly RigWire[], top: number): string {
  const size = { width: LEFT.width, height: wires.length * ROW + 8 };
  return [
    box({ x: LEFT.x, y: top - 20 }, size, `class="${side === 'rig' ? 'rig' : 'chip'}"`),
    words({ x: LEFT.x + 4, y: top - 26 }, titleOf(rig, side), 'class="quiet"'),
    ...wires.map((wire, index) => wireRow(rig, wire, top + index * ROW)),
  ].join('');
}

function titleOf({ firmware, i2c }: RigMap, side: RigWire['side']): string {
  switch (side) {
    case 'rig':
      return `rig: Uno with ${firmware}`;
    case 'contacts':
      return `${i2c.contacts.chip}  ${hexOf(i2c.contacts.address)}, 5 V of the board under test`;
    case 'levels':
      return `${i2c.levels.chip}  ${hexOf(i2c.levels.address)}, 5 V of the board under test`;
    default:
      return side satisfies never;
  }
}

function wireRow(rig: RigMap, wire: RigWire, y: number): string {
  const from: Point = { x: LEFT.x + LEFT.width, y };
  const to: Point = { x: RIGHT.x, y };
  const part = partOf(rig, wire);
  const through =
    part === ''
      ? line(from, to)
      : line(from, { x: PART_X, y }) +
        box({ x: PART_X, y: y - 10 }, { width: 160, height: 20 }, 'class="part"') +
        words({ x: PART_X + 80, y: y + 4 }, part, 'class="small" text-anchor="middle"') +
        line({ x: PART_X + 160, y }, to);
  return [
    `<g class="${classOf(wire)}"><title>${escaped(`${wire.from} to ${wire.to}: ${wire.label}, ${wire.how}`)}</title>`,
    words({ x: from.x - 10, y: y + 4 }, wire.from, 'class="pin" text-anchor="end"'),
    through,
    words(
      { x: to.x + 10, y: y + 4 },
      wire.to === wire.name ? wire.name : `${wire.to}  ${wire.name.replaceAll('_', ' ')}`,
      'class="pin"',
    ),
    '</g>',
  ].join('');
}

function partOf({ filter, pins }: RigMap, { side, from }: RigWire): string {
  if (side !== 'rig') return '';
  switch (pins.find(({ pin }) => pin === from)?.kind) {
    case 'share':
    case 'toggling':
      return `${filter.kilohm} kΩ, ${filter.nanofarad} nF to GND`;
    case 'rail':
      return '10 kΩ, 10 kΩ to GND';
    case 'contact-to-5-volts':
      return '1 kΩ';
    default:
      return '10 kΩ';
  }
}

function classOf({ name }: RigWire): string {
  if (name.startsWith('E_STOP')) return 'stop';
  return name.startsWith('DRIVE') || name === 'BRAKE' || name === 'RELAY' ? 'drive' : 'plain';
}

/** The rig's own two wires to its chips, drawn as one at the far left. */
function bus(tops: readonly number[]): string {
  const [first = 0] = tops;
  const last = tops.at(-1) ?? first;
  const x = LEFT.x - 16;
  return [
    line({ x, y: first }, { x, y: last }, 'class="bus"'),
    ...tops.map((top) => line({ x, y: top }, { x: LEFT.x, y: top }, 'class="bus"')),
    words({ x: x - 6, y: first - 26 }, 'I2C', 'class="small"'),
  ].join('');
}
