/** The look of the report: by day and by night, on a desk and in a hand, and on paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--ink:#1b2733;--soft:#5b6875;--line:#d5dbe1;--lane:#f5f7f9;--pass:#0b7a3e;--fail:#c2202e;--warn:#9a5b00;--passbg:#e2f4e9;--failbg:#fbe4e6;--warnbg:#fbeed6;--one:#0b62c4;--two:#c05a00;--press:#6b3fa0;--flag:#44708f}
@media(prefers-color-scheme:dark){:root{--bg:#14191f;--ink:#e3e8ed;--soft:#97a4b1;--line:#333d48;--lane:#1b222a;--pass:#5fd08d;--fail:#ff7b84;--warn:#eeb55a;--passbg:#173626;--failbg:#43191e;--warnbg:#3c2c10;--one:#6bb0ff;--two:#ffa857;--press:#c39bf2;--flag:#6fa3c5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1280px;padding:1.25rem;background:var(--bg);color:var(--ink);font:15px/1.45 system-ui,"Segoe UI","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}h3{font-size:.9rem;margin:1rem 0 .3rem;color:var(--soft)}
a{color:inherit}code,.place{font:.85em ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft);overflow-wrap:anywhere}
.total{margin:.2rem 0 1rem;color:var(--soft)}.total b{color:var(--ink)}
:focus-visible{outline:2px solid var(--one);outline-offset:1px}
table{border-collapse:collapse;width:100%;text-align:left}caption{text-align:left;color:var(--soft);padding-bottom:.3rem}
th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}thead th{color:var(--soft);font-weight:600;border-bottom-width:2px}
tbody th{font-weight:600;overflow-wrap:anywhere}tbody th code{display:block;font-weight:400}
.badge{display:inline-block;padding:0 .5em;border-radius:.3em;font-weight:600;text-decoration:none}
.badge.passed{background:var(--passbg);color:var(--pass)}.badge.failed{background:var(--failbg);color:var(--fail)}.badge.error,.badge.timeout{background:var(--warnbg);color:var(--warn)}
.times{color:var(--soft);white-space:nowrap}.figures{margin:.15rem 0 0;padding:0;list-style:none;font-size:.88em}.figures .failed{color:var(--fail);font-weight:600}
.brief{margin:.2rem 0 0;font-size:.88em;overflow-wrap:anywhere}
details.run{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;padding:0 .8rem}details.run[open]{padding-bottom:.8rem}
summary{cursor:pointer;padding:.5rem 0}.run>summary b{margin:0 .5rem}.run>summary .times{white-space:normal}
.why{border-left:4px solid var(--fail);background:var(--failbg);padding:.5rem .8rem;margin:.2rem 0 .8rem;overflow-wrap:anywhere}.why.error,.why.timeout{border-color:var(--warn);background:var(--warnbg)}
.why dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:0}.why dt{color:var(--soft)}.why dd{margin:0;white-space:pre-wrap}
.facts{color:var(--soft);margin:.2rem 0}.nothing{color:var(--soft);font-style:italic}
ol.checks,ul.marks{list-style:none;margin:0;padding:0;columns:26rem;column-gap:2rem}ol.checks li,ul.marks li{break-inside:avoid;display:grid;grid-template-columns:1.3em 5.6em 1fr;padding:.12rem 0;align-items:baseline}
ul.marks li{grid-template-columns:5.6em 5em 1fr}li>*{overflow-wrap:anywhere}.passed>.tick{color:var(--pass)}.failed>.tick,.failed>.what{color:var(--fail);font-weight:600}
button{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:.3rem;padding:0 .5rem;cursor:pointer;min-height:1.8rem}
button.at{border:0;padding:0;min-height:0;text-align:left;color:var(--one);text-decoration:underline dotted}
.chart{display:grid;grid-template-columns:9.2rem minmax(0,1fr);margin:.4rem 0 1rem}
.tools{grid-column:1/-1;display:flex;gap:.3rem;align-items:center;margin-bottom:.3rem}.readout{font-size:.85rem;min-height:2.5em;flex:1;min-width:0;padding-left:.5rem;align-self:center}.readout b{font-weight:600}.readout span{margin-right:.9em;overflow-wrap:anywhere}
.names{position:relative;font-size:12px;color:var(--soft)}.names span{position:absolute;right:.5rem;max-width:100%;display:flex;flex-direction:column;justify-content:center;align-items:flex-end;overflow:hidden;white-space:nowrap}.names i{font-style:normal;color:var(--two)}
.view{overflow-x:auto;overflow-y:hidden;cursor:crosshair}.plot{display:block;width:100%;overflow:visible}
.plot text{font-size:11px;fill:var(--soft)}.lane{fill:var(--lane)}.grid{stroke:var(--line);stroke-width:1}.zero{stroke:var(--soft);stroke-width:1;opacity:.6}
.plot path{vector-effect:non-scaling-stroke}.lines path{fill:none;stroke:var(--one);stroke-width:1.4;stroke-linejoin:round}.lines path:not(:last-child){stroke:var(--two);stroke-width:3.5;opacity:.45}
.plot text.value{font-size:10px;paint-order:stroke;stroke:var(--lane);stroke-width:3px}
.flag path{fill:var(--flag);stroke:var(--flag);stroke-width:1.5}.flag path.busy{fill-opacity:.4;stroke-opacity:.4}
.word{overflow:hidden}.edge{stroke:var(--hue);stroke-width:2}.word rect{fill:var(--hue);fill-opacity:.24}.word text{fill:var(--ink)}
.hue0{--hue:#3d7edb}.hue1{--hue:#d07b1d}.hue2{--hue:#3fa266}.hue3{--hue:#a259c9}.hue4{--hue:#c9485b}.hue5{--hue:#2fa3a8}
.mark line,.check line{stroke-width:1;vector-effect:non-scaling-stroke}.mark line{stroke:var(--press);stroke-dasharray:2 3}.mark text{text-anchor:middle;fill:var(--press)!important;font-size:12px}
.mark.inject line{stroke:var(--fail)}.mark.inject text{fill:var(--fail)!important}
.check text{text-anchor:middle;font-weight:700}.check.passed{--c:var(--pass);--cb:var(--passbg)}.check.failed{--c:var(--fail);--cb:var(--failbg)}
.check rect{fill:var(--c);opacity:.35}.check line{stroke:var(--c);opacity:.35}.check.failed line{opacity:1;stroke-width:2}.check circle{fill:var(--cb);stroke:var(--c)}.check text{fill:var(--c)}
.cursor{stroke:var(--ink);stroke-width:1;pointer-events:none}.drag{fill:var(--one);fill-opacity:.18;pointer-events:none}.axis line{stroke:var(--soft)}
@media(max-width:640px){body{padding:.8rem;font-size:14px}.chart{grid-template-columns:5.4rem minmax(0,1fr)}.names{font-size:10px}.tools{flex-wrap:wrap}.readout{flex-basis:100%;padding:0;min-height:7.5em}.names span{right:.3rem;letter-spacing:-.02em}
.summary thead{position:absolute;clip-path:inset(50%)}.summary,.summary caption,.summary tbody,.summary tr,.summary th,.summary td{display:block}.summary tr{border-bottom:1px solid var(--line);padding:.3rem 0}.summary td,.summary tbody th{border:0;padding:.15rem 0}.summary td::before{content:attr(data-target) " ";color:var(--soft)}
details.run{padding:0 .5rem}.why dl{grid-template-columns:1fr}.why dd{margin-bottom:.3rem}}
@media print{.tools{display:none}details.run{break-inside:avoid}body{max-width:none}}
`;
