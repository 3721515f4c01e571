import { box, escaped, line, words } from '../../arduino/wiring/svg.ts';
import { PI_PINS, type PiPin } from '../pin-map.ts';

/** Pins of the header that carry no signal. */
const POWER: Readonly<Record<number, string>> = {
  1: '3.3 V',
  2: '5 V',
  4: '5 V',
  6: 'GND',
  9: 'GND',
  14: 'GND',
  17: '3.3 V',
  20: 'GND',
  25: 'GND',
  30: 'GND',
  34: 'GND',
  39: 'GND',
};

const ROWS = 20;
const ROW = 30;
const TOP = 96;
const WIDTH = 980;
const HEIGHT = TOP + ROWS * ROW + 24;
const MIDDLE = WIDTH / 2;
const HALF = 30;
const PIN = 9;
const WIRE = 46;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1d2733}.small{font-size:10.5px;fill:#fff}.title{font-size:17px;font-weight:600}.quiet{fill:#5b6875;font-size:11.5px}path,rect,circle{fill:none;stroke:#1d2733;stroke-width:1.5}.board{fill:#0b6b6e;stroke:#084f51}.pin{fill:#263340;stroke:none}.free{fill:#b9c2ca;stroke:none}.power{fill:#c98a1b;stroke:none}.ground{fill:#1d2733;stroke:none}.stop path{stroke:#c0282d}.drive path{stroke:#1c5fb8}.bus path{stroke:#8a4fb8}.paper{fill:#fff;stroke:none}`;

/** The drawing docs/wiring-raspberry-pi.svg: the 40-pin header as it is seen from above, each pin with what it leads to. */
export function renderHeaderDiagram(): string {
  const rows = Array.from({ length: 2 * ROWS }, (_unused, index) => pinAt(index + 1));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Wiring of the Raspberry Pi">`,
    `<style>${STYLE}</style>`,
    box({ x: 0, y: 0 }, { width: WIDTH, height: HEIGHT }, 'class="paper"'),
    words({ x: MIDDLE, y: 32 }, 'Upright on a Raspberry Pi', 'class="title" text-anchor="middle"'),
    words(
      { x: MIDDLE, y: 54 },
      'The header from above, pin 1 at the corner of the board. Every contact goes to GND; nothing here bears 5 V.',
      'class="quiet" text-anchor="middle"',
    ),
    box({ x: MIDDLE - HALF, y: TOP - 24 }, { width: 2 * HALF, height: ROWS * ROW + 18 }, 'class="board"'),
    ...rows,
    '</svg>\n',
  ].join('\n');
}

function pinAt(header: number): string {
  const isLeft = header % 2 === 1;
  const side = isLeft ? -1 : 1;
  const at = { x: MIDDLE + side * (HALF / 2), y: TOP + Math.floor((header - 1) / 2) * ROW };
  const used = PI_PINS.find((pin) => pin.header === header);
  const edge = { x: MIDDLE + side * HALF, y: at.y };
  const end = { x: edge.x + side * WIRE, y: at.y };
  const anchor = isLeft ? 'end' : 'start';
  const label = used === undefined ? (POWER[header] ?? 'free') : `${used.label}  GPIO${used.gpio}`;
  return [
    `<g class="${classOf(used)}"><title>${escaped(`pin ${header}: ${used?.wiring ?? label}`)}</title>`,
    `<circle cx="${at.x}" cy="${at.y}" r="${PIN}" class="${dotOf(header, used)}"/>`,
    words({ x: at.x, y: at.y + 4 }, String(header), 'class="small" text-anchor="middle"'),
    used === undefined ? '' : line(edge, end),
    words(
      { x: (used === undefined ? edge.x : end.x) + side * 8, y: at.y + 4 },
      label,
      `text-anchor="${anchor}"${used === undefined ? ' class="quiet"' : ''}`,
    ),
    '</g>',
  ].join('');
}

function dotOf(header: number, used: PiPin | undefined): string {
  if (used !== undefined) return 'pin';
  const power = POWER[header];
  if (power === undefined) return 'free';
  return power === 'GND' ? 'ground' : 'power';
}

function classOf(pin: PiPin | undefined): string {
  if (pin === undefined) return 'plain';
  if (pin.name.startsWith('E_STOP')) return 'stop';
  if (pin.kind === 'i2c') return 'bus';
  return pin.kind === 'pwm' || pin.kind === 'heartbeat' || pin.name === 'BRAKE' ? 'drive' : 'plain';
}
