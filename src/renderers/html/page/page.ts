// What the page does for its reader, in the browser alone. Compiled into ../page-script.ts; without it, all is there
// to read, in the order of the report. Its search is in search.ts, in the same scope.

type Direction = 'ascending' | 'descending' | 'none';

const NEXT: Readonly<Record<Direction, Direction>> = {
  none: 'ascending',
  ascending: 'descending',
  descending: 'none',
};

const root = document.documentElement;
const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: 'base' });

function word(name: string): string {
  return root.dataset[name] ?? '';
}

/** A button that says which theme it leads to. */
function startTheme(button: HTMLButtonElement): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean =>
    root.dataset.theme === 'auto' ? prefersDark.matches : root.dataset.theme === 'dark';
  const label = (): void => {
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

/** What a cell is sorted by; null for what is not known, which comes last either way. */
function keyOf(row: HTMLTableRowElement, column: number, isValued: boolean): string | null {
  const cell = row.cells[column];
  if (cell === undefined || cell.dataset.blank !== undefined) return null;
  return isValued ? (cell.dataset.value ?? null) : cell.textContent.trim();
}

function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? collator.compare(a, b) : difference;
}

function sorted(
  rows: readonly HTMLTableRowElement[],
  column: number,
  direction: Direction,
): HTMLTableRowElement[] {
  const isValued = rows.some((row) => row.cells[column]?.dataset.value !== undefined);
  const keyed = rows.map((row) => ({ row, key: keyOf(row, column, isValued) }));
  if (direction !== 'none') {
    const sign = direction === 'ascending' ? 1 : -1;
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return sign * compare(a.key, b.key);
    });
  }
  return keyed.map(({ row }) => row);
}

/** Each head becomes a button: ascending, descending, then the order of the report. */
function startSorting(table: HTMLTableElement): void {
  const [body] = table.tBodies;
  if (body === undefined || body.rows.length < 2) return;
  const rows = [...body.rows];
  const heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const direction = NEXT[directionOf(head)];
      for (const other of heads) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', direction);
      body.append(...sorted(rows, column, direction));
    });
  });
}

function directionOf(head: HTMLTableCellElement): Direction {
  const found = head.getAttribute('aria-sort');
  return found === 'ascending' || found === 'descending' ? found : 'none';
}

/** Without case and accents. */
function normalised(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A field above a long table that leaves the rows that hold its text, and how many they are. */
function startFilter(table: HTMLTableElement): void {
  const region = table.parentElement;
  const [body] = table.tBodies;
  if (region === null || body === undefined) return;
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
      if (!row.hidden) shown += 1;
    }
    count.textContent =
      sought === '' ? '' : word('shown').replace('{n}', String(shown)).replace('{total}', String(total));
  });
}

/** A table wider than its place is told row by row, each cell with its head, so that no column is cut. */
function fold(region: HTMLElement): void {
  const table = region.querySelector('table');
  if (table === null) return;
  table.classList.remove('folded');
  if (region.scrollWidth <= region.clientWidth) return;
  if (table.dataset.named === undefined) nameCells(table);
  table.classList.add('folded');
}

function nameCells(table: HTMLTableElement): void {
  table.dataset.named = '';
  const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0]?.rows ?? []) {
    [...row.cells].forEach((cell, column) => {
      cell.dataset.head = heads[column] ?? '';
    });
  }
}

const widths = new WeakMap<HTMLElement, number>();

/** Folded where it is too wide; a stop of the keyboard only while it still has something to scroll to. */
function startRegions(regions: Iterable<HTMLElement>): void {
  const settle = (region: HTMLElement): void => {
    if (widths.get(region) !== region.clientWidth && !matchMedia('print').matches) {
      widths.set(region, region.clientWidth);
      fold(region);
    }
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute('tabindex');
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) settle(target);
  });
  for (const region of regions) {
    settle(region);
    observer.observe(region);
  }
}

/** A button that copies what stands in a block of code, or a command, where the browser lets a file do so. */
function startCopying(code: HTMLElement): void {
  if (!('clipboard' in navigator)) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = word('copy');
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent).then(() => {
      button.textContent = word('copied');
    });
  });
  if (code instanceof HTMLPreElement) code.before(button);
  else code.after(' ', button);
}

/** What an address leads to is opened. */
function startTargets(): void {
  const open = (): void => {
    const found = askedOf(location.hash) === null ? document.getElementById(location.hash.slice(1)) : null;
    for (let at = found; at !== null; at = at.parentElement)
      if (at instanceof HTMLDetailsElement) at.open = true;
  };
  addEventListener('hashchange', open);
  open();
}

/** What a page is seldom printed for is on paper where it is asked for; the style looks at the box. */
function startPrintChoice(footer: HTMLElement): void {
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

/** Paper shows what is collapsed. */
function startPrinting(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
    opened = [];
  });
}

const theme = document.querySelector<HTMLButtonElement>('#theme');
if (theme !== null) startTheme(theme);
for (const table of document.querySelectorAll<HTMLTableElement>('main table')) {
  startSorting(table);
  if (table.dataset.filter !== undefined) startFilter(table);
}
startRegions(document.querySelectorAll<HTMLElement>('.scroll, pre'));
for (const code of document.querySelectorAll<HTMLElement>('pre, .command code')) startCopying(code);
startTargets();
const footer = document.querySelector<HTMLElement>('footer');
if (footer !== null) startPrintChoice(footer);
startPrinting();
