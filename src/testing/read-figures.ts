import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre';
import { z } from 'zod';
import { isNotAssessable } from '../i18n/sentence.ts';
import type { Situation } from '../situation/situation.ts';
import { readSlides } from './read-slides.ts';

/** Figures by what they count: "indicator/mfa-status/count"; null where a format says that it is not known. */
export type Figures = ReadonlyMap<string, number | null>;

/** A table as a reader of the format finds it, beneath its title. */
interface FoundTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a page in Markdown. */
export function markdownTables(text: string): FoundTable[] {
  let title = '';
  const tables: { title: string; lines: string[][] }[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    if (/^#+ /.test(line)) title = line.replace(/^#+ /, '');
    if (!line.startsWith('| ')) {
      isOpen = false;
      continue;
    }
    const cells = line
      .slice(2, line.lastIndexOf('|'))
      .split(' | ')
      .map((cell) => cell.trim());
    if (isOpen) tables.at(-1)?.lines.push(cells);
    else tables.push({ title, lines: [cells] });
    isOpen = true;
  }
  return tables.map(({ title: of, lines: [heads = [], , ...rows] }) => ({ title: of, heads, rows }));
}

/** The tables of the page. */
export function htmlTables(text: string): FoundTable[] {
  let title = '';
  const tables: FoundTable[] = [];
  for (const [, heading, table] of text.matchAll(
    /<h[1-6][^>]*>(.*?)<\/h[1-6]>|<table[^>]*>(.*?)<\/table>/gs,
  )) {
    if (heading !== undefined) title = plain(heading);
    if (table === undefined) continue;
    const [heads = [], ...rows] = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
    );
    tables.push({ title, heads, rows });
  }
  return tables;
}

/** A page in HTML as its text alone. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/ +/g, ' ')
    .trim();
}

/** The tables of the slides. */
export async function slideTables(file: Uint8Array): Promise<FoundTable[]> {
  const slides = await readSlides(file);
  return slides.flatMap(({ title, tables }) =>
    tables.map(([heads = [], ...rows]) => ({ title, heads, rows })),
  );
}

/** The tables of the workbook: a row of texts alone begins one, an empty row ends it. */
export async function workbookTables(file: Uint8Array): Promise<FoundTable[]> {
  const book = await readXlsx(file);
  return book.sheets.flatMap(({ name, rows }) => {
    const tables: { title: string; heads: string[]; rows: string[][] }[] = [];
    let open: (typeof tables)[number] | null = null;
    for (const row of rows) {
      const cells = row.map((cell) => (cell === null ? '' : String(cell)));
      if (cells.filter((cell) => cell !== '').length < 2) open = null;
      else if (open === null) tables.push((open = { title: name, heads: cells, rows: [] }));
      else open.rows.push(cells);
    }
    return tables;
  });
}

/** Every text of the workbook, a line each. */
export async function workbookTexts(file: Uint8Array): Promise<string> {
  const { sheets } = await readXlsx(file);
  return sheets.flatMap(({ rows }) => rows.flat().filter((cell) => typeof cell === 'string')).join('\n');
}

/** Every text of the slides, a line each. */
export async function slideTexts(file: Uint8Array): Promise<string> {
  return (await readSlides(file)).flatMap(({ texts }) => texts).join('\n');
}

/** The tables of the terminal: columns two blanks apart, beneath a line of hyphens. */
export function terminalTables(text: string): FoundTable[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^ *-{20,}$/.test(line)) return [];
    const cells = (row: string): string[] => row.trim().split(/ {2,}/);
    const end = lines.findIndex((row, index) => index > at && !row.startsWith('  '));
    const below = lines.slice(at + 1, end < 0 ? undefined : end);
    return [{ title: lines[at - 2] ?? '', heads: cells(lines[at - 1] ?? ''), rows: below.map(cells) }];
  });
}

const NUMBER = /^(?:au moins[\u00a0 ]|environ[\u00a0 ])*(\d[\d\u00a0\u202f]*)(?:[^,.\d]|$)/i;

/** The number that a cell begins with; null where it is not known, undefined where there is none. */
function numberOf(cell: string | undefined): number | null | undefined {
  const text = (cell ?? '').trim();
  if (/^n\.[\s\u00a0]d\./.test(text)) return null;
  const [, digits] = NUMBER.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(/[\u00a0\u202f]/g, ''));
}

