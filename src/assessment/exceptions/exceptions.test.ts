import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../../duckdb/duckdb.ts';
import { exceptionsFile } from '../../situation/findings-tables.ts';
import { assessTinyOf, type AssessedTiny } from '../../testing/assess-tiny.ts';
import { temporaryFolder, type TinySnapshot } from '../../testing/tiny-snapshot.ts';
import { judgeFailOn } from '../fail-on/judge-fail-on.ts';
import { parseFailOn } from '../fail-on/fail-on.ts';

const assessed = assessTinyOf('mfa-status');

const PEOPLE = { anne: false, beno: false, carl: false, dora: true };

/** The tenant was collected on 29 October 2020. */
async function withExceptions(...lines: readonly string[]): Promise<AssessedTiny> {
  return withExceptionsOf({}, ...lines);
}

async function withExceptionsOf(
  { sources = {}, manifest = {} }: Pick<TinySnapshot, 'sources' | 'manifest'>,
  ...lines: readonly string[]
): Promise<AssessedTiny> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'e.csv'), ['check,account,reason,owner,until', ...lines].join('\n'));
  const names = Object.keys(PEOPLE);
  return assessed(
    {
      sources,
      manifest: { collectedAt: '2020-10-29T06:00:00Z', endedAt: '2020-10-29T07:00:00Z', ...manifest },
      tables: {
        accounts: [...names, 'eve'].map((name) => ({
          ...{ accountId: `id-${name}`, userPrincipalName: `${name}@reseau.example`, userType: 'Member' },
          ...(name === 'anne' ? { jobTitle: 'médecin' } : {}),
          ...(name === 'carl' ? { mail: 'c.roy@reseau.example' } : {}),
        })),
        'mfa-registrations': Object.entries(PEOPLE).map(([name, isMfaCapable]) => ({
          ...{ accountId: `id-${name}`, isMfaRegistered: true, isMfaCapable },
        })),
      },
    },
    { exceptions: { file: join(folder, 'e.csv') } },
  );
}

async function standings(auditFolder: string): Promise<unknown[]> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    return await db.rows(
      `SELECT line, standing, accountId FROM read_parquet(${pathLiteral(exceptionsFile(auditFolder))})`,
      z.object({ line: z.number(), standing: z.string(), accountId: z.string().nullable() }),
    );
  } finally {
    await db.close();
  }
}

test('an accepted case stays counted and is told beside the figure, an expired one too, and each line says what became of it', async () => {
  const { auditFolder, situation, indicator } = await withExceptions(
    'mfa-status,ANNE@reseau.example,jeton commandé,DRI,2020-10-29',
    'mfa-status,id-beno,compte de bris de glace,RSI,2020-10-28',
    'mfa-status,c.roy@reseau.example,en congé,RH,2021-01-31',
    'mfa-status,dora@reseau.example,n’a plus lieu d’être,RH,2021-01-31',
    'mfa-status,eve@reseau.example,personne ne sait,RH,2021-01-31',
    'mfa-status,zoe@reseau.example,partie,RH,2021-01-31',
  );
  const { count, exceptions } = indicator('mfa-status');
  expect([count, exceptions]).toEqual([
    3,
    { accepted: 2, expired: 1, physicians: { accepted: 1, expired: 0 } },
  ]);
  expect(situation.exceptions).toMatchObject({
    day: '2020-10-29',
    lines: 6,
    byStanding: { accepted: 2, expired: 1, 'no-finding': 1, undetermined: 1, 'no-account': 1 },
  });
  expect(await standings(auditFolder)).toEqual([
    { line: 2, standing: 'accepted', accountId: 'id-anne' },
    { line: 3, standing: 'expired', accountId: 'id-beno' },
    { line: 4, standing: 'accepted', accountId: 'id-carl' },
    { line: 5, standing: 'no-finding', accountId: 'id-dora' },
    { line: 6, standing: 'undetermined', accountId: 'id-eve' },
    { line: 7, standing: 'no-account', accountId: null },
  ]);
  const held = (text: string): string => judgeFailOn(parseFailOn(text), situation).outcome;
  expect(
    ['exceptions', 'mfa-status > 2', 'mfa-status.unaccepted > 1 [known]', 'mfa-status.unaccepted > 0'].map(
      held,
    ),
  ).toEqual(['matched', 'matched', 'clear', 'matched']);
});

