import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../../duckdb/duckdb.ts';
import { agesFile } from '../../situation/findings-tables.ts';
import { assessTinyOf, type AssessedTiny } from '../../testing/assess-tiny.ts';
import type { TinySnapshot } from '../../testing/tiny-snapshot.ts';
import type { EarlierAudits } from '../trend/earlier-audits.ts';
import { writeAges } from './ages.ts';
import { pastAudit } from './past-audit.ts';

/** How an account stands with mfa-status: not capable is a finding, absent from the report is undetermined; '' is not there. */
type Standing = 'found' | 'fine' | 'undetermined' | '';

const DAYS = ['2020-07-29', '2020-08-29', '2020-09-29', '2020-10-29'] as const;

function tenant(day: string, people: Readonly<Record<string, Standing>>, isPart = false): TinySnapshot {
  const there = Object.entries(people).filter(([, standing]) => standing !== '');
  return {
    manifest: { collectedAt: `${day}T06:00:00Z`, endedAt: `${day}T07:00:00Z` },
    ...(isPart ? { sources: { accounts: { outcome: 'partial', reason: 'gave-up' } } } : {}),
    tables: {
      accounts: there.map(([name]) => ({
        ...{ accountId: `id-${name}`, userPrincipalName: name, userType: 'Member' },
      })),
      'mfa-registrations': there
        .filter(([, standing]) => standing !== 'undetermined')
        .map(([name, standing]) => ({
          ...{ accountId: `id-${name}`, isMfaRegistered: true, isMfaCapable: standing === 'fine' },
        })),
    },
  };
}

const assessed = assessTinyOf('mfa-status');

/** Judges an account's audits one after the other, the last with the earlier ones beside it, and gives its age. */
async function aged(
  people: Readonly<Record<string, readonly Standing[]>>,
  { partOf }: { readonly partOf?: number } = {},
): Promise<Record<string, string>> {
  const audits: AssessedTiny[] = [];
  for (const [at, day] of DAYS.entries()) {
    const of = Object.fromEntries(Object.entries(people).map(([name, all]) => [name, all[at] ?? '']));
    const earlier: EarlierAudits = {
      ...{ points: [], notUsed: [] },
      past: audits.map(({ auditFolder, situation }) => pastAudit(auditFolder, situation)).reverse(),
    };
    audits.push(await assessed(tenant(day, of, at === partOf), {}, { earlier }));
  }
  return agesOf(audits.at(-1)?.auditFolder ?? '');
}

async function agesOf(auditFolder: string): Promise<Record<string, string>> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    const rows = await db.rows(
      `SELECT accountId, concat_ws(' ', "check", state, openSince::VARCHAR) AS age FROM read_parquet(${pathLiteral(agesFile(auditFolder))})`,
      z.object({ accountId: z.string(), age: z.string() }),
    );
    return Object.fromEntries(rows.map(({ accountId, age }) => [accountId.slice(3), age]));
  } finally {
    await db.close();
  }
}

test('a finding is new, open since the first audit of its unbroken run, or found again after it had been in order', async () => {
  const ages = await aged({
    always: ['found', 'found', 'found', 'found'],
    lately: ['fine', 'fine', 'found', 'found'],
    new: ['fine', 'fine', 'fine', 'found'],
    hired: ['', '', '', 'found'],
    again: ['found', 'fine', 'fine', 'found'],
    returned: ['found', '', 'found', 'found'],
    // Nobody knows how it stood in September.
    unseen: ['found', 'found', 'undetermined', 'found'],
    // Nobody ever knew how it stood: that it is new would be made up.
    neverKnown: ['undetermined', 'undetermined', 'undetermined', 'found'],
    mended: ['found', 'found', 'found', 'fine'],
  });
  expect(ages).toEqual({
    always: 'mfa-status open 2020-07-29',
    lately: 'mfa-status open 2020-09-29',
    new: 'mfa-status new 2020-10-29',
    hired: 'mfa-status new 2020-10-29',
    again: 'mfa-status reopened 2020-10-29',
    returned: 'mfa-status reopened 2020-09-29',
    unseen: 'mfa-status open 2020-07-29',
  });
});

test('who is missing in an audit that did not read all accounts may have been found then too', async () => {
  const ages = await aged(
    { one: ['found', 'found', '', 'found'], other: ['', '', '', 'found'] },
    { partOf: 2 },
  );
  expect(ages).toEqual({ one: 'mfa-status open 2020-07-29', other: 'mfa-status new 2020-10-29' });
});

test('who was in order before an audit that nobody can read, or that judged by another rule, is not called new after it', async () => {
  const fine = await assessed(tenant(DAYS[1], { one: 'fine', always: 'found' }));
  const other = await assessed(tenant(DAYS[2], { one: 'found', always: 'found' }));
  const earlier = pastAudit(fine.auditFolder, fine.situation);
  const later = pastAudit(other.auditFolder, other.situation);
  const otherRule = {
    ...later,
    checks: new Map([...later.checks].map(([id, check]) => [id, { ...check, rule: 'another' }])),
  };
  const unreadable = { collectedAt: other.situation.collectedAt };
  const now = await assessed(tenant(DAYS[3], { one: 'found', always: 'found', hired: 'found' }));
  const agesAfter = async (past: NonNullable<EarlierAudits['past']>): Promise<Record<string, string>> => {
    await writeAges(now.auditFolder, now.situation, past, 100);
    return agesOf(now.auditFolder);
  };
  const always = 'mfa-status open 2020-08-29';
  expect(await agesAfter([unreadable, earlier])).toEqual({ always });
  expect(await agesAfter([otherRule, earlier])).toEqual({ always });
  // Who was in order since then is new, whatever was before.
  const isNew = 'mfa-status new 2020-10-29';
  expect(await agesAfter([earlier, unreadable])).toEqual({ always, one: isNew, hired: isNew });
});

test('without an earlier audit of the same rule no age is told, and a table of an earlier assessment goes', async () => {
  const earlier = { points: [], notUsed: [] };
  const alone = await assessed(tenant(DAYS[3], { one: 'found' }), {}, { earlier });
  expect(existsSync(agesFile(alone.auditFolder))).toBe(false);
  const before = await assessed(tenant(DAYS[2], { one: 'found' }));
  const past = pastAudit(before.auditFolder, before.situation);
  const otherRule = {
    ...past,
    checks: new Map([...past.checks].map(([id, check]) => [id, { ...check, rule: 'another' }])),
  };
  const now = await assessed(
    tenant(DAYS[3], { one: 'found' }),
    {},
    { earlier: { ...earlier, past: [otherRule] } },
  );
  expect(existsSync(agesFile(now.auditFolder))).toBe(false);
});