/** What a sentence or a list tells: pattern by what it counts, each with a group for the number. */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  'population/mailboxes':
    /comptes courriels non utilisés de plus de \d+ jours sur un total de (\d[\d\u00a0\u202f]*)/,
  'population/physicians': /(\d[\d\u00a0\u202f]*) comptes médecins ont été créés, /,
};
const DECISION =
  /Comptes visés[\u00a0 ]: (.*?) (?:· )?Dont médecins[\u00a0 ]: ((?:au moins[\u00a0 ])?[\d\u00a0\u202f]+)/g;

/** The figures that tables and texts in French show, by the ids of what their labels name. */
export function figuresOf(tables: readonly FoundTable[], text: string, situation: Situation): Figures {
  const figures = new Map<string, number | null>();
  const labels = labelsOf(situation);
  const put = (key: string, cell: string | undefined): void => {
    const value = numberOf(cell);
    if (value === undefined) return;
    const before = figures.get(key);
    if (before !== undefined && before !== value) throw new Error(`${key} is ${before} and ${value}`);
    figures.set(key, value);
  };
  for (const table of tables) for (const read of READERS) read(table, labels, put);
  for (const [key, pattern] of Object.entries(SENTENCES)) put(key, pattern.exec(text)?.[1]);
  for (const [at, [, accounts, physicians]] of [...text.matchAll(DECISION)].entries()) {
    put(`decision/${at}/accounts`, accounts);
    put(`decision/${at}/physicians`, physicians);
  }
  return figures;
}

type Put = (key: string, cell: string | undefined) => void;
type Reader = (table: FoundTable, labels: Labels, put: Put) => void;

interface Labels {
  readonly checks: ReadonlyMap<string, string>;
  readonly short: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  readonly establishments: ReadonlyMap<string, string>;
}

function labelsOf({ checks, categories, indicators }: Situation): Labels {
  const names = new Set(indicators.flatMap(({ byEstablishment }) => byEstablishment.map(({ id }) => id)));
  return {
    checks: new Map(checks.map(({ id, title }) => [title.fr, id])),
    short: new Map(checks.map(({ id, title, shortTitle }) => [shortTitle?.fr ?? title.fr, id])),
    categories: new Map(categories.map(({ id, label }) => [label.fr, id])),
    establishments: new Map([...names].map((id) => [id === '' ? 'Sans établissement' : id, id])),
  };
}

/** Whose number the tables of establishments begin with. */
const BASES = ['Comptes', 'Comptes activés', 'Boîtes aux lettres'];

const READERS: readonly Reader[] = [
  function indicators({ heads, rows }, { checks }, put) {
    if (heads[0] !== 'Indicateur' && heads[0] !== 'Contrôle') return;
    for (const row of rows) {
      const id = checks.get(row[0] ?? '');
      if (id === undefined || heads[1] === 'Catégorie') continue;
      const at = (head: string): string | undefined =>
        heads.includes(head) ? row[heads.indexOf(head)] : undefined;
      put(`indicator/${id}/population`, at('Population'));
      put(`indicator/${id}/examined`, at('Examinés'));
      put(`indicator/${id}/count`, at('Non conformes') ?? at('Nombre'));
      put(`indicator/${id}/undetermined`, at('Indéterminés') ?? at('Indét.'));
    }
  },
  function categories({ heads, rows }, { checks, categories: labels }, put) {
    for (const row of rows) {
      for (const [at, head] of heads.entries()) {
        const [check, category] = [checks.get(row[0] ?? ''), labels.get(head)];
        if (check !== undefined && category !== undefined)
          put(`category/${category}/${check}/count`, row[at]);
        const [turnedCheck, turnedCategory] = [checks.get(head), labels.get(row[0] ?? '')];
        if (turnedCheck === undefined || turnedCategory === undefined) continue;
        put(`category/${turnedCategory}/${turnedCheck}/count`, row[at]);
      }
    }
  },
  function flatCategories({ heads, rows }, { checks, categories: labels }, put) {
    if (heads[0] !== 'Indicateur' || heads[1] !== 'Catégorie') return;
    for (const row of rows) {
      const [check, category] = [checks.get(row[0] ?? ''), labels.get(row[1] ?? '')];
      put(`category/${category ?? '?'}/${check ?? '?'}/count`, row[heads.indexOf('Non conformes')]);
    }
  },
  function establishmentsOfCheck({ title, heads, rows }, { checks, establishments }, put) {
    const check = checks.get(title);
    if (heads[0] !== 'Établissement' || !BASES.includes(heads[1] ?? '') || check === undefined) return;
    for (const row of rows) {
      const name = establishments.get(row[0] ?? '');
      if (name === undefined) continue;
      put(`establishment/${name}/${check}/population`, row[1]);
      put(`establishment/${name}/${check}/count`, row[heads.indexOf('Non conformes')]);
      put(`establishment/${name}/${check}/physicians`, row[heads.indexOf('Médecins non conformes')]);
    }
  },
  function flatEstablishments({ heads, rows }, { checks, establishments }, put) {
    if (heads[0] !== 'Établissement' || heads[1] !== 'Indicateur') return;
    for (const row of rows) {
      const key = `establishment/${establishments.get(row[0] ?? '') ?? '?'}/${checks.get(row[1] ?? '') ?? '?'}`;
      put(`${key}/population`, row[heads.indexOf('Population')]);
      put(`${key}/count`, row[heads.indexOf('Non conformes')]);
      put(`${key}/physicians`, row[heads.indexOf('Médecins non conformes')]);
    }
  },
  function matrix({ heads, rows }, { short, establishments }, put) {
    if (heads[0] !== 'Établissement') return;
    for (const row of rows) {
      for (const [at, head] of heads.entries()) {
        const [check, name] = [short.get(head), establishments.get(row[0] ?? '')];
        if (check !== undefined && name !== undefined) put(`establishment/${name}/${check}/count`, row[at]);
      }
    }
  },
  function decisions({ heads, rows }, _labels, put) {
    if (heads[0] !== 'Décision') return;
    for (const [at, row] of rows.entries()) {
      put(`decision/${at}/accounts`, row[heads.indexOf('Comptes visés')]);
      put(`decision/${at}/physicians`, row[heads.indexOf('Dont médecins')]);
    }
  },
];

