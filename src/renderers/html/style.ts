import { CHART_STYLE } from './style-charts.ts';
import { FIRST_SCREEN_STYLE } from './style-first-screen.ts';
import { PRINT_STYLE } from './style-print.ts';

const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f8, #10161c);
  --surface: light-dark(#ffffff, #182028);
  --raised: light-dark(#eef2f6, #222c36);
  --ink: light-dark(#16222e, #e9eef3);
  --muted: light-dark(#4d5c6a, #aab8c5);
  --line: light-dark(#d5dde4, #35434f);
  --accent: light-dark(#17568c, #84c0f2);
  --critical: light-dark(#a11d2b, #ff9c96);
  --serious: light-dark(#8a4b00, #f3b962);
  --notable: light-dark(#17568c, #84c0f2);
  --clear: light-dark(#1c6638, #86d3a2);
  --warn-ground: light-dark(#fdf4df, #2e2716);
  --warn-line: light-dark(#b98216, #c99a3a);
  --c0: light-dark(#17568c, #6fb2ea);
  --c1: light-dark(#b5651d, #eba561);
  --c2: light-dark(#3f7d58, #7cc79a);
  --c3: light-dark(#6d4c91, #b89ae0);
  --c4: light-dark(#5f6b76, #a9b4be);
  --track: light-dark(#e3e9ee, #2a3540);
}
[data-theme='light'] { color-scheme: light; }
[data-theme='dark'] { color-scheme: dark; }
`;

const BASE = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, figure { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.45rem; margin-bottom: 1rem; letter-spacing: -0.01em; }
h3 { font-size: 1.08rem; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
[hidden] { display: none; }
.hidden, caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -6rem; z-index: 3; background: var(--surface); padding: 0.7rem 1rem; border-radius: 6px; }
.skip:focus { top: 1rem; }
button, input { font: inherit; color: inherit; }
`;

const LAYOUT = `
header, .page, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between; padding-top: 1.6rem; padding-bottom: 1.1rem; }
.masthead { min-width: 0; }
h1 { font-size: clamp(1.45rem, 1.1rem + 1.6vw, 2.1rem); letter-spacing: -0.015em; }
.tenant { font-size: 1.15rem; font-weight: 600; margin-top: 0.25rem; }
.dates { color: var(--muted); margin-top: 0.15rem; max-width: none; }
.dates span + span::before { content: '·'; margin-right: 0.45rem; }
#theme { flex: none; background: var(--surface); border: 1px solid var(--line); border-radius: 999px; padding: 0.35rem 0.95rem; cursor: pointer; font-size: 0.9rem; }
#theme:hover { border-color: var(--accent); }
nav { margin-bottom: 1rem; }
nav summary { font-weight: 600; cursor: pointer; padding: 0.4rem 0; }
nav ol { list-style: none; }
nav a { display: block; padding: 0.3rem 0.6rem; border-left: 3px solid var(--line); color: var(--ink); text-decoration: none; font-size: 0.95rem; }
nav a:hover { border-color: var(--accent); color: var(--accent); text-decoration: underline; }
main { min-width: 0; }
main > section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.4rem 1.5rem; margin-bottom: 1.25rem; }
main > #checks { background: none; border: 0; padding: 0.6rem 0 0.4rem; }
section > * + *, .group > * + *, .fold > * + * { margin-top: 0.9rem; }
section > h2 + * { margin-top: 0; }
.group + .group { margin-top: 1.6rem; padding-top: 1.4rem; border-top: 1px solid var(--line); }
section ul { padding-left: 1.2rem; }
p, li { max-width: 75ch; }
footer { color: var(--muted); font-size: 0.9rem; padding-bottom: 2.5rem; }
@media (min-width: 70rem) {
  .page { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 2rem; }
  @supports selector(::details-content) {
    nav { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow: auto; }
    nav details:not([open])::details-content { content-visibility: visible; height: auto; }
    nav summary { list-style: none; cursor: default; pointer-events: none; }
  }
}
@media (max-width: 40rem) {
  header, .page, footer { padding-left: 1rem; padding-right: 1rem; }
  main > section { padding: 1.1rem 1rem; border-radius: 10px; }
  header { flex-direction: column-reverse; gap: 0.4rem; padding-top: 0.9rem; }
  #theme { align-self: flex-end; }
  .dates span { display: block; }
  .dates span + span::before { content: none; }
}
`;

const PARTS = `
.fold { border: 1px solid var(--line); border-radius: 8px; padding: 0 1rem; }
.fold + .fold { margin-top: 0.6rem; }
.fold[open] { padding-bottom: 1rem; }
.fold > summary { cursor: pointer; padding: 0.7rem 0; font-weight: 600; }
.fold > summary h3 { display: inline; font-size: 1rem; }
.sql summary { cursor: pointer; color: var(--accent); }
pre { background: var(--raised); border-radius: 8px; padding: 0.9rem 1rem; overflow: auto; font: 0.85rem/1.5 ui-monospace, 'Cascadia Mono', Consolas, 'Liberation Mono', monospace; white-space: pre-wrap; margin: 0.5rem 0 0; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
th, td { padding: 0.45rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); min-width: 4.4rem; overflow-wrap: anywhere; max-width: 32rem; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--raised); font-size: 0.85rem; vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 11rem; background: var(--surface); position: sticky; left: 0; max-width: 22rem; }
tbody tr:hover > * { background: var(--raised); }
.n { text-align: right; }
td.n { white-space: nowrap; }
td.of { white-space: normal; }
thead th { overflow-wrap: break-word; word-break: normal; hyphens: auto; }
[data-blank] { color: var(--muted); }
thead button { all: unset; cursor: pointer; font-weight: 600; box-sizing: border-box; }
thead button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
thead button:hover { text-decoration: underline; }
thead button::after { content: '\\2195'; margin-left: 0.35rem; color: var(--muted); }
[aria-sort='ascending'] button::after { content: '\\25b2'; color: var(--accent); }
[aria-sort='descending'] button::after { content: '\\25bc'; color: var(--accent); }
.filter { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; font-size: 0.93rem; }
.filter label { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; align-items: center; }
.filter input { background: var(--surface); border: 1px solid var(--muted); border-radius: 6px; padding: 0.3rem 0.6rem; width: 16rem; max-width: 100%; }
#search { max-width: 84rem; margin: 0 auto 1rem; padding: 0 1.25rem; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; font-size: 0.95rem; }
#search[hidden] { display: none; }
#search label { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; align-items: center; flex: 1 1 100%; }
#search input { flex: 1 1 20rem; min-width: 0; }
#search select { flex: 0 1 auto; width: min(18rem, 100%); }
#search input, #search select { background: var(--surface); border: 1px solid var(--muted); border-radius: 8px; padding: 0.4rem 0.7rem; max-width: 100%; color: inherit; font: inherit; }
.left-out { display: none !important; }
.filter + .scroll { margin-top: 0.5rem; }
td.above { background: light-dark(#fdf0d3, #3a2f14); }
td.far-above { background: light-dark(#f9d9b8, #5a3813); font-weight: 600; }
@media screen {
table.folded, .folded tbody, .folded tr, .folded th, .folded td { display: block; max-width: none; }
.folded thead { display: none; }
table.folded tr[hidden] { display: none; }
.folded tr { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); }
.folded tr:last-child { border-bottom: 0; }
.folded th, .folded td, .folded td.n { border: 0; padding: 0.15rem 0; min-width: 0; position: static; white-space: normal; text-align: left; display: flex; flex-wrap: wrap; gap: 0 0.75rem; justify-content: space-between; overflow-wrap: anywhere; }
.folded th { font-weight: 650; display: block; }
.folded td::before { content: attr(data-head); color: var(--muted); flex: 1 1 8rem; }
}
.command { display: flex; flex-wrap: wrap; gap: 0.3rem 0.7rem; align-items: center; font-size: 0.85rem; margin-top: 0.35rem; }
.command code { background: var(--raised); border-radius: 5px; padding: 0.15rem 0.5rem; }
.command .copy { float: none; margin: 0; }
.files { font-size: 0.92rem; display: flex; flex-wrap: wrap; gap: 0 1rem; }
.forms a { margin-right: 0.35rem; }
#one-establishment { border-color: var(--accent); }
#print-summary { margin-top: 0.6rem; background: var(--surface); border: 1px solid var(--line); border-radius: 999px; padding: 0.35rem 0.95rem; cursor: pointer; }
.copy { float: right; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 0.1rem 0.6rem; cursor: pointer; font-size: 0.85rem; margin: 0.8rem 0.6rem 0 0; }
#constats { display: flow-root; }
@media (min-width: 64rem) {
  #constats { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: auto auto 1fr; gap: 0 2rem; }
  #constats h2 { grid-column: 1 / -1; }
  section#constats > * + * { margin-top: 0; }
  section#constats > ul + p { margin-top: 0.9rem; }
  #constats > figure { grid-column: 2; grid-row: 2 / span 2; }
  #constats > ul { font-size: 1.12rem; }
  #constats > ul li + li { margin-top: 0.6rem; }
}
.printing { display: block; margin-top: 0.6rem; }
@media (max-width: 40rem) { tbody th { max-width: 9.5rem; min-width: 9.5rem; } th, td { padding: 0.4rem 0.55rem; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The page's one style sheet. */
export const STYLE = [COLOURS, BASE, LAYOUT, FIRST_SCREEN_STYLE, PARTS, CHART_STYLE, PRINT_STYLE].join('');
