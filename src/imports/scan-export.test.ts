import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { recognise } from './recognise.ts';
import { rowsOf, scanExport, type ToldOrder } from './scan-export.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-scan-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;

/** What is made of a file: its kind, facts and rows, or why it is refused. */
async function read(content: string | Uint8Array, told: ToldOrder | null = null): Promise<unknown> {
  const path = join(folder, `${(files += 1)}.txt`);
  await writeFile(path, content);
  try {
    const found = await recognise(path);
    if (found === null) return null;
    const scanned = await scanExport(found, told);
    const rows: unknown[] = [];
    for await (const { row } of rowsOf(scanned)) rows.push(row);
    const { kind, dates, missing, encoding, delimiter } = scanned.facts;
    return { kind, dates, missing, encoding, delimiter, rows };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return error.message.replace(path, 'FILE');
  }
}

const ID = '7cc0c81b-f2a2-489a-8243-eda96da4214d';
const USERS = 'userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime';

test('users of Entra are read with the dates of the portal, which the whole column decides', async () => {
  const lines = [
    USERS,
    `a@x.example,"Roy, Anne",${ID},Member,True,3/4/2021 1:25:31 PM`,
    `b@x.example,=1+3,${ID.replace('7', '8')},Guest,False,8/19/2021 12:00:00 AM`,
    '',
  ];
  expect(await read(lines.join('\r\n'))).toEqual({
    ...{ kind: 'users', dates: 'month-first', missing: [], encoding: 'utf-8', delimiter: ',' },
    rows: [
      {
        ...{ userPrincipalName: 'a@x.example', displayName: 'Roy, Anne', accountId: ID },
        ...{ userType: 'Member', accountEnabled: true, createdAt: '2021-03-04 13:25:31' },
      },
      {
        ...{ userPrincipalName: 'b@x.example', displayName: '=1+3', accountId: ID.replace('7', '8') },
        ...{ userType: 'Guest', accountEnabled: false, createdAt: '2021-08-19 00:00:00' },
      },
    ],
  });
});

test('dates that could be read two ways are asked about, and the answer is taken', async () => {
  const text = [USERS, `a@x.example,A,${ID},Member,True,03/04/2021`, ''].join('\n');
  expect(await read(text)).toBe('FILE has dates of which each could be read two ways, as 03/04/2026.');
  const createdAt = async (order: ToldOrder): Promise<unknown> =>
    /"createdAt":"([^"]*)"/.exec(JSON.stringify(await read(text, order)))?.[1];
  expect([await createdAt('day-first'), await createdAt('month-first')]).toEqual([
    '2021-04-03 00:00:00',
    '2021-03-04 00:00:00',
  ]);
  const both = [
    USERS,
    `a@x.example,A,${ID},Member,True,25/04/2021`,
    `b@x.example,B,${ID},Member,True,4/25/2021`,
  ];
  expect(await read(both.join('\n'))).toBe(
    'FILE has dates with the day first and others with the month first.',
  );
});

test('a French spreadsheet, in Windows-1252, with a hint for Excel and French headers', async () => {
  const text = [
    'sep=;',
    'Nom d’utilisateur principal;Nom d’affichage;ID d’objet;Type d’utilisateur;Compte activé;Date de création'.replaceAll(
      '’',
      "'",
    ),
    `a@x.example;Hélène;${ID};Member;VRAI;31/12/2020`,
    '',
  ].join('\r\n');
  expect(await read(Buffer.from(text, 'latin1'))).toEqual({
    ...{ kind: 'users', dates: 'day-first', missing: [], encoding: 'windows-1252', delimiter: ';' },
    rows: [
      {
        ...{ userPrincipalName: 'a@x.example', displayName: 'Hélène', accountId: ID },
        ...{ userType: 'Member', accountEnabled: true, createdAt: '2020-12-31 00:00:00' },
      },
    ],
  });
});

test('columns that are not there, or empty from the first line to the last, are told', async () => {
  const old = `userPrincipalName,displayName,objectId,userType,jobTitle,accountEnabled\na@x.example,A,${ID},,Infirmier,\n`;
  expect(await read(old)).toMatchObject({
    kind: 'users',
    missing: ['accountEnabled', 'userType', 'createdDateTime'],
  });
});