/** The figures of the CSV files, by the ids that stand in them. */
export function figuresOfCsv(read: (name: string) => string): Figures {
  const figures = new Map<string, number | null>();
  const rows = (name: string): Record<string, string>[] =>
    csvRowsSchema.parse(parse(read(name), { columns: true }));
  const put = (key: string, cell: string | undefined, isKnown = true): void => {
    if (isKnown && cell !== undefined && cell !== '') figures.set(key, Number(cell));
  };
  const isAssessable = (row: Record<string, string>): boolean => row.assessable === 'true';
  for (const row of rows('indicators.csv').filter(({ group }) => group === 'all')) {
    const key = `indicator/${row.indicator ?? ''}`;
    for (const column of ['population', 'examined', 'undetermined']) put(`${key}/${column}`, row[column]);
    put(`${key}/count`, row.count, isAssessable(row));
  }
  for (const row of rows('categories.csv').filter(({ check }) => check !== '')) {
    put(`category/${row.category ?? ''}/${row.check ?? ''}/count`, row.count, isAssessable(row));
  }
  for (const row of rows('establishments.csv').filter(({ check }) => check !== '')) {
    const key = `establishment/${row.establishment ?? ''}/${row.check ?? ''}`;
    put(`${key}/population`, row.population);
    put(`${key}/count`, row.count, isAssessable(row));
    put(`${key}/physicians`, row.physiciansCount, isAssessable(row) && row.physiciansAssessable === 'true');
  }
  return figures;
}

const csvRowsSchema = z.array(z.record(z.string(), z.string()));

/** The figures of `situation.json`, which those of every format are held against. */
export function figuresOfSituation({ indicators, decisions = [], population }: Situation): Figures {
  const figures = new Map<string, number | null>([
    ['population/mailboxes', population.mailboxes],
    ['population/physicians', population.physicians],
  ]);
  for (const indicator of indicators) {
    const { id } = indicator;
    const known = (tally: { population: number; examined: number; count: number }): number | null =>
      isNotAssessable(indicator) || (tally.population > 0 && tally.examined === 0) ? null : tally.count;
    figures.set(`indicator/${id}/population`, indicator.population);
    figures.set(`indicator/${id}/examined`, indicator.examined);
    figures.set(`indicator/${id}/count`, known(indicator));
    figures.set(`indicator/${id}/undetermined`, indicator.undetermined);
    for (const one of indicator.byCategory) figures.set(`category/${one.id}/${id}/count`, known(one));
    for (const one of indicator.byEstablishment) {
      figures.set(`establishment/${one.id}/${id}/population`, one.population);
      figures.set(`establishment/${one.id}/${id}/count`, known(one));
      figures.set(`establishment/${one.id}/${id}/physicians`, known(one.physicians));
    }
  }
  for (const [at, { accounts, physicians }] of decisions.entries()) {
    figures.set(`decision/${at}/accounts`, accounts);
    if (physicians !== undefined) figures.set(`decision/${at}/physicians`, physicians);
  }
  return figures;
}
