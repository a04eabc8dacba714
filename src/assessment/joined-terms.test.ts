import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { assess } from './assess.ts';
import type { Situation } from '../situation/situation.ts';
import { tinyConfig } from '../testing/assess-tiny.ts';
import { tinySnapshot, type TinySnapshot } from '../testing/tiny-snapshot.ts';

const ACCOUNTS: TinySnapshot = {
  tables: {
    accounts: ['a', 'b'].map((name) => ({
      accountId: `id-${name}`,
      userPrincipalName: name,
      accountEnabled: true,
      userType: 'Member',
    })),
  },
  manifest: { tenant: { id: 'Tenant-1', displayName: 'Réseau', defaultDomain: 'reseau.example' } },
};

/** Read a month after the accounts. */
function terms(more: Partial<TinySnapshot> = {}): TinySnapshot {
  return {
    tables: {
      'terms-of-use': [
        {
          agreementId: 'charte',
          agreementName: 'Charte',
          accountId: 'id-a',
          state: 'accepted',
          recordedAt: '2020-01-01 00:00:00',
          expiresAt: '2020-11-28 12:00:00',
        },
      ],
    },
    ...more,
    manifest: { collectedAt: '2020-11-29T06:00:00Z', attributes: [], ...more.manifest },
  };
}

function assessed(auditFolder: string, joined?: string): Promise<Situation> {
  const options = {
    auditFolder,
    config: tinyConfig(),
    configFolder: auditFolder,
    language: 'fr',
    vigie: '0',
  } as const;
  return assess(joined === undefined ? options : { ...options, joined });
}

const countsOf = ({ termsOfUse }: Situation): unknown =>
  termsOfUse?.map(({ id, accepted, expired, missing }) => ({ id, accepted, expired, missing }));

const sourceOf = ({ sources }: Situation): unknown => sources.find(({ id }) => id === 'terms-of-use');

test('another snapshot lends its terms of use, held against its own date, and both stay as they are', async () => {
  const [own, other] = [await tinySnapshot(ACCOUNTS), await tinySnapshot(terms())];
  const before = await Promise.all([bytesOf(own), bytesOf(other)]);
  const situation = await assessed(own, other);
  expect(countsOf(situation)).toEqual([{ id: 'charte', accepted: 0, expired: 1, missing: 1 }]);
  expect(situation.collectedAt).toBe('2020-10-29T06:00:00Z');
  expect(sourceOf(situation)).toEqual({
    ...{ id: 'terms-of-use', outcome: 'complete', read: 1, expected: 1 },
    startedAt: '2020-11-29T06:00:00Z',
    collectedAt: '2020-11-29T06:00:00Z',
    joinedFrom: basename(other),
  });
  expect(await Promise.all([bytesOf(own), bytesOf(other)])).toEqual(before);
});

test('what is lent takes the place of what the snapshot has itself, for that assessment only', async () => {
  const rows = [{ agreementId: 'ancienne', agreementName: 'Ancienne' }];
  const own = await tinySnapshot({ ...ACCOUNTS, tables: { ...ACCOUNTS.tables, 'terms-of-use': rows } });
  expect(countsOf(await assessed(own, await tinySnapshot(terms())))).toMatchObject([{ id: 'charte' }]);
  const alone = await assessed(own);
  expect(countsOf(alone)).toEqual([{ id: 'ancienne', accepted: 0, expired: 0, missing: 2 }]);
  expect(sourceOf(alone)).toEqual({ id: 'terms-of-use', outcome: 'complete', read: 1, expected: 1 });
});

const tenantOf = (id: string): Pick<TinySnapshot, 'manifest'> => ({
  manifest: { tenant: { id, displayName: '', defaultDomain: 'autre.example' } },
});

test.each<[string, TinySnapshot, TinySnapshot, RegExp]>([
  ['of another tenant', ACCOUNTS, terms(tenantOf('tenant-2')), /another tenant, autre\.example \(tenant-2\)/],
  [
    'of a tenant that neither names',
    { ...ACCOUNTS, ...tenantOf('tenant') },
    terms(tenantOf('tenant')),
    /another tenant/,
  ],
  ['without terms of use', ACCOUNTS, ACCOUNTS, /holds no terms of use \(skipped\)/],
])('a snapshot %s lends nothing', async (_what, mine, theirs, message) => {
  const [own, other] = [await tinySnapshot(mine), await tinySnapshot(theirs)];
  await expect(assessed(own, other)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(message) as unknown,
  });
});

async function bytesOf(audit: string): Promise<Record<string, string>> {
  const folder = join(audit, 'snapshot');
  const names = (await readdir(folder)).sort();
  const read = names.map(async (name) => [name, (await readFile(join(folder, name))).toString('base64')]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}
