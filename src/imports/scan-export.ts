import { basename } from 'node:path';
import { openNamedFile } from '../disk/plain-files.ts';
import { digestOfHandle } from '../evidence/digest.ts';
import type { DateOrder, ImportedFile } from '../snapshot/imported.ts';
import { visibleText } from '../texts/visible-text.ts';
import { faulty, recordsOf, type Layout } from './delimited-file.ts';
import type { Cell, CellKind, ExportColumn, ExportKind, Row } from './export-kind.ts';
import { countOf, flagOf, isRulePart, isTypeName, textsOf } from './written-cell.ts';
import { DateEvidence, evidenceOf, instantOf } from './written-date.ts';
import { KnownError, worded } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import type { Words } from '../i18n/words.ts';

/** The two orders that a person may have to tell. */
export type ToldOrder = Exclude<DateOrder, 'year-first'>;

/** A file whose kind and columns are known. */
export interface RecognisedExport {
  readonly path: string;
  readonly kind: ExportKind;
  readonly layout: Layout;
  /** Where each column of the kind is; one that is not there is left out. */
  readonly at: ReadonlyMap<string, number>;
}

/** A file that was read to its end: every line of it can be used. */
export interface ScannedExport extends RecognisedExport {
  /** Its columns that are not empty from the first line to the last. */
  readonly filled: ReadonlySet<string>;
  readonly facts: ImportedFile;
}

/** Column of usage reports that is no fact of a row: over how many days its counts are. */
export const PERIOD = 'reportPeriod';

interface Told {
  readonly filled: Set<string>;
  readonly typed: Set<string>;
  readonly dates: DateEvidence;
  readonly periods: Set<number>;
  refreshedOn: string | null;
  rows: number;
}

/**
 * Reads a file to its end, and decides what only all of it can tell: the order of its dates, which columns tell nothing. Throws
 * `KnownError` (usage) for a cell that is not what its column holds, and where its dates could be read two ways and nobody told which.
 */
export async function scanExport(file: RecognisedExport, told: ToldOrder | null): Promise<ScannedExport> {
  const found: Told = {
    ...{ filled: new Set(), typed: new Set(), dates: new DateEvidence(), periods: new Set() },
    ...{ refreshedOn: null, rows: 0 },
  };
  const columns = columnsThere(file);
  for await (const { line, cells } of recordsOf(file.path, file.layout)) {
    found.rows += 1;
    for (const [name, column, at] of columns)
      weigh(file, found, { name, column, line, text: cells[at] ?? '' });
  }
  const { kind, layout } = file;
  const dates = orderOf(file, found.dates, told);
  const [period, another] = [...found.periods];
  if (another !== undefined)
    throw new KnownError(
      'usage',
      worded(TROUBLE_WORDS.severalPeriods, { path: file.path, periods: [...found.periods].join(', ') }),
      { nextSteps: [TROUBLE_WORDS.exportLongest] },
    );
  const refreshedOn = found.refreshedOn === null ? null : instantOf(found.refreshedOn, dates ?? 'year-first');
  return {
    ...file,
    filled: found.filled,
    facts: {
      ...{ name: visibleText(basename(file.path)), kind: kind.id, source: kind.source },
      ...(await digested(file.path)),
      rows: found.rows,
      ...(refreshedOn === null ? {} : { refreshedOn: refreshedOn.slice(0, 10) }),
      ...(period === undefined ? {} : { periodDays: period }),
      ...{ encoding: layout.encoding, delimiter: layout.delimiter, dates, unmatched: 0 },
      missing: missingOf(file, found),
    },
  };
}

function columnsThere({ kind, at }: RecognisedExport): [string, ExportColumn, number][] {
  return Object.entries(kind.columns).flatMap(([name, column]): [string, ExportColumn, number][] => {
    const place = at.get(name);
    return place === undefined ? [] : [[name, column, place]];
  });
}

interface Weighed {
  readonly name: string;
  readonly column: ExportColumn;
  readonly line: number;
  readonly text: string;
}

