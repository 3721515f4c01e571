/**
 * What makes the charts move: zoom by dragging, buttons and keys, and a cursor that says what every trace is there. It reads
 * the drawn paths, whose points are whole numbers relative to one another; the page is whole without it.
 */
export const PAGE_SCRIPT = `'use strict';
const CLOSEST_MS = 100;
const pointsOf = (path) => {
  let x = 0, y = 0;
  return Array.from(path.getAttribute('d').matchAll(/([ml])(-?\\d+) (-?\\d+)/g), ([, pen, dx, dy]) => ({ x: (x += +dx), y: (y += +dy), begins: pen === 'm' }));
};
const valueAt = (points, ms) => {
  let low = 0, high = points.length;
  while (low < high) { const mid = (low + high) >> 1; if (points[mid].x <= ms) low = mid + 1; else high = mid; }
  const at = points[low - 1], next = points[low];
  return at === undefined || (at.x < ms && (next === undefined || next.begins)) ? null : at.y;
};
const clock = (ms, step) => {
  const digits = step >= 1000 ? 0 : step >= 100 ? 1 : 2;
  if (ms < 60000 && step < 30000) return (ms / 1000).toFixed(digits) + ' s';
  const seconds = ms / 1000 % 60;
  return Math.floor(ms / 60000) + ':' + seconds.toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0');
};
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000, 1800000, 3600000];

function bring(chart) {
  const view = chart.querySelector('.view'), plot = chart.querySelector('.plot'), axis = chart.querySelector('.axis');
  const cursor = chart.querySelector('.cursor'), drag = chart.querySelector('.drag'), readout = chart.querySelector('.readout');
  const span = Number(chart.dataset.span), most = Math.max(1, span / CLOSEST_MS);
  const percent = (ms) => 100 * ms / span + '%';
  const values = chart.querySelectorAll('text.value'), bars = chart.querySelectorAll('.word');
  let zoom = 1, at = null, from = null, lines = null, flags = null, words = null;
  const width = () => view.clientWidth * zoom;
  const msAt = (event) => Math.min(span, Math.max(0, (event.clientX - plot.getBoundingClientRect().left) / width() * span));
  const ticks = () => {
    if (width() === 0) return;
    const least = span * 76 / width(), step = STEPS.find((one) => one >= least) ?? 3600000;
    const y = Number(axis.dataset.y), pad = view.clientWidth;
    const first = Math.max(0, Math.floor((view.scrollLeft - pad) / width() * span / step)) * step;
    const last = Math.min(span, (view.scrollLeft + 2 * pad) / width() * span);
    let text = '';
    for (let ms = first; ms <= last; ms += step) {
      text += '<line x1="' + percent(ms) + '" x2="' + percent(ms) + '" y1="' + y + '" y2="' + (y + 5) + '"/>';
      if (ms + least / 1.6 <= span) text += '<text x="' + percent(ms) + '" dx="3" y="' + (y + 15) + '">' + clock(ms, step) + '</text>';
    }
    axis.innerHTML = text;
    for (const value of values) value.setAttribute('x', view.scrollLeft + 2);
    for (const word of bars) {
      const begins = word.dataset.from / span * width(), hidden = view.scrollLeft - begins;
      word.querySelector('text').setAttribute('x', hidden > 0 && word.dataset.to / span * width() > view.scrollLeft ? hidden + 4 : 4);
    }
  };
  const zoomTo = (next, ms, px) => {
    zoom = Math.min(most, Math.max(1, next));
    plot.style.width = zoom * 100 + '%';
    view.scrollLeft = ms / span * width() - px;
    ticks();
  };
  const read = () => {
    lines ??= [...chart.querySelectorAll('.lines path')].map((path) => ({ ...path.dataset, points: pointsOf(path) }));
    flags ??= [...chart.querySelectorAll('.flag path')].map((path) => ({ name: path.dataset.name, set: Array.from(path.getAttribute('d').matchAll(/M([\\d.]+) 0h([\\d.]+)/g), ([, a, w]) => [+a, +a + +w]) }));
    words ??= [...chart.querySelectorAll('.word')].map((word) => ({ ...word.dataset, text: word.querySelector('text').textContent }));
  };
  const say = (name, value) => { const item = document.createElement('span'), bold = document.createElement('b'); bold.textContent = value; item.append(name + ' ', bold); readout.append(item); };
  const show = (ms) => {
    at = ms; read();
    cursor.setAttribute('x1', percent(ms)); cursor.setAttribute('x2', percent(ms));
    readout.textContent = ''; say('at', (ms / 1000).toFixed(2) + ' s');
    for (const { name, unit, per, points } of lines) { const value = valueAt(points, ms); say(name, value === null ? '–' : (-value / per).toFixed(2).replace('-', '−') + (unit === '°' ? '' : ' ') + unit); }
    for (const word of words) if (ms >= word.from && ms < word.to) say(word.name, word.text);
    const set = flags.filter((flag) => flag.set.some(([a, b]) => ms >= a && ms < b)).map((flag) => flag.name);
    if (set.length > 0) say('set:', set.join(' '));
  };
  const move = (ms) => {
    show(Math.min(span, Math.max(0, ms)));
    const px = at / span * width();
    if (px < view.scrollLeft || px > view.scrollLeft + view.clientWidth) view.scrollLeft = px - view.clientWidth / 2;
  };
  const middle = () => at ?? (view.scrollLeft + view.clientWidth / 2) / width() * span;
  const scaleBy = (factor) => { const ms = middle(); zoomTo(zoom * factor, ms, view.clientWidth / 2); };
  const acts = { in: () => scaleBy(2), out: () => scaleBy(0.5), all: () => zoomTo(1, 0, 0) };
  for (const button of chart.querySelectorAll('[data-do]')) button.addEventListener('click', acts[button.dataset.do]);
  view.addEventListener('scroll', ticks);
  view.addEventListener('pointerdown', (event) => { if (event.pointerType !== 'touch' && event.button === 0 && event.offsetY < view.clientHeight) from = { ms: msAt(event), px: event.clientX }; });
  view.addEventListener('pointermove', (event) => {
    show(msAt(event));
    if (from === null) return;
    drag.setAttribute('x', percent(Math.min(from.ms, at))); drag.setAttribute('width', percent(Math.abs(at - from.ms)));
  });
  addEventListener('pointerup', (event) => {
    if (from === null) return;
    const [low, high] = [from.ms, msAt(event)].sort((one, other) => one - other), moved = Math.abs(event.clientX - from.px);
    from = null; drag.setAttribute('width', 0);
    if (moved > 6) zoomTo(span / (high - low), low, 0);
  });
  view.addEventListener('click', (event) => show(msAt(event)));
  view.addEventListener('dblclick', acts.all);
  view.addEventListener('keydown', (event) => {
    const step = span / width() * (event.shiftKey ? 40 : 4);
    const keys = { ArrowLeft: () => move(middle() - step), ArrowRight: () => move(middle() + step), Home: () => move(0), End: () => move(span), '+': acts.in, '=': acts.in, '-': acts.out, 0: acts.all };
    if (keys[event.key] === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); keys[event.key]();
  });
  new ResizeObserver(ticks).observe(view);
  chart.move = (ms) => { if (zoom > 1) zoomTo(zoom, ms, view.clientWidth / 2); move(ms); };
}
for (const chart of document.querySelectorAll('.chart')) bring(chart);
for (const button of document.querySelectorAll('button.at')) button.addEventListener('click', () => {
  const chart = button.closest('.run').querySelector('.chart');
  if (chart === null) return;
  chart.move(Number(button.dataset.at)); chart.scrollIntoView({ block: 'nearest' });
});
const openNamed = () => { const run = location.hash === '' ? null : document.getElementById(location.hash.slice(1)); if (run?.matches('details')) { run.open = true; run.scrollIntoView(); } };
addEventListener('hashchange', openNamed); openNamed();
`;
