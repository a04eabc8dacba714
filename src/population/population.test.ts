import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { openDuckDb } from '../duckdb/duckdb.ts';
import { createSnapshotViews, openSnapshot } from '../snapshot/open.ts';
import { tinyConfig } from '../testing/assess-tiny.ts';
import { temporaryFolder, tinySnapshot, type Rows, type TinySnapshot } from '../testing/tiny-snapshot.ts';
import { placeAccounts } from './population.ts';
import type { Roster } from './roster.ts';

const placeSchema = z.object({
  accountId: z.string(),
  category: z.string(),
  physician: z.boolean(),
  establishment: z.string(),
});

/** Category and establishment of each account, as `id: category, establishment`, with `*` for a physician. */
async function places(
  tables: TinySnapshot['tables'],
  config: Partial<Config>,
  rosterText?: string | Buffer,
): Promise<{ places: string[]; roster: Roster | null }> {
  const auditFolder = await tinySnapshot({ tables });
  if (rosterText !== undefined) await writeFile(join(auditFolder, 'roster.csv'), rosterText);
  const folder = await temporaryFolder();
  const db = await openDuckDb({ temporaryFolder: folder, memoryLimitMb: 100, threads: 1 });
  try {
    await createSnapshotViews(db, await openSnapshot(auditFolder));
    const roster = await placeAccounts(db, {
      config: tinyConfig(config),
      configFolder: auditFolder,
      temporaryFolder: folder,
    });
    const rows = await db.rows(
      'SELECT accountId, category, physician, establishment FROM placed_accounts ORDER BY accountId',
      placeSchema,
    );
    return {
      places: rows.map(
        ({ accountId, category, physician, establishment }) =>
          `${accountId}: ${category}${physician ? '*' : ''}, ${establishment}`,
      ),
      roster,
    };
  } finally {
    await db.close();
  }
}

function category(
  id: string,
  when: Config['categories'][number]['when'],
  physician = true,
): Config['categories'][number] {
  return { id, physician, label: { fr: `${id} (fr)`, en: `${id} (en)` }, when };
}

function titles(...jobTitles: (string | null)[]): Rows {
  return jobTitles.map((jobTitle, index) => ({ accountId: String(index), jobTitle }));
}

test('patterns match without case and accents, with either apostrophe; the first category wins; a blank matches nothing', async () => {
  const accounts = titles(
    'MEDECIN SPECIALISTE – cardiologie',
    'Médecin spécialiste',
    'Me\u0301decin de famille',
    'Aide-médecin d’unité',
    "Préposé d'unité",
    null,
    'Commis',
  );
  const found = await places(
    { accounts },
    {
      categories: [
        category('specialist', { jobTitle: 'spécialiste' }),
        category('gp', { jobTitle: '^MÉDECIN' }),
        category('unit', { jobTitle: 'd’unité' }, false),
        category('any-title', { jobTitle: String.raw`^\S+$` }, false),
      ],
    },
  );
  expect(found.places).toEqual([
    '0: specialist*, ',
    '1: specialist*, ',
    '2: gp*, ',
    '3: unit, ',
    '4: unit, ',
    '5: , ',
    '6: any-title, ',
  ]);
});

test('every condition of a category must hold, and group membership is one', async () => {
  const accounts = [
    { accountId: 'a', jobTitle: 'Résident', userPrincipalName: 'a.med@reseau.example' },
    { accountId: 'b', jobTitle: 'Résident', userPrincipalName: 'b@reseau.example' },
    { accountId: 'c', jobTitle: 'Résident', userPrincipalName: 'c.med@reseau.example' },
  ];
  const members = [
    { groupRef: 'GRP', groupId: 'g', accountId: 'a' },
    { groupRef: 'GRP', groupId: 'g', accountId: 'b' },
    { groupRef: 'Other', groupId: 'o', accountId: 'c' },
    { groupRef: 'GRP', groupId: 'g', accountId: null },
  ];
  const when = { jobTitle: 'resident', userPrincipalName: String.raw`\.med@`, group: 'GRP' };
  const found = await places(
    { accounts, 'group-members': members },
    { categories: [category('resident', when)] },
  );
  expect(found.places).toEqual(['a: resident*, ', 'b: , ', 'c: , ']);
});