function weigh(file: RecognisedExport, found: Told, { name, column, line, text: written }: Weighed): void {
  const text = visibleText(written).trim();
  if (text === '') {
    if (column.isFilled === true)
      throw faulty(file.path, line, worded(TROUBLE_WORDS.lacks, { column: column.headers[0] ?? name }));
    return;
  }
  if (isUntold(column, text)) {
    found.typed.add(name);
    return;
  }
  found.filled.add(name);
  if (column.kind === 'day' || column.kind === 'instant') {
    const evidence = evidenceOf(text);
    if (evidence === null) throw faulty(file.path, line, notA(column, name));
    found.dates.add(evidence);
    if (name === 'refreshedOn') found.refreshedOn = latest(found.refreshedOn, text);
    return;
  }
  const value = valueOf(column.kind, text, 'year-first');
  if (value === undefined) throw faulty(file.path, line, notA(column, name));
  if (name === PERIOD && typeof value === 'number') found.periods.add(value);
}

/** The cell holds the name of a type, where that is no value. */
function isUntold({ holdsTypeNames }: ExportColumn, text: string): boolean {
  return isTypeName(text) && !(holdsTypeNames === true && isRulePart(text));
}

/** Reports are of one day; where a file has several, they are written alike. */
function latest(before: string | null, text: string): string {
  return before === null || text > before ? text : before;
}

const NOT_A = {
  text: TROUBLE_WORDS.text,
  list: TROUBLE_WORDS.text,
  day: TROUBLE_WORDS.date,
  instant: TROUBLE_WORDS.date,
  count: TROUBLE_WORDS.count,
  flag: TROUBLE_WORDS.flag,
} as const satisfies Record<CellKind, Words>;

function notA({ headers, kind }: ExportColumn, name: string): Words {
  return worded(NOT_A[kind], { column: headers[0] ?? name });
}

/** Undefined for what the column cannot hold. */
function valueOf(kind: CellKind, text: string, order: DateOrder): Exclude<Cell, undefined> | undefined {
  switch (kind) {
    case 'text':
      return text;
    case 'list':
      return textsOf(text);
    case 'flag':
      return flagOf(text);
    case 'count':
      return countOf(text);
    case 'day':
      return instantOf(text, order)?.slice(0, 10) ?? null;
    case 'instant':
      return instantOf(text, order);
  }
}

/** The lines of a scanned file. */
export async function* rowsOf(file: ScannedExport): AsyncGenerator<{ row: Row; line: number }> {
  const columns = columnsThere(file);
  const order = file.facts.dates ?? 'year-first';
  for await (const { line, cells } of recordsOf(file.path, file.layout)) {
    const row: Record<string, Cell> = {};
    for (const [name, column, at] of columns) {
      const text = visibleText(cells[at] ?? '').trim();
      if (isUntold(column, text)) continue;
      const value = text === '' ? null : valueOf(column.kind, text, order);
      // It was something else when it was read before.
      if (value === undefined) throw faulty(file.path, line, TROUBLE_WORDS.changed);
      row[name] = value;
    }
    yield { row, line };
  }
}

function missingOf({ kind, at }: RecognisedExport, { filled, typed }: Told): string[] {
  return Object.entries(kind.columns)
    .filter(([name, { isAside, mayBeEmpty }]) => {
      if (isAside === true) return false;
      return !at.has(name) || typed.has(name) || (!filled.has(name) && mayBeEmpty !== true);
    })
    .map(([name, { headers }]) => headers[0] ?? name);
}

function orderOf({ path }: RecognisedExport, dates: DateEvidence, told: ToldOrder | null): DateOrder | null {
  const { order } = dates;
  if (order === 'contradictory') {
    throw new KnownError('usage', worded(TROUBLE_WORDS.dayAndMonthFirst, { path }), {
      nextSteps: [TROUBLE_WORDS.spreadsheet],
    });
  }
  if (order !== 'ambiguous') return order;
  if (told !== null) return told;
  throw new KnownError('usage', worded(TROUBLE_WORDS.readTwoWays, { path }), {
    nextSteps: [TROUBLE_WORDS.sayWhich, TROUBLE_WORDS.whoDecides],
  });
}

async function digested(path: string): Promise<Pick<ImportedFile, 'sha256' | 'bytes' | 'modifiedAt'>> {
  const handle = await openNamedFile(path);
  try {
    const digest = await digestOfHandle(handle);
    const { mtime } = await handle.stat();
    return { ...digest, modifiedAt: `${mtime.toISOString().slice(0, 19)}Z` };
  } finally {
    await handle.close();
  }
}
