/** Bars and lines; each series has a colour and a pattern or a dash. */
export const CHART_STYLE = `
.chart { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; }
figcaption { font-weight: 600; margin-bottom: 0.7rem; }
.note { color: var(--muted); font-size: 0.85rem; margin-top: 0.5rem; }
.note:empty { display: none; }
.patterns { position: absolute; width: 0; height: 0; }
.rows { font-size: 0.92rem; }
.row { display: grid; grid-template-columns: minmax(9rem, 17rem) minmax(0, 1fr); gap: 0 1rem; align-items: center; padding: 0.22rem 0; break-inside: avoid; }
#constats .row { grid-template-columns: minmax(6rem, 9rem) minmax(0, 1fr); }
.drawn { display: grid; gap: 0.2rem; }
.bar { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.7rem; align-items: center; }
.bar svg { display: block; width: 100%; height: 0.85rem; border-radius: 2px; }
.bar b { font-weight: 600; min-width: 4.2rem; text-align: right; }
.track { fill: var(--track); }
.s0 { fill: var(--c0); }
.s1 { fill: url(#fill-1); }
.s2 { fill: url(#fill-2); }
.s3 { fill: url(#fill-3); }
.s4, .s5, .s6, .s7 { fill: url(#fill-4); }
.c1 { fill: var(--c1); }
.c2 { fill: var(--c2); }
.c3 { fill: var(--c3); }
.c4 { fill: var(--c4); }
.over { fill: var(--surface); }
.hatched { fill: url(#hatch); }
.ground { fill: var(--surface); }
.stroke { fill: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; font-size: 0.9rem; margin-bottom: 0.6rem; }
.legend span { display: inline-flex; align-items: center; gap: 0.45rem; flex-wrap: wrap; }
.swatch { width: 1rem; height: 0.85rem; flex: none; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1rem 2rem; }
.plot { break-inside: avoid; display: flex; flex-direction: column; justify-content: space-between; }
.plot p { font-size: 0.92rem; line-height: 1.35; margin-bottom: 0.4rem; }
.plot p b { display: block; }
.plot svg { display: block; width: 100%; height: 122px; overflow: visible; }
.plot text { fill: var(--muted); font-size: 12px; }
.plot .end { text-anchor: end; }
.grid { stroke: var(--line); stroke-width: 1; }
.line { stroke: var(--c0); stroke-width: 2.5; }
.point { fill: var(--c0); }
@media (min-width: 84rem) { .rows.two { columns: 2; column-gap: 2.5rem; } .rows.two .row { grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr); } }
@media (max-width: 40rem) { .row { grid-template-columns: minmax(0, 1fr); padding: 0.35rem 0; } .chart { padding: 0.9rem; } }
`;
