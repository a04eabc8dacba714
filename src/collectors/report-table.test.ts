import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { OutOfMemory } from '../duckdb/out-of-memory.ts';
import { withEnoughMemory } from '../duckdb/with-enough-memory.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { visibleText } from '../texts/visible-text.ts';
import { sealReport, type UsageReport } from './report-table.ts';

const REPORT: UsageReport<'mail-activity'> = {
  source: 'mail-activity',
  name: 'getEmailActivityUserDetail',
  columns: {
    refreshedOn: { headers: ['Report Refresh Date'], kind: 'day', filled: true },
    userPrincipalName: { headers: ['User Principal Name'], kind: 'text' },
    isDeleted: { headers: ['Is Deleted'], kind: 'flag' },
    lastActivityOn: { headers: ['Last Activity Date'], kind: 'day' },
    sendCount: { headers: ['Send Count'], kind: 'count', optional: true },
    receiveCount: { headers: ['Receive Count'], kind: 'count', optional: true },
    readCount: { headers: ['Read Count'], kind: 'count', optional: true },
  },
};

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-report-'));
  db = await openDatabase();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

async function openDatabase(): Promise<DuckDb> {
  const opened = await openDuckDb({ temporaryFolder: join(folder, '.tmp'), memoryLimitMb: 60, threads: 1 });
  await opened.run('SET preserve_insertion_order = true');
  return opened;
}

const rowSchema = z.object({ json: z.string() });

/** The rows of the table that a report makes, in the order of the file; the message where it is refused. */
async function read(csv: string | Uint8Array): Promise<unknown[] | string> {
  const file = join(folder, 'report.csv');
  const parquet = join(folder, 'report.parquet');
  await writeFile(file, csv);
  try {
    await sealReport(db, REPORT, file, parquet);
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== 'malformed') throw error;
    if (/INTERNAL|FATAL/.test(error.message)) {
      // DuckDB answers nothing more after such an error; a collection opens one for each report.
      await db.close();
      db = await openDatabase();
    }
    return error.message;
  }
  const select = `SELECT to_json(t)::VARCHAR AS json FROM read_parquet(${literal(parquet)}) t`;
  return (await db.rows(select, rowSchema)).map(({ json }): unknown => JSON.parse(json));
}

const COLUMNS = [
  'Report Refresh Date',
  'User Principal Name',
  'Display Name',
  'Is Deleted',
  'Last Activity Date',
  'Send Count',
  'Receive Count',
  'Read Count',
  'Report Period',
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

function cell(text: string, always = false): string {
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function line(order: readonly string[], row: Readonly<Record<string, string>>, end: string): string {
  return `${order.map((name) => cell(row[name] ?? '')).join(',')}${end}`;
}

function rowOf(cells: Cells): unknown {
  const text = (name: keyof Cells): string | null => visibleText(cells[name]).replace(/^ +| +$/g, '') || null;
  const number = (name: keyof Cells): number | null => (cells[name] === '' ? null : Number(cells[name]));
  return {
    refreshedOn: text('Report Refresh Date'),
    userPrincipalName: text('User Principal Name'),
    isDeleted: cells['Is Deleted'] === '' ? null : cells['Is Deleted'].toLowerCase() === 'true',
    lastActivityOn: text('Last Activity Date'),
    sendCount: number('Send Count'),
    receiveCount: number('Receive Count'),
    readCount: number('Read Count'),
  };
}

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      ',',
      ';',
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '=',
      '\uFEFF',
      '\\',
      "'",
      '#',
      'é',
      '180',
    ),
  }),
  fc.constantFrom('Report Refresh Date', '# Roy', '"', '""', 'NULL', '\\N', '=cmd()', 'x'.repeat(5_000)),
);
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const count = fc.oneof(
  fc.constant(''),
  fc.maxSafeNat().map((n) => String(n % 1e15)),
);

const cells: fc.Arbitrary<Cells> = fc.record({
  'Report Refresh Date': day,
  'User Principal Name': hostile,
  'Display Name': hostile,
  'Is Deleted': fc.constantFrom('True', 'False', 'true', 'FALSE', ''),
  'Last Activity Date': fc.oneof(day, fc.constant('')),
  'Send Count': count,
  'Receive Count': count,
  'Read Count': count,
  'Report Period': fc.constant('180'),
});

test('every row of a report comes out exactly, whatever people put into their names', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(cells, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.shuffledSubarray([...COLUMNS, 'Something; New'], { minLength: COLUMNS.length + 1 }),
      async (rows, end, bom, order) => {
        const head = `${bom ? '\uFEFF' : ''}${order.join(',')}${end}`;
        const csv = head + rows.map((row) => line(order, row, end)).join('');
        expect(await read(csv)).toEqual(rows.map(rowOf));
      },
    ),
    { numRuns: 150, seed: 3 },
  );
});