test('the portal’s registrations have a list of JSON, and no column of what is registered', async () => {
  const text = [
    'userPrincipalName,userDisplayName,isMfaCapable,isPasswordlessCapable,isSsprCapable,defaultMfaMethod,methodsRegistered,lastUpdatedDateTime',
    'a@x.example,A,True,False,True,microsoftAuthenticatorPush,"[""microsoftAuthenticatorPush"",""softwareOneTimePasscode""]",2026-09-18T21:36:33.918907Z',
    'b@x.example,B,False,False,False,none,[],2026-09-18T21:36:33.9174556Z',
    '',
  ].join('\n');
  expect(await read(text)).toEqual({
    ...{ kind: 'mfa-registrations', dates: null, encoding: 'utf-8', delimiter: ',' },
    missing: ['isAdmin', 'isMfaRegistered'],
    rows: [
      {
        ...{ userPrincipalName: 'a@x.example', isMfaCapable: true, isPasswordlessCapable: false },
        methods: ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
      },
      { userPrincipalName: 'b@x.example', isMfaCapable: false, isPasswordlessCapable: false, methods: [] },
    ],
  });
});

test('the name of a type is not told, and no rule of it is', async () => {
  const text = [
    '"Name","Enabled","Identity","RedirectTo","ForwardTo","ForwardAsAttachmentTo","InError"',
    String.raw`"Transfert","True","anne.roy\12","System.Collections.ArrayList","","","False"`,
    '',
  ].join('\r\n');
  expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual({
    ...{ kind: 'inbox-rules', dates: null, encoding: 'utf-16le', delimiter: ',' },
    missing: ['RuleCount', 'RedirectTo'],
    rows: [
      {
        ...{ name: 'Transfert', enabled: true, identity: String.raw`anne.roy\12` },
        ...{ forwardTo: null, forwardAsAttachmentTo: null, inError: false },
      },
    ],
  });
});

test.each([
  [
    'a quote that is never closed',
    `${USERS}\na@x.example,"A,${ID},Member,True,\n`,
    /a quote is never closed/,
  ],
  ['a line that broke off', `${USERS}\na@x.example,A,${ID}\n`, /line 2 has fewer cells/],
  ['more cells than headers', `${USERS}\na@x.example,A,${ID},Member,True,,x,y\n`, /line 2 has more cells/],
  ['no id', `userPrincipalName,objectId,userType\na@x.example,,Member\n`, /line 2 has no id/],
  [
    'a flag that is none',
    `${USERS}\na@x.example,A,${ID},Member,peut-être,\n`,
    /accountEnabled that is no True or False/,
  ],
  [
    'a day that does not exist',
    `${USERS}\na@x.example,A,${ID},Member,True,2021-02-30\n`,
    /createdDateTime that is no date/,
  ],
  [
    'a column twice',
    `${USERS},Object Id\na@x.example,A,${ID},Member,True,,${ID}\n`,
    /has the column id twice/,
  ],
  ['a workbook', 'PK\u0003\u0004\u0014\u0000', /is a workbook/],
  [
    'a column that is needed and not there',
    'Report Refresh Date,Display Name,Last Activity Date,Send Count\n2026-11-19,A,,0\n',
    /\(mail-activity\) has no column User Principal Name/,
  ],
  [
    'two periods',
    'Report Refresh Date,User Principal Name,Is Deleted,Last Activity Date,Send Count,Report Period\n2026-11-19,a@x.example,False,,0,7\n2026-11-19,b@x.example,False,,0,180\n',
    /several periods: 7, 180/,
  ],
])('%s is refused, and told without what stands there', async (_, text, told) => {
  expect(await read(text)).toMatch(told);
});

test('a mark within, NUL bytes and format characters are not seen', async () => {
  const text = `${USERS}\na@x.example,\uFEFFAn\u0000ne\u200b,${ID},Member,True,\n`;
  expect(JSON.stringify(await read(text))).toContain('"displayName":"Anne"');
});

test('the report of Viva Engage, which counts what was read, is not that of mail', async () => {
  const documented =
    'Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Posted Count,Read Count,Liked Count,Assigned Products,Report Period';
  const line = '2026-11-19,a@x.example,A,active,,2026-11-18,1,2,3,,180';
  expect(await read(`${documented}\n${line}\n`)).toBe(null);
});

test('what is no export is none', async () => {
  expect([await read('nom;prénom\nRoy;Anne\n'), await read(''), await read('\u0000\u0001\u0002')]).toEqual([
    ...[null, null, null],
  ]);
});

test('a cell of fifty megabytes is refused before it fills the memory', async () => {
  const path = join(folder, 'grand.csv');
  const handle = await open(path, 'w');
  await handle.writeFile(`${USERS}\na@x.example,"`);
  for (let at = 0; at < 50; at += 1) await handle.writeFile('x'.repeat(1_048_576));
  await handle.writeFile(`",${ID},Member,True,\n`);
  await handle.close();
  const before = process.memoryUsage().rss;
  const found = await recognise(path);
  if (found === null) throw new Error('its headers are those of users');
  await expect(scanExport(found, null)).rejects.toThrow(/a line is longer than any list has/);
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1_048_576);
});
