// One field and three choices over the whole page, and the checks of one establishment. Compiled into ../page-search-script.ts, which stands
// behind ../page-script.ts in one scope.

/** What the search looks through: cards, decisions, rows of tables. */
const SOUGHT = '.card, .decision, main tbody tr';
/** Tables with a row for each establishment. */
const BY_ESTABLISHMENT = ['matrix', 'establishment', 'roster-by-establishment', 'licences-by-establishment']
  .map((id) => `[data-table='${id}'] tbody tr`)
  .join(', ');
/** Tables with a column for each category. */
const BY_CATEGORY = "[data-table='physicians'], [data-table='other-categories'], [data-table='enrolments']";

/** What the reader asks for; '' is everything. It stands in the address, so that it can be sent. */
interface Asked {
  readonly q: string;
  readonly gravity: string;
  readonly e: string;
  readonly c: string;
}

const NOTHING_ASKED: Asked = { q: '', gravity: '', e: '', c: '' };

function askedOf(hash: string): Asked | null {
  if (!/^#(q|gravity|e|c)=/.test(hash)) return null;
  const parts = new Map(
    hash
      .slice(1)
      .split('&')
      .map((part): [string, string] => {
        const at = part.indexOf('=');
        return [part.slice(0, at), decoded(part.slice(at + 1))];
      }),
  );
  const of = (name: string): string => parts.get(name) ?? '';
  return { q: of('q'), gravity: of('gravity'), e: of('e'), c: of('c') };
}

function hashOf(asked: Asked): string {
  const parts = Object.entries(asked).filter(([, value]) => value !== '');
  return `#${parts.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

function rowHead(row: HTMLElement): string {
  return row.querySelector('th')?.textContent.trim() ?? '';
}

/** Leaves what is asked for; what is left empty goes too. Gives how many are left. */
function seek(asked: Asked): number {
  const wanted = normalised(asked.q.trim());
  let shown = 0;
  for (const one of document.querySelectorAll<HTMLElement>(SOUGHT)) {
    const isShown = !isOther(one, asked) && normalised(one.textContent).includes(wanted);
    one.classList.toggle('left-out', !isShown);
    if (isShown) shown += 1;
  }
  leaveOutEmpty(wanted !== '');
  return shown;
}

/** Of another gravity, or of another establishment, than what is asked for. */
function isOther(one: HTMLElement, { gravity, e }: Asked): boolean {
  const isOtherwiseGrave = one.dataset.gravity !== undefined && one.dataset.gravity !== gravity;
  if (gravity !== '' && isOtherwiseGrave) return true;
  return e !== '' && one.matches(BY_ESTABLISHMENT) && rowHead(one) !== e;
}

/** A part none of which is left goes too; one that is collapsed over something sought opens. */
function leaveOutEmpty(isSought: boolean): void {
  for (const whole of document.querySelectorAll<HTMLElement>(
    'main > section, main .group, main .fold, .scroll',
  )) {
    const found = [...whole.querySelectorAll<HTMLElement>(SOUGHT)];
    const isEmpty = isSought && !found.some((one) => !one.classList.contains('left-out'));
    whole.classList.toggle('left-out', isEmpty);
    if (whole instanceof HTMLDetailsElement && isSought && found.length > 0 && !isEmpty) whole.open = true;
  }
}

/** Leaves the column of a category where there is one, and the head of each row. */
function seekCategory(category: string): void {
  for (const region of document.querySelectorAll<HTMLElement>(BY_CATEGORY)) {
    const heads = [...region.querySelectorAll('thead th')].map((head) => head.textContent.trim());
    const kept = category === '' || !heads.includes(category) ? null : heads.indexOf(category);
    for (const cell of region.querySelectorAll<HTMLTableCellElement>('th, td')) {
      cell.classList.toggle('left-out', kept !== null && cell.cellIndex !== 0 && cell.cellIndex !== kept);
    }
  }
}

/** Every check of one establishment, put together from the tables of all of them. */
function drillDown(e: string): HTMLElement | null {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-table='establishment']")];
  const found = regions.flatMap((region) => {
    const row = [...region.querySelectorAll<HTMLTableRowElement>('tbody tr')].find(
      (one) => rowHead(one) === e,
    );
    return row === undefined ? [] : [{ region, row }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const table = document.createElement('table');
  const caption = table.createCaption();
  caption.textContent = `${e} · ${word('oneEstablishment')}`;
  caption.id = 'drill-caption';
  const head = table.createTHead().insertRow();
  for (const [at, one] of [...first.region.querySelectorAll('thead th')].entries()) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.className = one.className;
    cell.textContent = at === 0 ? word('check') : one.textContent;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { region, row } of found) {
    const line = body.insertRow();
    const name = document.createElement('th');
    name.scope = 'row';
    const link = document.createElement('a');
    link.href = `#${region.closest('details')?.id ?? ''}`;
    link.textContent = region.querySelector('caption')?.textContent ?? '';
    name.append(link);
    line.append(name, ...[...row.cells].slice(1).map((cell) => cell.cloneNode(true)));
  }
  const region = document.createElement('div');
  region.className = 'scroll';
  region.setAttribute('role', 'group');
  region.setAttribute('aria-labelledby', 'drill-caption');
  region.append(table);
  return region;
}

