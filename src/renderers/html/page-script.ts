/** Compiled from page/page.ts; its test writes it. */
export const PAGE_SCRIPT = `(() => {
'use strict';
"use strict";
const NEXT = {
 none: 'ascending',
 ascending: 'descending',
 descending: 'none',
};
const root = document.documentElement;
const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: 'base' });
function word(name) {
 return root.dataset[name] ?? '';
}
function startTheme(button) {
 const prefersDark = matchMedia('(prefers-color-scheme: dark)');
 const isDark = () => root.dataset.theme === 'auto' ? prefersDark.matches : root.dataset.theme === 'dark';
 const label = () => {
  button.textContent = word(isDark() ? 'light' : 'dark');
 };
 button.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  label();
 });
 prefersDark.addEventListener('change', label);
 label();
 button.hidden = false;
}
function keyOf(row, column, isValued) {
 const cell = row.cells[column];
 if (cell === undefined || cell.dataset.blank !== undefined)
  return null;
 return isValued ? (cell.dataset.value ?? null) : cell.textContent.trim();
}
function compare(a, b) {
 const difference = Number(a) - Number(b);
 return Number.isNaN(difference) ? collator.compare(a, b) : difference;
}
function sorted(rows, column, direction) {
 const isValued = rows.some((row) => row.cells[column]?.dataset.value !== undefined);
 const keyed = rows.map((row) => ({ row, key: keyOf(row, column, isValued) }));
 if (direction !== 'none') {
  const sign = direction === 'ascending' ? 1 : -1;
  keyed.sort((a, b) => {
   if (a.key === null || b.key === null)
    return Number(a.key === null) - Number(b.key === null);
   return sign * compare(a.key, b.key);
  });
 }
 return keyed.map(({ row }) => row);
}
function startSorting(table) {
 const [body] = table.tBodies;
 if (body === undefined || body.rows.length < 2)
  return;
 const rows = [...body.rows];
 const heads = [...table.querySelectorAll('thead th')];
 heads.forEach((head, column) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  head.setAttribute('aria-sort', 'none');
  button.addEventListener('click', () => {
   const direction = NEXT[directionOf(head)];
   for (const other of heads)
    other.setAttribute('aria-sort', 'none');
   head.setAttribute('aria-sort', direction);
   body.append(...sorted(rows, column, direction));
  });
 });
}
function directionOf(head) {
 const found = head.getAttribute('aria-sort');
 return found === 'ascending' || found === 'descending' ? found : 'none';
}
function normalised(text) {
 return text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
}
function startFilter(table) {
 const region = table.parentElement;
 const [body] = table.tBodies;
 if (region === null || body === undefined)
  return;
 const label = document.createElement('label');
 const field = document.createElement('input');
 field.type = 'search';
 field.autocomplete = 'off';
 field.spellcheck = false;
 label.append(word('filter'), ' ', field);
 const count = document.createElement('output');
 count.setAttribute('role', 'status');
 const bar = document.createElement('div');
 bar.className = 'filter';
 bar.append(label, count);
 region.before(bar);
 const total = body.rows.length;
 field.addEventListener('input', () => {
  const sought = normalised(field.value.trim());
  let shown = 0;
  for (const row of body.rows) {
   row.hidden = !normalised(row.textContent).includes(sought);
   if (!row.hidden)
    shown += 1;
  }
  count.textContent =
   sought === '' ? '' : word('shown').replace('{n}', String(shown)).replace('{total}', String(total));
 });
}
function startRegions(regions) {
 const settle = (region) => {
  if (region.scrollWidth > region.clientWidth)
   region.tabIndex = 0;
  else
   region.removeAttribute('tabindex');
 };
 const observer = new ResizeObserver((entries) => {
  for (const { target } of entries)
   if (target instanceof HTMLElement)
    settle(target);
 });
 for (const region of regions) {
  settle(region);
  observer.observe(region);
 }
}
function startPrinting() {
 let opened = [];
 addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not([open])')];
  for (const one of opened)
   one.open = true;
 });
 addEventListener('afterprint', () => {
  for (const one of opened)
   one.open = false;
  opened = [];
 });
}
const theme = document.querySelector('#theme');
if (theme !== null)
 startTheme(theme);
for (const table of document.querySelectorAll('main table')) {
 startSorting(table);
 if (table.dataset.filter !== undefined)
  startFilter(table);
}
startRegions(document.querySelectorAll('.scroll, pre'));
startPrinting();
})();
`;
