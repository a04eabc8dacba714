/** Paper: light, no controls, everything opened, heads of tables on every sheet, no row cut in two. */
export const PRINT_STYLE = `
@page { margin: 15mm 14mm 17mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt system-ui, sans-serif; color: #4d5c6a; } }
@page summary { margin: 10mm 12mm 12mm; }
@media print {
  :root, [data-theme] { color-scheme: light; }
  html { font-size: 9pt; }
  body { background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body:not(:has(#print-all:checked)) :is(#method, #advice, #establishments .fold, .group:has([data-table='licences-by-establishment'])) { display: none; }
  #constats { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: auto auto 1fr; gap: 0 6mm; }
  #constats h2 { grid-column: 1 / -1; }
  section#constats > * + * { margin-top: 0; }
  section#constats > ul + p { margin-top: 2mm; }
  #constats .chart { padding: 2mm 3mm; }
  #constats .row { padding: 0.25mm 0; }
  #constats .drawn { gap: 0; }
  #constats .bar svg { height: 2mm; }
  #constats .bar b { font-size: 0.85em; line-height: 1; }
  #decisions { break-inside: avoid; }
  #decisions .facts span:has(a) { display: none; }
  main > .worst .sentence { font-size: 12pt; }
  p, li { max-width: none; }
  #constats > figure { grid-column: 2; grid-row: 2 / span 2; }
  section .decisions { gap: 1mm; }
  .decision { padding: 0.5mm 3mm; break-inside: avoid; border-width: 0 0 0 5px; border-radius: 0; }
  #matrix { break-inside: avoid; }
  nav, .skip, #theme, #search, .copy, .command, .files, .forms, .filter, footer, thead button::after { display: none; }
  [data-print='summary'] { font-size: 8.2pt; page: summary; }
  [data-print='summary'] #certainty ul { display: none; }
  [data-print='summary'] main > :not(.worst, #constats, #decisions, #certainty) { display: none; }
  header, .page { display: block; max-width: none; padding: 0; margin: 0; }
  main > section, main > .worst, main > .gaps { border-radius: 0; padding: 0; border: 0; margin: 0 0 5mm; background: none; }
  main > .worst { border-left: 6px solid var(--clear); padding: 0 0 0 5mm; margin: 2mm 0 4mm; }
  main > .gaps { border: 1px solid var(--warn-line); padding: 3mm 4mm; background: none; }
  main > #checks { padding: 0; }
  .cards { grid-template-columns: repeat(4, 1fr); gap: 2mm; }
  .card { padding: 2.5mm 3.5mm 3mm; break-inside: avoid; border-radius: 4px; }
  .card:first-child { grid-column: span 2; }
  .figure strong, .card:first-child .figure strong { font-size: 16pt; }
  .gaps ul { grid-template-columns: repeat(2, 1fr); }
  .gaps li, .group > h3, figure, .row { break-inside: avoid; }
  h2, h3, summary, caption { break-after: avoid; }
  section { break-inside: auto; }
  details::details-content { content-visibility: visible; height: auto; }
  .fold { border: 0; padding: 0; }
  summary { list-style: none; }
  .sql summary { color: var(--ink); font-weight: 600; }
  .scroll { overflow: visible; border: 0; }
  table { font-size: 7.8pt; }
  thead { display: table-header-group; }
  thead button { display: contents; }
  tr, tr[hidden] { break-inside: avoid; display: table-row; }
  th, td, tbody th { padding: 0.6mm 1.2mm; position: static; min-width: 0; max-width: none; background: none; }
  tbody th { min-width: 34mm; }
  td.n { white-space: normal; overflow-wrap: normal; }
  pre { overflow: visible; font-size: 7.5pt; background: none; border: 1px solid var(--line); padding: 2mm 3mm; break-inside: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
