import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KnownError, messageOf } from '../../errors.ts';
import { collecting, valuesOf } from '../../testing/collecting.ts';
import { checkForwardingExport, exportRows, forwardingExportOf, type ExportRow } from './export-file.ts';
import { configSchema } from '../../config/config.ts';
import { mailboxForwarding } from './mailbox-forwarding.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function written(content: string | Uint8Array): Promise<string> {
  files += 1;
  const file = join(folder, `mailboxes-${files}.csv`);
  await writeFile(file, content);
  return file;
}

async function read(file: string): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for await (const row of exportRows(file)) rows.push(row);
  return rows;
}

const HEADER = [
  ...[
    'ExternalDirectoryObjectId',
    'UserPrincipalName',
    'Alias',
    'DisplayName',
    'PrimarySmtpAddress',
    'RecipientTypeDetails',
  ],
  ...[
    'ForwardingAddress',
    'ForwardingSmtpAddress',
    'DeliverToMailboxAndForward',
    'Name',
    'Identity',
    'EmailAddresses',
  ],
];
const CELLS = [
  ...[
    'AAA',
    'etienne.cote@sante.example',
    'ecote',
    'Côté, Étienne',
    'etienne.cote@sante.example',
    'SharedMailbox',
  ],
  ...['Roy, Anne', 'smtp:E.Cote@gmail.com', 'True', 'ecote_1', 'sante/Users/Côté', 'SMTP:a b c'],
];
const EXPECTED: ExportRow = {
  accountId: 'aaa',
  userPrincipalName: 'etienne.cote@sante.example',
  primarySmtpAddress: 'etienne.cote@sante.example',
  recipientType: 'SharedMailbox',
  forwardingReturned: true,
  forwardingAddress: 'Roy, Anne',
  forwardingSmtpAddress: 'E.Cote@gmail.com',
  deliverToMailboxAndForward: true,
  names: ['aaa', 'ecote_1', 'sante/users/côté', 'ecote', 'etienne.cote@sante.example'],
  displayName: 'Côté, Étienne',
};

function csv(rows: readonly (readonly string[])[], delimiter = ',', end = '\r\n'): string {
  return rows
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + end)
    .join('');
}

function utf16(text: string, isBigEndian: boolean, mark = '\uFEFF'): Buffer {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

const TEXT = csv([HEADER, CELLS]);
const TYPED = '#TYPE Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox\r\n';

test.each<[string, string | Uint8Array]>([
  ['UTF-8', TEXT],
  ['UTF-8 with a byte order mark', `\uFEFF${TEXT}`],
  ['UTF-16', utf16(TEXT, false)],
  ['UTF-16, big-endian', utf16(TEXT, true)],
  ['UTF-16 without its mark', utf16(TEXT, false, '')],
  ['UTF-16, big-endian, without its mark', utf16(TEXT, true, '')],
  ['Windows-1252', Buffer.from(TEXT, 'latin1')],
  ['semicolons', csv([HEADER, CELLS], ';')],
  ['tabs', csv([HEADER, CELLS], '\t')],
  ['lines that end in LF', csv([HEADER, CELLS], ',', '\n')],
  ['the name of the type before the header', TYPED + TEXT],
  ['the name of the type, with a mark', `\uFEFF${TYPED}${TEXT}`],
  [
    'the name of the type in quotes, as a spreadsheet leaves it',
    `"${TYPED.trim()}";;;;\r\n${csv([HEADER, CELLS], ';')}`,
  ],
  ['column names in another case', csv([HEADER.map((name) => name.toUpperCase()), CELLS])],
  ['columns in another order', csv([HEADER.toReversed(), CELLS.toReversed()])],
  ['empty lines after it', `${TEXT}\r\n\r\n`],
])('an export is read alike with %s', async (_what, content) => {
  expect(await read(await written(content))).toEqual([EXPECTED]);
});

test.each([
  ['True', true],
  ['VRAI', true],
  ['false', false],
  ['Faux', false],
  ['', null],
])('a copy kept is written %s', async (word, expected) => {
  const cells = CELLS.with(8, word);
  expect(
    (await read(await written(csv([HEADER, cells])))).map((row) => row.deliverToMailboxAndForward),
  ).toEqual([expected]);
});

test('a cell of a name may hold a line end, and a letter beyond UTF-8’s first piece', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => CELLS.with(3, `é\r\n${index}`));
  const found = await read(await written(csv([HEADER, ...rows])));
  expect(found.map(({ displayName }) => displayName)).toEqual(rows.map((_, index) => `é ${index}`));
});