/** The establishment that is asked for stands above the report, with the way back. */
function showEstablishment(place: HTMLElement, e: string): void {
  place.replaceChildren();
  const found = e === '' ? null : drillDown(e);
  place.hidden = found === null;
  if (found === null) return;
  const title = document.createElement('h2');
  title.textContent = e;
  const back = document.createElement('a');
  back.href = '#';
  back.textContent = word('back');
  const line = document.createElement('p');
  line.append(back);
  place.append(title, found, line);
  startRegions([found]);
}

function choiceOf(every: string, values: readonly (readonly [string, string])[]): HTMLSelectElement {
  const choice = document.createElement('select');
  choice.setAttribute('aria-label', word(every));
  choice.append(new Option(word(every), ''), ...values.map(([value, name]) => new Option(name, value)));
  choice.hidden = values.length < 2;
  return choice;
}

function texts(selector: string): string[] {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].map((one) => one.textContent.trim());
  return [...new Set(all)];
}

/** One field and three choices over the whole page. */
function startSearch(place: HTMLElement): void {
  const field = document.createElement('input');
  field.type = 'search';
  field.autocomplete = 'off';
  field.spellcheck = false;
  const label = document.createElement('label');
  label.append(word('search'), ' ', field);
  const itself = (name: string): [string, string] => [name, name];
  const gravity = choiceOf(
    'everyGravity',
    ['critical', 'serious', 'notable'].map((one) => [one, word(one)]),
  );
  const names = texts("[data-table='establishment'] tbody th").sort((a, b) => collator.compare(a, b));
  const establishment = choiceOf('everyEstablishment', names.map(itself));
  const categories = texts(
    "[data-table='physicians'] thead th:not(:first-child), [data-table='other-categories'] thead th:not(:first-child)",
  );
  const category = choiceOf('everyCategory', categories.map(itself));
  const count = document.createElement('output');
  count.setAttribute('role', 'status');
  const one = document.createElement('section');
  one.id = 'one-establishment';
  one.hidden = true;
  document.querySelector('main')?.prepend(one);
  const apply = (asked: Asked): void => {
    const shown = seek(asked);
    seekCategory(asked.c);
    showEstablishment(one, asked.e);
    count.textContent = shown === 0 ? word('nothingShown') : '';
  };
  const fromControls = (): void => {
    const asked = {
      q: field.value.trim(),
      gravity: gravity.value,
      e: establishment.value,
      c: category.value,
    };
    apply(asked);
    history.replaceState(null, '', hashOf(asked));
  };
  const fromAddress = (): void => {
    const asked = askedOf(location.hash) ?? (location.hash === '' ? NOTHING_ASKED : null);
    if (asked === null) return;
    field.value = asked.q;
    for (const [choice, value] of [
      [gravity, asked.gravity],
      [establishment, asked.e],
      [category, asked.c],
    ] as const) {
      // What this report does not have is not sought in it: empty tables would read as nobody.
      choice.value = [...choice.options].some((option) => option.value === value.trim()) ? value.trim() : '';
    }
    apply({ q: asked.q, gravity: gravity.value, e: establishment.value, c: category.value });
    scrollTo({ top: 0 });
  };
  field.addEventListener('input', fromControls);
  for (const choice of [gravity, establishment, category]) choice.addEventListener('change', fromControls);
  addEventListener('hashchange', fromAddress);
  place.append(label, gravity, establishment, category, count);
  place.hidden = false;
  if (askedOf(location.hash) !== null) fromAddress();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // An address that somebody cut short is sought as it is.
    return text;
  }
}

const search = document.querySelector<HTMLElement>('#search');
if (search !== null) startSearch(search);