test('hostile patterns, names, groups and ids are text and nothing more', async () => {
  const hostile = `'); DROP TABLE accounts; --\\"`;
  const found = await places(
    {
      accounts: [
        { accountId: 'a', jobTitle: `x ${hostile}\n`, companyName: hostile },
        { accountId: 'b', jobTitle: 'x', companyName: "$1 ${x} getvariable('x')" },
      ],
      'group-members': [{ groupRef: hostile, groupId: 'g', accountId: 'b' }],
    },
    {
      categories: [
        category(`${hostile}1`, { jobTitle: String.raw`'\); DROP TABLE accounts; --\\"` }),
        category(`${hostile}2`, { group: hostile }, false),
      ],
    },
  );
  expect(found.places).toEqual([`a: ${hostile}1*, ${hostile}`, `b: ${hostile}2, $1 \${x} getvariable('x')`]);
});

test('an establishment is the attribute without the spaces around it, or what the pattern captures', async () => {
  const accounts = [
    {
      accountId: 'a',
      companyName: '\u00a0CISSS de Laval \t',
      userPrincipalName: 'a.CIUSSSmcq@reseau.example',
    },
    { accountId: 'b', companyName: null, userPrincipalName: 'b.ciusssMCQ@reseau.example' },
    { accountId: 'c', companyName: 'CISSS de laval', userPrincipalName: 'c.CIUSSSmcq@reseau.example' },
    { accountId: 'd', companyName: '  ', userPrincipalName: 'd@reseau.example' },
  ];
  const byValue = await places({ accounts }, { categories: [category('all', {}, false)] });
  expect(byValue.places).toEqual([
    'a: all, CISSS de Laval',
    'b: all, ',
    'c: all, CISSS de Laval',
    'd: all, ',
  ]);
  const byPattern = await places(
    { accounts },
    {
      categories: [category('all', {}, false)],
      establishments: { attribute: 'userPrincipalName', pattern: String.raw`\.([a-z]+)@` },
    },
  );
  expect(byPattern.places).toEqual([
    'a: all, CIUSSSmcq',
    'b: all, CIUSSSmcq',
    'c: all, CIUSSSmcq',
    'd: all, ',
  ]);
});

test('a capture keeps its accents; at equal frequency the smallest spelling is taken', async () => {
  const office = (accountId: string, officeLocation: string): object => ({ accountId, officeLocation });
  const found = await places(
    {
      accounts: [
        office('a', 'Site : HÔPITAL de l’Estrie / 3e'),
        office('b', 'site : hôpital de l’estrie / 4e'),
        office('c', 'Site : Ho\u0302pital X / 1'),
      ].map((row) => ({ ...row })),
    },
    {
      categories: [category('all', {}, false)],
      establishments: { attribute: 'officeLocation', pattern: '^site : ([^/]+)' },
    },
  );
  expect(found.places).toEqual([
    'a: all, HÔPITAL de l’Estrie',
    'b: all, HÔPITAL de l’Estrie',
    'c: all, hopital x',
  ]);
});

const ROSTER = { file: 'roster.csv', key: 'mail', category: 'categorie', establishment: 'lieu' } as const;
const CATEGORIES = [category('gp', { jobTitle: 'famille' }), category('staff', {}, false)];

test('the roster wins over the patterns, an empty cell leaves them; lines without an account are counted', async () => {
  const accounts = [
    { accountId: 'a', mail: 'Élodie.Roy@reseau.example', jobTitle: 'Commis', companyName: 'CHUM' },
    { accountId: 'b', mail: 'b@reseau.example', jobTitle: 'Médecin de famille', companyName: 'CHUM' },
    { accountId: 'c', mail: null, jobTitle: 'Commis', companyName: 'CHUM' },
    { accountId: 'd', mail: 'd@reseau.example', jobTitle: null, companyName: null },
  ];
  const text = [
    '\ufeffnom;mail;categorie;lieu',
    'Roy;  elodie.roy@RESEAU.example ; GP (FR) ;"CISSS; de l’Est"',
    '',
    'B;b@reseau.example;;',
    'Sans clé;;staff;X',
    'Absent;absent@reseau.example;gp;X',
    'Absente;absente@reseau.example;;X',
  ].join('\r\n');
  const found = await places({ accounts }, { categories: CATEGORIES, roster: ROSTER }, text);
  expect(found.places).toEqual(['a: gp*, CISSS; de l’Est', 'b: gp*, CHUM', 'c: staff, CHUM', 'd: staff, ']);
  expect(found.roster).toEqual({
    sha256: createHash('sha256').update(text).digest('hex'),
    lines: 5,
    withoutAccount: 3,
    withoutAccountByCategory: { gp: 1, staff: 1, '': 1 },
    persons: null,
  });
});