test('an account that two lines name is one, accepted where one of them holds', async () => {
  const { indicator } = await withExceptions(
    'mfa-status,anne@reseau.example,a,b,2020-01-31',
    'mfa-status,id-anne,a,b,2021-01-31',
  );
  expect(indicator('mfa-status').exceptions).toEqual({
    ...{ accepted: 1, expired: 0, physicians: { accepted: 1, expired: 0 } },
  });
});

const held = (situation: AssessedTiny['situation']): string =>
  judgeFailOn(parseFailOn('exceptions'), situation).outcome;

test('an account that a check could not see is not of no use: it is undetermined, and past its day nobody can tell', async () => {
  const { situation, indicator } = await withExceptionsOf(
    { sources: { accounts: { outcome: 'partial', reason: 'gave-up' } } },
    'mfa-status,dora@reseau.example,peut-être,RH,2020-01-31',
    'mailbox-redirects,anne@reseau.example,pas jugé,RH,2021-01-31',
  );
  expect(situation.exceptions).toMatchObject({
    byStanding: { accepted: 0, expired: 0, 'no-finding': 0, undetermined: 2, 'no-account': 0 },
    expiredUndetermined: 1,
  });
  expect(indicator('mfa-status').exceptions).toEqual({
    ...{ accepted: 0, expired: 0, physicians: { accepted: 0, expired: 0 }, expiredUndetermined: 1 },
  });
  expect(judgeFailOn(parseFailOn('exceptions'), situation)).toEqual({
    outcome: 'not-assessed',
    words: {
      fr: '--fail-on «\u00a0exceptions\u00a0»\u00a0: n’a pu être évalué (1 exception échue, sans que l’on sache si le compte est encore un constat)',
      en: '--fail-on “exceptions”: could not be assessed (1 exception expired, not known whether the account is still a finding)',
    },
  });
});

test('an account that the directory was not read far enough to find is undetermined, and past its day nobody can tell', async () => {
  const { auditFolder, situation, indicator } = await withExceptionsOf(
    { sources: { accounts: { outcome: 'partial', reason: 'gave-up' } } },
    'mfa-status,zoe@reseau.example,pas lue,RH,2020-01-31',
    'mfa-status,id-zoe,pas lue,RH,2020-01-31',
    'mfa-status,yves@reseau.example,pas lu,RH,2021-01-31',
  );
  expect(
    (await standings(auditFolder)).map((line) => Object.values(z.object({}).loose().parse(line))),
  ).toEqual([
    [2, 'undetermined', null],
    [3, 'undetermined', null],
    [4, 'undetermined', null],
  ]);
  expect(situation.exceptions?.expiredUndetermined).toBe(2);
  expect(indicator('mfa-status').exceptions?.expiredUndetermined).toBe(2);
  expect(held(situation)).toBe('not-assessed');
});

test('where mail addresses were not asked, what looks like one may be an account that was read', async () => {
  const lines = ['mfa-status,zoe@reseau.example,x,RH,2020-01-31', 'mfa-status,id-zoe,x,RH,2020-01-31'];
  const without = await withExceptionsOf(
    { manifest: { attributes: ['userPrincipalName', 'displayName', 'jobTitle', 'companyName'] } },
    ...lines,
  );
  expect(without.situation.exceptions).toMatchObject({
    byStanding: { accepted: 0, expired: 0, 'no-finding': 0, undetermined: 1, 'no-account': 1 },
    expiredUndetermined: 1,
  });
  expect(held(without.situation)).toBe('not-assessed');
  expect(without.situation.gaps.filter(({ words }) => JSON.stringify(words).includes('attributs'))).toEqual(
    [],
  );
  const { situation } = await withExceptions(...lines);
  expect(situation.exceptions?.byStanding['no-account']).toBe(2);
  expect(held(situation)).toBe('clear');
});

test('the exceptions of an establishment’s folder are its own', async () => {
  const { situation } = await withExceptions('mfa-status,id-beno,congé,RH,2020-10-28');
  const none = { accepted: 0, expired: 0, physicians: { accepted: 0, expired: 0 } };
  const part = (exceptions: object): AssessedTiny['situation'] => ({
    ...situation,
    scope: { establishment: 'CHUM' },
    indicators: situation.indicators.map((one) => ({ ...one, exceptions: { ...none, ...exceptions } })),
  });
  expect(
    [situation, part({}), part({ expired: 1 }), part({ expiredUndetermined: 1 })].map((one) => held(one)),
  ).toEqual(['matched', 'clear', 'matched', 'not-assessed']);
});
