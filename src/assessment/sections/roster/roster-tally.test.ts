import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assessTiny, type AssessedTiny } from '../../../testing/assess-tiny.ts';
import { MAILBOX_PLAN, temporaryFolder, type TinySnapshot } from '../../../testing/tiny-snapshot.ts';
import { readEstablishments } from '../../../situation/establishments/establishments-file.ts';
import type { Situation } from '../../../situation/situation.ts';

function account(name: string, more: object = {}): Record<string, unknown> {
  return { accountId: `id-${name}`, userPrincipalName: name, exchangePlans: [MAILBOX_PLAN], ...more };
}

/** The report lists the mailboxes: one that names nobody of the directory would tell of nobody. */
const LISTED = [{ userPrincipalName: 'anne', recipientType: 'User' }];

const ACCOUNTS = [
  account('anne'),
  account('Benoît', { exchangePlans: [] }),
  account('chantal', {
    exchangePlans: [{ id: 'new-plan', status: 'Enabled' }],
    companyName: 'CISSS de Laval',
  }),
  account('denis', { jobTitle: 'Médecin', exchangePlans: [] }),
  account('elise', { exchangePlans: [] }),
];

async function rosterOf(
  csv: string,
  columns: { category?: string; establishment?: string; person?: string },
  snapshot: Partial<TinySnapshot> = {},
): Promise<Situation['roster']> {
  return (await assessedOf(csv, columns, snapshot)).situation.roster;
}

async function assessedOf(
  csv: string,
  columns: { category?: string; establishment?: string; person?: string },
  snapshot: Partial<TinySnapshot> = {},
): Promise<AssessedTiny> {
  const configFolder = await temporaryFolder();
  await writeFile(join(configFolder, 'roster.csv'), csv);
  return assessTiny(
    { tables: { accounts: ACCOUNTS, 'mailbox-usage': LISTED }, ...snapshot },
    { roster: { file: 'roster.csv', key: 'userPrincipalName', ...columns } },
    { configFolder },
  );
}

const CSV = `userPrincipalName,categorie,etablissement
ANNE,physician,CHUM
benoit,physician,CHUM
chantal,physician,
denis,,CHUM
elise,staff,CHUM
nobody,physician,CHUM
,physician,CIUSSS
unknown,,CHUM
clerk,staff,CHUM
`;
const COLUMNS = { category: 'categorie', establishment: 'etablissement' };

test('the roster’s physicians without an account, or with one without a mailbox, are counted by line', async () => {
  expect(await rosterOf(CSV, COLUMNS)).toEqual({
    lines: 9,
    withoutAccount: 4,
    withoutAccountByCategory: { physician: 2, staff: 1, '': 1 },
    physiciansWithoutMailbox: {
      decidedBy: 'category',
      withoutCategory: 1,
      ...{ lines: 6, withoutAccount: 2, withoutMailbox: 2, undetermined: 1 },
      byCategory: [{ id: 'physician', lines: 6, withoutAccount: 2, withoutMailbox: 2, undetermined: 1 }],
      byEstablishment: [
        { id: 'CHUM', lines: 4, withoutAccount: 1, withoutMailbox: 2, undetermined: 0 },
        { id: 'CISSS de Laval', lines: 1, withoutAccount: 0, withoutMailbox: 0, undetermined: 1 },
        { id: 'CIUSSS', lines: 1, withoutAccount: 1, withoutMailbox: 0, undetermined: 0 },
      ],
    },
  });
});

test('of a roster that names no category, every line is a physician', async () => {
  const roster = await rosterOf(CSV, { establishment: 'etablissement' });
  expect(roster?.physiciansWithoutMailbox).toMatchObject({
    decidedBy: 'every-line',
    withoutCategory: 0,
    ...{ lines: 9, withoutAccount: 4, withoutMailbox: 3, undetermined: 1 },
  });
});

test('where not every account was read, no line is said to be without one', async () => {
  const sources = { accounts: { outcome: 'partial', reason: 'gave-up', expected: 9 } } as const;
  expect(await rosterOf(CSV, COLUMNS, { sources })).toEqual({ lines: 9 });
});

/** Anne has two accounts, one without a mailbox, in two establishments; Denis is on two lines, neither of use. */
const PERSONS = `userPrincipalName,categorie,etablissement,permis
anne,physician,CHUM,12-345 É
Benoît,physician,Laval, 12-345 é
denis,physician,CHUM,777
nobody,physician,CHUM,777
chantal,physician,CHUM,-
gone,physician,CHUM,
lost,physician,Laval,888
,staff,Laval,888
elise,staff,Laval,888
`;

test('a person with several accounts, or in several establishments, is counted once in each part and in the whole', async () => {
  const { situation, auditFolder } = await assessedOf(PERSONS, { ...COLUMNS, person: 'permis' });
  const persons = (all: number, withoutAccount: number, withoutMailbox: number, undetermined: number) => ({
    ...{ persons: all, withoutAccount, withoutMailbox, undetermined },
  });
  expect(situation.roster).toEqual({
    lines: 9,
    persons: 5,
    withoutAccount: 4,
    withoutAccountByCategory: { physician: 3, staff: 1 },
    physiciansWithoutMailbox: {
      decidedBy: 'category',
      withoutCategory: 0,
      ...{ lines: 7, withoutAccount: 3, withoutMailbox: 2, undetermined: 1 },
      persons: persons(5, 1, 2, 1),
      byCategory: [
        {
          id: 'physician',
          ...{ lines: 7, withoutAccount: 3, withoutMailbox: 2, undetermined: 1 },
          persons: persons(5, 1, 2, 1),
        },
      ],
      byEstablishment: [
        {
          id: 'CHUM',
          ...{ lines: 5, withoutAccount: 2, withoutMailbox: 1, undetermined: 1 },
          persons: persons(4, 1, 1, 1),
        },
        {
          id: 'Laval',
          ...{ lines: 2, withoutAccount: 1, withoutMailbox: 1, undetermined: 0 },
          persons: persons(2, 0, 1, 0),
        },
      ],
    },
  });
  const parts = new Map((await readEstablishments(auditFolder, situation)).map((part) => [part.id, part]));
  expect(parts.get('Laval')?.roster).toMatchObject({
    ...{ lines: 4, persons: 2 },
    physiciansWithoutMailbox: { lines: 2, persons: persons(2, 0, 1, 0) },
  });
});

test('the physicians’ mailboxes are told as persons too, a mailbox that the roster does not name being one', async () => {
  const tables = {
    accounts: ['anne', 'anne2', 'chantal', 'zoe'].map((name) => account(name, { jobTitle: 'Médecin' })),
    'mailbox-usage': LISTED,
  };
  const csv = 'userPrincipalName,etablissement,permis\nanne,CHUM,1\nanne2,Laval,1\nchantal,Laval,2\n';
  const columns = { establishment: 'etablissement' };
  const { situation, auditFolder } = await assessedOf(csv, { ...columns, person: 'permis' }, { tables });
  expect(situation.population).toMatchObject({ physicians: 4, physicianPersons: 3 });
  const parts = await readEstablishments(auditFolder, situation);
  expect(parts.map((part) => [part.id, part.population.physicianPersons])).toEqual([
    ['CHUM', 1],
    ['Laval', 2],
    ['', 1],
  ]);
  const unnamed = await assessedOf(csv, columns, { tables });
  expect(unnamed.situation.population).not.toHaveProperty('physicianPersons');
  expect(unnamed.situation.roster).not.toHaveProperty('persons');
});