const WHOLE: readonly Cells[] = [
  ['anne@ssss.gouv.qc.ca', 'Roy, Anne "A"', '1'],
  ['jean@ssss.gouv.qc.ca', 'Côté\nJean', '22'],
  ['lise@ssss.gouv.qc.ca', 'Lise; Gagnon', '333'],
].map(([upn = '', name = '', sent = '']) => ({
  'Report Refresh Date': '2020-10-27',
  'User Principal Name': upn,
  'Display Name': name,
  'Is Deleted': 'False',
  'Last Activity Date': '2020-09-01',
  'Send Count': sent,
  'Receive Count': '0',
  'Read Count': '0',
  'Report Period': '180',
}));

function csvOf(order: readonly string[], rows: readonly Cells[] = WHOLE, end = '\r\n'): string {
  return `${order.join(',')}${end}${rows.map((row) => line(order, row, end)).join('')}`;
}

/** Where one may cut without breaking a line: whatever follows is whole lines. */
function lineEnds(bytes: Buffer): Set<number> {
  const ends = new Set<number>();
  let quoted = false;
  for (const [at, byte] of bytes.entries()) {
    if (byte === 34) quoted = !quoted;
    if (byte === 10 && !quoted) ends.add(at + 1);
  }
  return ends;
}

test.each([
  ['as documented', COLUMNS],
  [
    'ending in a count',
    [...COLUMNS.filter((name) => name !== 'Read Count' && name !== 'Report Period'), 'Read Count'],
  ],
  ['ending in a name', [...COLUMNS.filter((name) => !/Name|Period/.test(name)), 'User Principal Name']],
])(
  'a report cut off anywhere is refused, or gives its whole lines and nothing else (%s)',
  async (_, order) => {
    const bytes = Buffer.from(csvOf(order));
    const ends = lineEnds(bytes);
    const whole = await read(bytes);
    for (let at = 0; at < bytes.length; at += 1) {
      const found = await read(bytes.subarray(0, at));
      if (typeof found === 'string') continue;
      const lines = [...ends].filter((end) => end <= at + 2).length - 1;
      const isAtEnd = ends.has(at) || ends.has(at + 1) || ends.has(at + 2);
      expect([at, isAtEnd, found]).toEqual([at, true, whole.slice(0, lines)]);
    }
  },
  60_000,
);

test('a byte that is changed, lost or doubled never costs a row', async () => {
  const bytes = Buffer.from(csvOf(COLUMNS));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.constantFrom('change', 'lose', 'double'),
      fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 13, 34, 44, 59, 255)),
      async (at, how, byte) => {
        const middle = how === 'lose' ? [] : how === 'change' ? [byte] : [bytes[at] ?? 0, bytes[at] ?? 0];
        const found = await read(
          Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), bytes.subarray(at + 1)]),
        );
        if (typeof found !== 'string') expect(found).toHaveLength(WHOLE.length);
      },
    ),
    { numRuns: 500, seed: 3 },
  );
}, 60_000);

const [FIRST] = WHOLE;
function withCell(name: keyof Cells, text: string): string {
  return csvOf(COLUMNS, [...WHOLE, ...(FIRST === undefined ? [] : [{ ...FIRST, [name]: text }])]);
}

test.each([
  ['Report Refresh Date', '', 'a cell of Report Refresh Date is empty'],
  ['Report Refresh Date', 'Report Refresh Date', 'a cell of Report Refresh Date is no day'],
  ['Last Activity Date', '2020-9-1', 'a cell of Last Activity Date is no day'],
  ['Last Activity Date', '2020-02-31', 'date field value out of range: '],
  ['Last Activity Date', '0000-01-01', 'a cell of Last Activity Date is no day'],
  ['Last Activity Date', 'infinity', 'a cell of Last Activity Date is no day'],
  ['Is Deleted', 'yes', 'a cell of Is Deleted is no flag'],
  ['Is Deleted', '1', 'a cell of Is Deleted is no flag'],
  ['Send Count', '1.5', 'a cell of Send Count is no count'],
  ['Send Count', '-1', 'a cell of Send Count is no count'],
  ['Send Count', '1e3', 'a cell of Send Count is no count'],
  ['Send Count', '9'.repeat(16), 'a cell of Send Count is no count'],
  ['Report Period', '18', 'a row is not of 180 days'],
  ['Report Period', '30', 'a row is not of 180 days'],
  ['Report Period', '', 'a row is not of 180 days'],
] as const)('a %s of "%s" is refused, without a word of the row', async (name, text, why) => {
  const told = await read(withCell(name, text));
  expect(told).toMatch(/^the report is not the CSV that is documented: /);
  expect(String(told)).toContain(why);
  expect(told).not.toMatch(/ssss|Roy/);
});

