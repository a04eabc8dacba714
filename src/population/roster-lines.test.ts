import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { visibleText } from '../texts/visible-text.ts';
import { rosterLines, type RosterColumns, type RosterLine } from './roster-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-roster-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const COLUMNS = { key: 'mail', category: 'categorie', establishment: 'lieu' };

/** What a roster of these bytes holds; the message where it is refused. */
async function read(
  bytes: string | Buffer,
  file = join(folder, 'roster.csv'),
  columns: RosterColumns = COLUMNS,
): Promise<unknown> {
  if (file.endsWith('roster.csv')) await writeFile(file, bytes);
  const lines: RosterLine[] = [];
  let digest = '';
  try {
    for await (const line of rosterLines(file, columns, (sha256) => (digest = sha256))) lines.push(line);
  } catch (error) {
    if (error instanceof KnownError && error.kind === 'usage') return error.message.replaceAll(folder, '');
    throw error;
  }
  expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  return lines;
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', "'", '=', '\\', '#', 'é', '\0') }),
);

test('every line of a roster comes out exactly, whatever its cells hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 10 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(',', ';'),
      fc.boolean(),
      async (rows, end, delimiter, bom) => {
        const lines = [Object.values(COLUMNS), ...rows.map((row) => row.map(quoted))];
        const found = await read(
          `${bom ? '\uFEFF' : ''}${lines.map((line) => line.join(delimiter) + end).join('')}`,
        );
        const told = rows.filter((row) => row.some((text) => !/^[\p{Z}\p{C}]*$/u.test(text)));
        const expected = told.map(([key, category, establishment]) => ({
          line: expect.any(Number) as number,
          key: visibleText(key).trim(),
          category: visibleText(category).trim(),
          establishment: visibleText(establishment).trim(),
          person: '',
        }));
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test('any bytes are read or refused, and never a bug', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.boolean(), async (bytes, headed) => {
      const head = headed ? 'mail,categorie,lieu\n' : '';
      const found = await read(Buffer.concat([Buffer.from(head), bytes]));
      expect(typeof found === 'string' || Array.isArray(found)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

const HEAD = 'mail,categorie,lieu\n';

test.each<[string, string | Buffer, string | RegExp]>([
  [
    'a comma that moves the cells of a line',
    `${HEAD}a@x.ca,gp,Laval\nb@x.ca,Roy, Anne,gp\n`,
    'The roster has a line with more cells than its header: /roster.csv: line 3.',
  ],
  ['a column twice', 'mail,lieu,categorie,mail\n', 'The roster has the column "mail" twice: /roster.csv.'],
  [
    'a quote that is never closed',
    `${HEAD}"a@x.ca,gp,Laval\n${'x'.repeat(2_000_000)}`,
    /^The roster cannot be read: /,
  ],
  ['a header with an open quote', '"mail,categorie,lieu\n', /^The roster (cannot be read|has no column)/],
  [
    'a file that is no roster',
    'root:$6$salt$hash:19000:0:99999:7:::\n',
    'The roster has no column "mail" among the 1 of its first line: /roster.csv.',
  ],
  [
    'a quote within a cell',
    `${HEAD}$6$salt"hash,gp,Laval\n`,
    'The roster cannot be read: /roster.csv (a quote stands within a cell that does not begin with one, at line 2).',
  ],
  ['UTF-16', Buffer.from(HEAD, 'utf16le'), 'The roster is not UTF-8 text: /roster.csv.'],
])('%s is refused, with the place', async (_, bytes, told) => {
  const found = await read(bytes);
  expect(found).toEqual(typeof told === 'string' ? told : expect.stringMatching(told));
});

test('empty cells beyond the header, and cells too few, are as a spreadsheet writes them', async () => {
  const cells = (line: number, key: string, category: string): RosterLine => ({
    line,
    key,
    category,
    establishment: '',
    person: '',
  });
  expect(await read(`${HEAD}a@x.ca,gp,,,\nb@x.ca\n`)).toEqual([
    cells(2, 'a@x.ca', 'gp'),
    cells(3, 'b@x.ca', ''),
  ]);
});

test('a pipe or a device is refused without waiting on it', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await read('', pipe)).toBe('The roster cannot be read: /pipe (it is a pipe, no plain file).');
  expect(await read('', '/dev/zero')).toBe(
    'The roster cannot be read: /dev/zero (it is a device, no plain file).',
  );
});

test('lines of separators and spaces alone are no lines, wherever they stand', async () => {
  expect(await read(`${HEAD}a@x.ca,gp,Laval\n,,\n  ,\t, \n\u00a0,\u200b,\n\nb@x.ca,,\n,,,,\n,gp,\n`)).toEqual(
    [
      { line: 2, key: 'a@x.ca', category: 'gp', establishment: 'Laval', person: '' },
      { line: 7, key: 'b@x.ca', category: '', establishment: '', person: '' },
      { line: 9, key: '', category: 'gp', establishment: '', person: '' },
    ],
  );
});

test('a cell that holds neither a letter nor a digit names no person', async () => {
  const file = join(folder, 'roster.csv');
  const found = await read(
    'mail,permis\na@x.ca, 12-345 \nb@x.ca,-\nc@x.ca,\u200b\nd@x.ca,\ne@x.ca,0\n',
    file,
    { key: 'mail', person: 'permis' },
  );
  const one = (line: number, key: string, person: string): RosterLine => ({
    ...{ line, key, person },
    ...{ category: '', establishment: '' },
  });
  expect(found).toEqual([
    one(2, 'a@x.ca', '12-345'),
    one(3, 'b@x.ca', ''),
    one(4, 'c@x.ca', ''),
    one(5, 'd@x.ca', ''),
    one(6, 'e@x.ca', '0'),
  ]);
});
