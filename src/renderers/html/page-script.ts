/** Compiled from page/page.ts; its test writes it. */
export const PAGE_SCRIPT = `const NEXT = {
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
function fold(region) {
 const table = region.querySelector('table');
 if (table === null)
  return;
 table.classList.remove('folded');
 if (region.scrollWidth <= region.clientWidth)
  return;
 if (table.dataset.named === undefined)
  nameCells(table);
 table.classList.add('folded');
}
function nameCells(table) {
 table.dataset.named = '';
 const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent.trim());
 for (const row of table.tBodies[0]?.rows ?? []) {
  [...row.cells].forEach((cell, column) => {
   cell.dataset.head = heads[column] ?? '';
  });
 }
}
const widths = new WeakMap();
function startRegions(regions) {
 const settle = (region) => {
  if (widths.get(region) !== region.clientWidth && !matchMedia('print').matches) {
   widths.set(region, region.clientWidth);
   fold(region);
  }
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
function startCopying(code) {
 if (!('clipboard' in navigator))
  return;
 const button = document.createElement('button');
 button.type = 'button';
 button.className = 'copy';
 button.textContent = word('copy');
 button.addEventListener('click', () => {
  void navigator.clipboard.writeText(code.textContent).then(() => {
   button.textContent = word('copied');
  });
 });
 if (code instanceof HTMLPreElement)
  code.before(button);
 else
  code.after(' ', button);
}
function startTargets() {
 const open = () => {
  const found = askedOf(location.hash) === null ? document.getElementById(location.hash.slice(1)) : null;
  for (let at = found; at !== null; at = at.parentElement)
   if (at instanceof HTMLDetailsElement)
    at.open = true;
 };
 addEventListener('hashchange', open);
 open();
}
function startPrintChoice(footer) {
 const box = document.createElement('input');
 box.type = 'checkbox';
 box.id = 'print-all';
 box.autocomplete = 'off';
 const label = document.createElement('label');
 label.className = 'printing';
 label.append(box, ' ', word('printAll'));
 const button = document.createElement('button');
 button.type = 'button';
 button.id = 'print-summary';
 button.textContent = word('printSummary');
 button.addEventListener('click', () => {
  root.dataset.print = 'summary';
  print();
 });
 addEventListener('afterprint', () => delete root.dataset.print);
 footer.append(label, button);
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
for (const code of document.querySelectorAll('pre, .command code'))
 startCopying(code);
startTargets();
const footer = document.querySelector('footer');
if (footer !== null)
 startPrintChoice(footer);
startPrinting();
`;
