import { box, dot, line, type Point, words } from './svg.ts';
import type { WiredPin } from './wiring-map.ts';

/** What a pin leads to, drawn to the right of `at`. Lengths in px. */
const WIRE = 40;
const GAP = 26;

export function symbolOf(pin: WiredPin, at: Point): string {
  switch (pin.kind) {
    case 'input':
      return contact(pin, at);
    case 'pwm':
      return block(at, 'bridge');
    case 'output':
      return block(at, 'transistor');
    case 'heartbeat':
      return block(at, 'charge pump');
    case 'analog':
      return block(at, 'sensor');
    default:
      return block(at, pin.kind.toUpperCase());
  }
}

/** A contact to ground, or to 5 V where the pin is active high by a contact that makes. */
function contact(pin: WiredPin, at: Point): string {
  const left = { x: at.x + WIRE, y: at.y };
  const right = { x: left.x + GAP, y: at.y };
  const end = { x: right.x + 18, y: at.y };
  const isClosed = pin.contact === 'normally-closed';
  const arm = isClosed
    ? line(left, { x: right.x + 3, y: at.y - 3 }) + line({ x: right.x, y: at.y }, { x: right.x, y: at.y - 7 })
    : line(left, { x: right.x - 2, y: at.y - 11 });
  const rail = pin.active === 'high' && !isClosed ? supply(end) : ground(end);
  return [line(at, left), dot(left), arm, dot(right), line(right, end), rail].join('');
}

function ground({ x, y }: Point): string {
  return [8, 5, 2]
    .map((half, index) => line({ x: x + index * 4, y: y - half }, { x: x + index * 4, y: y + half }))
    .join('');
}

function supply({ x, y }: Point): string {
  return words({ x: x + 2, y: y + 4 }, '5 V', 'class="small"');
}

function block(at: Point, text: string): string {
  const corner = { x: at.x + WIRE, y: at.y - 11 };
  return [
    line(at, { x: corner.x, y: at.y }),
    box(corner, { width: 92, height: 22 }, 'class="part"'),
    words({ x: corner.x + 46, y: at.y + 4 }, text, 'class="small" text-anchor="middle"'),
  ].join('');
}
