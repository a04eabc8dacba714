import { stringify } from 'csv-stringify/sync';
import { sealReport, type ReportColumn, type ReportTable } from '../../collectors/report-table.ts';
import { areNamesConcealed, reportFacts } from '../../collectors/usage-report.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { daysOfReport } from '../../graph/usage-report.ts';
import type { Cell, Row } from '../export-kind.ts';
import type { ImportContext, WriteExports, Written } from '../import-context.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';
import { REPORT_TABLES, type ReportSource } from './usage-reports.ts';
import { joinedBy, KnownError, worded } from '../../errors.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import { pathsOf } from '../paths-of.ts';

const LINES_AT_ONCE = 1_000;

/** Writes a usage report as Graph would have given it, and seals it as one that was downloaded. */
export function writeReportOf(source: ReportSource): WriteExports {
  return (context, files) => writeReport(context, source, files);
}

async function writeReport(
  { store }: ImportContext,
  source: ReportSource,
  files: readonly ScannedExport[],
): Promise<Written> {
  requireOneDay(files);
  for (const file of files) requireFlags(file);
  const columns = columnsTold(REPORT_TABLES[source], files);
  const csv = store.download(source);
  await writePrivateFile(csv, linesOf(files, columns));
  const own = Object.fromEntries(
    Object.entries(REPORT_TABLES[source].columns).map(([name, column]) => [name, optional(column)]),
  );
  const table: ReportTable = { ...REPORT_TABLES[source], columns: own };
  const facts = await store.withDuckDb(async (db) => {
    await sealReport(db, table, csv, store.table(source));
    const isNamed = 'userPrincipalName' in columns;
    const concealed = isNamed && (await areNamesConcealed(db, store.table(source)));
    return { ...(await reportFacts(db, store.table(source))), concealed };
  });
  if (facts.rows === 0) throw withoutRow(files);
  return {
    report: {
      ...{ outcome: 'complete', read: facts.rows, expected: facts.rows },
      ...(facts.refreshedOn === null ? {} : { refreshedOn: facts.refreshedOn }),
      ...(facts.concealed ? { namesConcealed: true } : {}),
    },
  };
}

/** A column that the portal leaves out is not told: that is no fault of the file. */
function optional(column: ReportColumn): ReportColumn {
  return { ...column, optional: true };
}

/** The columns that some file has; counts of another period than Graph is asked for tell something else, and are not taken. */
function columnsTold(table: ReportTable, files: readonly ScannedExport[]): Record<string, ReportColumn> {
  const days = daysOfReport(table.name);
  const isOfPeriod = files.every(({ facts: { periodDays = days } }) => periodDays === days);
  return Object.fromEntries(
    Object.entries(table.columns).filter(
      ([name, { kind }]) => files.some(({ at }) => at.has(name)) && (isOfPeriod || kind !== 'count'),
    ),
  );
}

async function* linesOf(
  files: readonly ScannedExport[],
  columns: Readonly<Record<string, ReportColumn>>,
): AsyncGenerator<string> {
  const names = Object.keys(columns);
  yield stringify([names.map((name) => columns[name]?.headers[0] ?? name)]);
  let lines: string[][] = [];
  for (const file of files) {
    for await (const { row } of rowsOf(file)) {
      lines.push(cellsOf(row, names));
      if (lines.length < LINES_AT_ONCE) continue;
      yield stringify(lines);
      lines = [];
    }
  }
  yield stringify(lines);
}

function cellsOf(row: Row, names: readonly string[]): string[] {
  return names.map((name) => written(row[name]));
}

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return String(cell);
}

/** Parts of one report are of one day; two reports of two days are not to be mixed. */
function requireOneDay(files: readonly ScannedExport[]): void {
  const days = [...new Set(files.map(({ facts: { refreshedOn = '' } }) => refreshedOn))];
  const periods = [...new Set(files.map(({ facts: { periodDays = 0 } }) => periodDays))];
  if (days.length < 2 && periods.length < 2) return;
  const told = files.map(({ path, facts: { refreshedOn: day = '?', periodDays: days } }) =>
    days === undefined
      ? worded(TROUBLE_WORDS.ofDay, { path, day })
      : worded(TROUBLE_WORDS.ofDayAndPeriod, { path, day, days }),
  );
  throw new KnownError('usage', worded(TROUBLE_WORDS.severalDays, { files: joinedBy('; ', told) }), {
    nextSteps: [TROUBLE_WORDS.leaveOlder],
  });
}

/** A flag stands on every line: where all of them lack it, it was not told, and would be counted as No. */
function requireFlags({ path, kind, filled, facts }: ScannedExport): void {
  const empty = Object.entries(kind.columns)
    .filter(([name, column]) => column.kind === 'flag' && column.isRequired === true && !filled.has(name))
    .map(([name, { headers }]) => headers[0] ?? name);
  if (facts.rows === 0 || empty.length === 0) return;
  throw new KnownError(
    'usage',
    worded(TROUBLE_WORDS.tellsNothing, { path, kind: kind.id, columns: empty.join(', ') }),
    {
      nextSteps: [TROUBLE_WORDS.exportColumns],
    },
  );
}

function withoutRow(files: readonly ScannedExport[]): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.noLine, { files: pathsOf(files) }), {
    nextSteps: [TROUBLE_WORDS.exportLines],
  });
}
