import { styleText } from 'node:util';
import type { Ink } from './braille-canvas.ts';

/** Colours by meaning. With colour off, text stays as it is: everything must be readable without. */

type Tone = 'green' | 'yellow' | 'red' | 'faint' | 'strong' | 'alert' | 'notice';
export type Style = (text: string, tone: Tone) => string;

type Format = Parameters<typeof styleText>[0];

const FORMATS: Readonly<Record<Tone, Format>> = {
  green: 'green',
  yellow: 'yellow',
  red: ['bold', 'red'],
  faint: 'gray',
  strong: 'bold',
  alert: ['bold', 'white', 'bgRed'],
  notice: ['bold', 'black', 'bgYellow'],
};

const INK_FORMATS: Readonly<Record<Ink, Format | null>> = {
  none: null,
  faint: 'gray',
  frame: 'gray',
  bed: 'cyan',
  rider: 'yellowBright',
};

export function styleOf(color: boolean): Style {
  if (!color) return (text) => text;
  return (text, tone) => styleText(FORMATS[tone], text, { validateStream: false });
}

export function inkOf(color: boolean): (text: string, ink: Ink) => string {
  if (!color) return (text) => text;
  return (text, ink) => {
    const format = INK_FORMATS[ink];
    return format === null ? text : styleText(format, text, { validateStream: false });
  };
}