test('a roster and the directory join whatever cannot be seen in a key, a category or a header', async () => {
  const accounts = [
    { accountId: 'a', mail: '\u200ba@reseau.example', jobTitle: 'Commis', companyName: '\ufeffCHUM' },
    { accountId: 'b', mail: 'b@reseau.example', jobTitle: 'Commis', companyName: 'CHUM' },
  ];
  const text =
    '\ufeffma\u00adil,categorie,\u2060lieu\na@reseau.example,g\u200dp,\n\ufeffb@reseau.example,gp,\u202aChum\n';
  const found = await places({ accounts }, { categories: CATEGORIES, roster: ROSTER }, text);
  expect([found.places, found.roster?.withoutAccount]).toEqual([['a: gp*, CHUM', 'b: gp*, CHUM'], 0]);
});

test('a roster that cannot be used is refused with the place and the next step', async () => {
  const accounts = titles('Commis');
  const config = { categories: CATEGORIES, roster: ROSTER };
  const refusal = async (text: string | Buffer | undefined): Promise<string> => {
    const error: unknown = await places({ accounts }, config, text).catch((reason: unknown) => reason);
    const { kind, message, nextSteps } = z
      .object({ kind: z.string(), message: z.string(), nextSteps: z.array(z.string()) })
      .parse(error);
    return [kind, message.replace(/\/\S*\//, ''), ...nextSteps].join('\n');
  };
  expect(await refusal('courriel,categorie,lieu\n')).toBe(
    'usage\nThe roster has no column "mail" among the 3 of its first line: roster.csv.\n' +
      'Name one of its columns under “roster” in the config, or add the column to the file.',
  );
  expect(await refusal('Mails,categorie,lieu\n')).toMatch(/: roster\.csv\. Did you mean "Mails"\?\n/);
  expect(await refusal('')).toMatch(/has no column "mail" among the 0 of its first line: roster\.csv\.\n/);
  expect(
    await refusal('mail,categorie,lieu\na@x,gp,\nb@x,gp,\nÀ@X ,staff,\n"multi\nline",gp,\nb@x,gp,\n'),
  ).toBe(
    'usage\nThe roster names the same account twice: roster.csv: lines 2, 4; lines 3, 7.\n' +
      'Keep one line per account. Case, accents and surrounding spaces make no difference.',
  );
  expect(await refusal('mail;categorie;lieu\na@x;chirurgien;\nb@x;gp;\n')).toBe(
    'usage\nThe roster names unknown categories: roster.csv: line 2.\n' +
      'Use the id or the label of a category: gp, staff.',
  );
  expect(await refusal(Buffer.from('mail;categorie;lieu\né@x;gp;\n', 'latin1'))).toBe(
    'usage\nThe roster is not UTF-8 text: roster.csv.\nSave it again as “CSV UTF-8”.',
  );
  expect(await refusal('mail;categorie;lieu\n"a@x;gp;\n')).toMatch(/^usage\nThe roster cannot be read: /);
  expect(await refusal(undefined)).toMatch(/^usage\nThe roster cannot be read: roster\.csv \(ENOENT/);
});

test('a roster and the directory that write an establishment otherwise mean one, with an account or without', async () => {
  const auditFolder = await tinySnapshot({
    tables: {
      accounts: [
        { accountId: 'a', mail: 'a@x', companyName: 'CHUM' },
        { accountId: 'b', mail: 'b@x', companyName: 'CHUM' },
      ],
    },
  });
  await writeFile(join(auditFolder, 'roster.csv'), 'mail,categorie,lieu\na@x,gp,chum\nz@x,gp,Chum \n');
  const folder = await temporaryFolder();
  const db = await openDuckDb({ temporaryFolder: folder, memoryLimitMb: 100, threads: 1 });
  try {
    await createSnapshotViews(db, await openSnapshot(auditFolder));
    const config = tinyConfig({ categories: CATEGORIES, roster: ROSTER });
    await placeAccounts(db, { config, configFolder: auditFolder, temporaryFolder: folder });
    const one = z.object({ establishment: z.string() });
    expect(await db.rows('SELECT DISTINCT establishment FROM placed_accounts', one)).toEqual([
      { establishment: 'CHUM' },
    ]);
    expect(await db.rows('SELECT DISTINCT establishment FROM roster', one)).toEqual([
      { establishment: 'CHUM' },
    ]);
  } finally {
    await db.close();
  }
});