test.each<[string, string | Uint8Array, RegExp | number]>([
  ['nothing', '', /columns are missing/],
  ['a byte order mark', '\uFEFF', /columns are missing/],
  ['a header alone', `${COLUMNS.join(',')}\r\n`, 0],
  ['a header without an end', COLUMNS.join(','), /^the report breaks off in its header$/],
  ['a header twice', csvOf(COLUMNS) + csvOf(COLUMNS), /a row is not of 180 days/],
  ['a column twice', csvOf([...COLUMNS, 'is deleted']), /^a column is there twice: Is Deleted$/],
  ['semicolons for commas', csvOf(COLUMNS).replaceAll(',', ';'), /columns are missing/],
  [
    'a row with a cell too few',
    csvOf(COLUMNS) + line(COLUMNS.slice(1), WHOLE[0] ?? {}, '\r\n'),
    /not the CSV/,
  ],
  [
    'a row with a cell too many',
    `${csvOf(COLUMNS)}${line(COLUMNS, WHOLE[0] ?? {}, ',x\r\n')}`,
    /not the CSV/,
  ],
  ['a row with an empty cell too many', `${csvOf(COLUMNS)}${line(COLUMNS, WHOLE[0] ?? {}, ',\r\n')}`, 4],
  ['a quote that is not closed', csvOf(COLUMNS).replace('"Côté\nJean"', '"Côté'), /not the CSV/],
  ['a quote within a cell', csvOf(COLUMNS).replace('Lise;', 'Li"se;'), 3],
  ['bytes that are no UTF-8', Buffer.from(csvOf(COLUMNS).replace('lise@', 'lisé@'), 'latin1'), /not the CSV/],
  ['UTF-16', Buffer.from(csvOf(COLUMNS), 'utf16le'), /columns are missing/],
  ['NUL bytes', csvOf(COLUMNS).replace('Lise;', 'Li\0se;'), 3],
  ['a line of 1 MB', csvOf(COLUMNS).replace('Lise;', 'x'.repeat(1_000_000)), /not the CSV/],
  ['a header that never ends', 'x,'.repeat(500_000), /columns are missing: .* \(of \d+ that came\)$/],
  ['a header for a terminal', '\u001B[31mred\u0007\n', /columns are missing: .* \(of 1 that came\)$/],
  ['a web page', '<html><body>Service "unavailable"</body></html>', /./],
])('%s: refused, or read to the last row', async (_, csv, told) => {
  const found = await read(csv);
  if (typeof told === 'number') expect(found).toHaveLength(told);
  else expect(found).toMatch(told);
});

function rowsNamedBy(count: number, bytes: number): string {
  const rows = Array.from({ length: count }, (_, n) => ({
    ...(FIRST ?? {}),
    'User Principal Name': `${n}@${'x'.repeat(bytes)}`,
  }));
  return `${COLUMNS.join(',')}\n${rows.map((row) => line(COLUMNS, row, '\n')).join('')}`;
}

test('lines beyond any report’s length are refused by their length, before they fill the memory', async () => {
  const told = await read(rowsNamedBy(500, 200_000));
  expect(told).toMatch(/^the report is not the CSV that is documented: Invalid Input Error: /);
});

test('a report that needs more memory than its session has is sealed with more, and is no fault of the report', async () => {
  const csv = join(folder, 'large.csv');
  await writeFile(csv, rowsNamedBy(3_000, 10_000));
  const parquet = join(folder, 'large.parquet');
  const limits: number[] = [];
  const seal = (memoryLimitMb: number): Promise<void> => {
    limits.push(memoryLimitMb);
    return withSession(memoryLimitMb, (session) => sealReport(session, REPORT, csv, parquet));
  };
  await expect(seal(10)).rejects.toBeInstanceOf(OutOfMemory);
  await withEnoughMemory(10, seal, 640);
  expect(limits.length).toBeGreaterThan(2);
  const counted = z.object({ rows: z.number() });
  const sql = `SELECT count(*)::DOUBLE AS "rows" FROM ${literal(parquet)}`;
  expect(await db.row(sql, counted)).toEqual({ rows: 3_000 });
});

async function withSession(memoryLimitMb: number, work: (session: DuckDb) => Promise<void>): Promise<void> {
  const session = await openDuckDb({ memoryLimitMb, threads: 1, reaches: [folder] });
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

test('a name comes without what cannot be seen, and a cell of nothing else is empty', async () => {
  const names = ['\ufeffan\u200bne@ssss.gouv.qc.ca', '\u2060anne@ssss.gouv.qc.ca\u202c', '\ufeff'];
  const rows = names.flatMap((name) =>
    WHOLE.slice(0, 1).map((row) => ({ ...row, 'User Principal Name': name })),
  );
  const found = z
    .array(z.looseObject({ userPrincipalName: z.string().nullable() }))
    .parse(await read(csvOf(COLUMNS, rows)));
  expect(found.map(({ userPrincipalName }) => userPrincipalName)).toEqual([
    'anne@ssss.gouv.qc.ca',
    'anne@ssss.gouv.qc.ca',
    null,
  ]);
});

test('a table that cannot be written is no fault of the report', async () => {
  const csv = join(folder, 'whole.csv');
  await writeFile(csv, csvOf(COLUMNS));
  const sealed = sealReport(db, REPORT, csv, join(folder, 'absent', 'report.parquet'));
  await expect(sealed).rejects.not.toBeInstanceOf(GraphFailure);
});
