/** Pieces of an SVG drawing as text: lines, boxes, words. All lengths are in px of the drawing. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function line(from: Point, to: Point, look = ''): string {
  return `<path d="M${from.x} ${from.y}L${to.x} ${to.y}"${withSpace(look)}/>`;
}

export function box(corner: Point, size: { readonly width: number; readonly height: number }, look = ''): string {
  return `<rect x="${corner.x}" y="${corner.y}" width="${size.width}" height="${size.height}" rx="4"${withSpace(look)}/>`;
}

export function dot({ x, y }: Point): string {
  return `<circle cx="${x}" cy="${y}" r="2.5" class="dot"/>`;
}

export function words({ x, y }: Point, text: string, look = ''): string {
  return `<text x="${x}" y="${y}"${withSpace(look)}>${escaped(text)}</text>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function withSpace(look: string): string {
  return look === '' ? '' : ` ${look}`;
}
