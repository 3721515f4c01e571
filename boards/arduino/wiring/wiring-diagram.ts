import { box, escaped, line, type Point, words } from './svg.ts';
import { hexOf, type WiredPin, type WiringMap } from './wiring-map.ts';
import { symbolOf } from './wiring-symbols.ts';

const WIDTH = 980;
const ROW = 34;
const TOP = 84;
const BOARD = { x: 40, width: 150 } as const;
const LABEL_X = BOARD.x + BOARD.width + 168;
const CHIP = { x: 640, width: 130 } as const;
const CHIP_ROW = 24;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1d2733}.small{font-size:11px}.pin{font-size:12px;fill:#fff}.title{font-size:17px;font-weight:600}.quiet{fill:#5b6875;font-size:11.5px}path,rect,circle{fill:none;stroke:#1d2733;stroke-width:1.5}.board{fill:#0b6b6e;stroke:#084f51}.chip{fill:#263340;stroke:#263340}.part{fill:#eef2f5}.dot{fill:#1d2733}.stop path{stroke:#c0282d}.drive path{stroke:#1c5fb8}.bus{stroke:#8a4fb8;stroke-width:2}.paper{fill:#fff;stroke:none}`;

/** The drawing docs/wiring.svg of a board's pins, each with what it leads to. */
export function renderWiringDiagram(map: WiringMap): string {
  const wired = map.pins.filter(({ kind }) => kind !== 'i2c');
  const bus = map.pins.filter(({ kind }) => kind === 'i2c');
  const height = TOP + (wired.length + bus.length) * ROW + 40;
  const rows = [...wired, ...bus].map((pin, index) => pinRow(pin, TOP + index * ROW));
  const busTop = TOP + wired.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Wiring of the Uno">`,
    `<style>${STYLE}</style>`,
    box({ x: 0, y: 0 }, { width: WIDTH, height }, 'class="paper"'),
    words({ x: BOARD.x, y: 34 }, 'Upright on an Arduino Uno or Nano', 'class="title"'),
    words(
      { x: BOARD.x, y: 54 },
      'Contacts are drawn at rest: nothing pressed, latch open, no limit reached.',
      'class="quiet"',
    ),
    box({ x: BOARD.x, y: TOP - 24 }, { width: BOARD.width, height: height - TOP - 4 }, 'class="board"'),
    ...rows,
    chips(
      map,
      bus.map((_, index) => busTop + index * ROW),
    ),
    '</svg>\n',
  ].join('\n');
}

function pinRow(pin: WiredPin, y: number): string {
  const at: Point = { x: BOARD.x + BOARD.width, y };
  const isBus = pin.kind === 'i2c';
  return [
    `<g class="${classOf(pin)}"><title>${escaped(`${pin.pin}: ${pin.wiring ?? pin.label}`)}</title>`,
    words({ x: at.x - 10, y: y + 4 }, `${pin.pin}  ${pin.name.replaceAll('_', ' ')}`, 'class="pin" text-anchor="end"'),
    isBus ? '' : symbolOf(pin, at),
    isBus ? '' : words({ x: LABEL_X, y: y + 4 }, pin.label),
    '</g>',
  ].join('');
}

function classOf({ name, kind }: WiredPin): string {
  if (name.startsWith('E_STOP')) return 'stop';
  return kind === 'pwm' || name === 'BRAKE' || name === 'RELAY' ? 'drive' : 'plain';
}

/** The two wires of the bus, and the chips that hang on them. */
function chips({ i2c }: WiringMap, busYs: readonly number[]): string {
  const expanderHeight = (i2c.expander.pins.length + 2) * CHIP_ROW;
  const first = { x: CHIP.x, y: TOP };
  const second = { x: CHIP.x, y: first.y + expanderHeight + 40 };
  const third = { x: CHIP.x, y: second.y + 3 * CHIP_ROW + 40 };
  const { lcd } = i2c;
  const parts = [
    { at: first, height: expanderHeight, name: `${i2c.expander.chip}  ${hexOf(i2c.expander.address)}` },
    { at: second, height: 2.5 * CHIP_ROW, name: `${i2c.accelerometer.chip}  ${hexOf(i2c.accelerometer.address)}` },
    { at: third, height: 2.5 * CHIP_ROW, name: `${lcd.chip}  ${hexOf(lcd.address)}` },
  ];
  return [
    ...busYs.map((y, wire) =>
      busWire(
        y,
        CHIP.x - 40 + wire * 14,
        parts.map(({ at }) => at.y + 34 + wire * 14),
      ),
    ),
    ...parts.map(({ at, height, name }) => chip(at, height, name)),
    ...i2c.expander.pins.map((pin, index) => chipPin(pin, first.y + (index + 1.6) * CHIP_ROW)),
    words({ x: CHIP.x + CHIP.width + 12, y: second.y + 36 }, 'accelerometer, on the table'),
    words({ x: CHIP.x + CHIP.width + 12, y: third.y + 36 }, `LCD ${lcd.columns}x${lcd.rows} with backpack`),
  ].join('\n');
}

function busWire(y: number, x: number, taps: readonly number[]): string {
  const top = Math.min(...taps);
  return [
    line({ x: BOARD.x + BOARD.width, y }, { x, y }, 'class="bus"'),
    line({ x, y }, { x, y: top }, 'class="bus"'),
    ...taps.map((tap) => line({ x, y: tap }, { x: CHIP.x, y: tap }, 'class="bus"')),
  ].join('');
}

function chip(at: Point, height: number, name: string): string {
  return [
    box(at, { width: CHIP.width, height }, 'class="chip"'),
    words({ x: at.x + 10, y: at.y + 20 }, name, 'class="pin"'),
    words({ x: at.x + 10, y: at.y + 38 }, 'SDA', 'class="pin"'),
    words({ x: at.x + 10, y: at.y + 52 }, 'SCL', 'class="pin"'),
  ].join('');
}

function chipPin(pin: WiredPin, y: number): string {
  const at = { x: CHIP.x + CHIP.width, y };
  const end = { x: at.x + 26, y };
  return [
    words({ x: at.x - 8, y: y + 4 }, pin.pin, 'class="pin" text-anchor="end"'),
    line(at, end),
    words({ x: end.x + 8, y: y + 4 }, pin.kind === 'input' ? `${pin.label}, to GND` : pin.label),
  ].join('');
}
