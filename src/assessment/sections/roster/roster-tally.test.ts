import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assessTiny } from '../../../testing/assess-tiny.ts';
import { MAILBOX_PLAN, temporaryFolder, type TinySnapshot } from '../../../testing/tiny-snapshot.ts';
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
  columns: { category?: string; establishment?: string },
  snapshot: Partial<TinySnapshot> = {},
): Promise<Situation['roster']> {
  const configFolder = await temporaryFolder();
  await writeFile(join(configFolder, 'roster.csv'), csv);
  const { situation } = await assessTiny(
    { tables: { accounts: ACCOUNTS, 'mailbox-usage': LISTED }, ...snapshot },
    { roster: { file: 'roster.csv', key: 'userPrincipalName', ...columns } },
    { configFolder },
  );
  return situation.roster;
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