test.each<[string, string | Uint8Array, string]>([
  [
    'without the forwarding',
    csv([HEADER.filter((name) => !name.startsWith('Forw')), []]),
    'has no column ForwardingAddress, ForwardingSmtpAddress',
  ],
  [
    'of another thing',
    'a,b\r\n1,2\r\n',
    'has no column ExternalDirectoryObjectId, ForwardingAddress, ForwardingSmtpAddress',
  ],
  ['that is empty', '', 'has no column ExternalDirectoryObjectId'],
  ['with a header alone', csv([HEADER]), 'holds no mailbox'],
  [
    'with a column twice',
    csv([
      [...HEADER, 'alias'],
      [...CELLS, 'x'],
    ]),
    'has the column Alias twice',
  ],
  ['with a cell too many', csv([HEADER, [...CELLS, 'x']]), 'more cells than the header'],
  ['with a cell too few', csv([HEADER, CELLS.slice(1)]), 'fewer cells than the header'],
  [
    'with another word for true',
    csv([HEADER, CELLS.with(8, 'Wahr')]),
    'neither True or False nor Vrai or Faux',
  ],
  ['with a quote that is never closed', `${TEXT}"`, 'cannot be read'],
])('an export %s is refused', async (_what, content, message) => {
  const file = await written(content);
  const thrown = await checkForwardingExport(file).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(KnownError);
  expect(thrown).toMatchObject({ kind: 'usage' });
  expect(messageOf(thrown)).toContain(message);
  expect(messageOf(thrown)).toContain(file);
});

test('an export that is not there, or is a folder, is refused', async () => {
  for (const file of [join(folder, 'none.csv'), folder]) {
    const thrown = await checkForwardingExport(file).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ kind: 'usage' });
    expect(messageOf(thrown)).toContain('cannot be read');
  }
});

test('without an export there is nothing to check, and a relative one starts from the folder of the config', async () => {
  await checkForwardingExport(null);
  const config = (file: string): ReturnType<typeof configSchema.parse> =>
    configSchema.parse({ mailboxForwarding: { file } });
  expect([
    forwardingExportOf(configSchema.parse({}), '/c'),
    forwardingExportOf(config('m.csv'), '/c'),
    forwardingExportOf(config('/x/m.csv'), '/c'),
  ]).toEqual([null, '/c/m.csv', '/x/m.csv']);
});

test('whatever the bytes, an export is read or refused', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(TEXT + text)),
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => utf16(TEXT + text, false)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const ending = await read(await written(content)).catch((error: unknown) => error);
      if (Array.isArray(ending)) expect(ending.length).toBeGreaterThan(0);
      else expect(ending).toMatchObject({ name: 'KnownError', kind: 'usage' });
    }),
    { numRuns: 60 },
  );
});

test('whatever the cells hold, they come back as they were', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.trim());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(',', ';', '\t'), cell, cell, async (delimiter, address, upn) => {
      const cells = CELLS.with(6, address).with(1, upn);
      const [row] = await read(await written(csv([HEADER, cells], delimiter)));
      expect(row).toEqual({
        ...EXPECTED,
        forwardingAddress: address || null,
        userPrincipalName: upn || null,
      });
    }),
    { numRuns: 60 },
  );
});

test('the source comes from the export, and its forwarding leads to the mailbox that alone bears the name', async () => {
  const header = [
    'ExternalDirectoryObjectId',
    'Name',
    'DisplayName',
    'PrimarySmtpAddress',
    'ForwardingAddress',
    'ForwardingSmtpAddress',
  ];
  const rows = [
    ['a', 'aroy', 'Anne Roy', 'anne.roy@sante.example', '', ''],
    ['b', 'x1', 'Jean Roy', 'jean.roy@sante.example', 'ANNE ROY', 'smtp:b@gmail.com'],
    ['c', 'x2', 'Jean Roy', 'jean.roy2@sante.example', 'Jean Roy', ''],
    ['d', 'x3', '', 'd@sante.example', 'smtp:Anne.Roy@sante.example', ''],
    ['e', 'x4', '', 'e@sante.example', 'away@gmail.com', ''],
    ['f', 'x5', '', 'f@sante.example', 'contact@sante.example', ''],
    ['', 'x6', '', 'g@sante.example', 'Nobody', ''],
  ];
  const forwardingExport = await written(csv([header, ...rows]));
  const collection = await collecting([], { forwardingExport });
  try {
    const domain = { name: 'sante.example', isVerified: true, isDefault: true, isInitial: false };
    const context = { ...collection.context, tenant: { ...collection.context.tenant, domains: [domain] } };
    const name = forwardingExport.slice(folder.length + 1);
    expect(await mailboxForwarding.collect(context)).toEqual({
      read: 7,
      expected: 7,
      detail: `from the export ${name}`,
    });
    const found = await collection.rows('mailbox-forwarding', 'accountId NULLS LAST');
    const addresses = valuesOf(found, 'resolvedAddress');
    expect(valuesOf(found, 'accountId').map((id, at) => [id, addresses[at]])).toEqual([
      ['a', null],
      ['b', 'anne.roy@sante.example'],
      ['c', null],
      ['d', 'anne.roy@sante.example'],
      ['e', 'away@gmail.com'],
      ['f', null],
      [null, null],
    ]);
    expect(found[1]).toEqual({
      accountId: 'b',
      userPrincipalName: null,
      primarySmtpAddress: 'jean.roy@sante.example',
      recipientType: null,
      forwardingReturned: true,
      forwardingAddress: 'ANNE ROY',
      resolvedAddress: 'anne.roy@sante.example',
      resolvedKind: null,
      forwardingSmtpAddress: 'b@gmail.com',
      deliverToMailboxAndForward: null,
    });
    expect(collection.exchange.sent).toEqual([]);
  } finally {
    await collection.close();
  }
});
