#!/usr/bin/env node
// Draws a captured terminal screen, colours included, as a page: node scripts/terminal-to-html.mjs IN OUT.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: escape sequences are what it reads
import { readFileSync, writeFileSync } from 'node:fs';

const COLOURS = ['#3b4252', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d8dee9'];
const PLAIN = { colour: '#d8dee9', bold: false, dim: false, inverse: false };
const CELL_PX = 8.8;
const LINE_PX = 19;

const [input, output] = process.argv.slice(2);
const rows = readFileSync(input, 'utf8').replace(/\n+$/, '').split('\n');
writeFileSync(output, page(rows.map(drawRow).join('')));

function page(body) {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #1b1f27; font: 14.6px/${LINE_PX}px 'DejaVu Sans Mono', 'DejaVu Sans', monospace; padding: 10px }
    div { position: relative; height: ${LINE_PX}px }
    span { position: absolute; display: block; width: ${CELL_PX}px; text-align: center; white-space: pre }
  </style>${body}`;
}

/** Every character in a cell of its own: a font that lacks one cannot push the others aside. */
function drawRow(row) {
  let style = { ...PLAIN };
  let column = 0;
  let cells = '';
  for (const part of row.split(/(\u001b\[[0-9;]*m)/)) {
    const codes = /^\u001b\[([0-9;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      for (const code of codes.split(';')) style = applyCode(style, Number(code || 0));
      continue;
    }
    for (const character of part.replace(/\u000e|\u000f/g, '')) {
      if (character !== ' ' || style.inverse) cells += cell(character, column, style);
      column += 1;
    }
  }
  return `<div>${cells}</div>`;
}

function applyCode(style, code) {
  if (code === 0) return { ...PLAIN };
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 39) return { ...style, colour: PLAIN.colour };
  if (code >= 30 && code <= 37) return { ...style, colour: COLOURS[code - 30] };
  if (code === 90) return { ...style, colour: '#7b8494' };
  if (code > 90 && code <= 97) return { ...style, colour: COLOURS[code - 90] };
  return style;
}

function cell(character, column, { colour, bold, dim, inverse }) {
  const css = [
    `left:${(column * CELL_PX).toFixed(1)}px`,
    inverse ? `color:#1b1f27;background:${colour}` : `color:${colour}`,
  ];
  if (bold) css.push('font-weight:bold');
  if (dim) css.push('opacity:.75');
  const text = character.replace('&', '&amp;').replace('<', '&lt;');
  return `<span style="${css.join(';')}">${text}</span>`;
}
