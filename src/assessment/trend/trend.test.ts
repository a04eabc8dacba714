import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb } from '../../duckdb/duckdb.ts';
import { assessTiny, assessTinyOf, type AssessedTiny } from '../../testing/assess-tiny.ts';
import { inboxRule, mailboxAccount, rulesOf } from '../../testing/tiny-redirects.ts';
import type { TinySnapshot } from '../../testing/tiny-snapshot.ts';
import { situationSchema } from '../../situation/situation.ts';
import { pointOf } from './point.ts';
import type { EarlierAudits } from './earlier-audits.ts';
import type { IndicatorChange, Moves } from '../../situation/trend/trend-schema.ts';

const EARLIER = { manifest: { collectedAt: '2020-09-29T06:00:00Z', endedAt: '2020-09-29T07:00:00Z' } };
const STAYED: Moves = {
  appeared: 0,
  joined: 0,
  becameKnown: 0,
  resolved: 0,
  left: 0,
  becameUnknown: 0,
  altered: 0,
};

/** How an account stands with mfa-status: capable, not, absent from the report, disabled; null where it is not there. */
type Standing = 'yes' | 'no' | 'unknown' | 'disabled' | null;

interface Person {
  readonly standing: Standing;
  readonly physician?: boolean;
  readonly establishment?: string;
}

function tenant(people: Readonly<Record<string, Person>>, more: Partial<TinySnapshot> = {}): TinySnapshot {
  const there = Object.entries(people).filter(([, { standing }]) => standing !== null);
  return {
    ...more,
    tables: {
      accounts: there.map(([name, { standing, physician, establishment }]) => ({
        accountId: `id-${name}`,
        userPrincipalName: name,
        displayName: `Nom de ${name}`,
        accountEnabled: standing !== 'disabled',
        userType: 'Member',
        ...(physician === true ? { jobTitle: 'Médecin' } : {}),
        companyName: establishment ?? 'Nord',
      })),
      'mfa-registrations': there
        .filter(([, { standing }]) => standing === 'yes' || standing === 'no')
        .map(([name, { standing }]) => ({
          accountId: `id-${name}`,
          isMfaRegistered: standing === 'yes',
          isMfaCapable: standing === 'yes',
        })),
    },
  };
}

const CONFIG = { establishments: { attribute: 'companyName' } } as const;

function comparedWith({ auditFolder, situation }: AssessedTiny): EarlierAudits {
  return { previous: { auditFolder, situation }, points: [pointOf(situation, 'earlier')], notUsed: [] };
}

async function twice(
  before: TinySnapshot,
  now: TinySnapshot,
  config: { readonly before?: object; readonly now?: object } = {},
): Promise<{ before: AssessedTiny; now: AssessedTiny }> {
  const earlier = await assessTiny({ ...EARLIER, ...before }, { ...CONFIG, ...config.before });
  const later = await assessTiny(now, { ...CONFIG, ...config.now }, { earlier: comparedWith(earlier) });
  return { before: earlier, now: later };
}

function changeOf({ situation }: AssessedTiny, check: string): IndicatorChange {
  const found = situation.trend?.indicators.find(({ id }) => id === check);
  if (found === undefined) throw new Error(`nothing is told of ${check}`);
  return found;
}

function differencesOf({ situation }: AssessedTiny): object[] {
  return (situation.trend?.differences ?? []).map(({ kind, indicators, words }) => ({
    kind,
    indicators,
    fr: words.fr,
  }));
}

async function changes({ auditFolder }: AssessedTiny, check: string): Promise<unknown[]> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    return await db.rows(
      `SELECT change, "verdictBefore", verdict, userPrincipalName AS name, physician, establishment, detail
       FROM read_parquet(${literal(join(auditFolder, 'findings', 'changes.parquet'))}) WHERE "check" = ${literal(check)}`,
      z.unknown(),
    );
  } finally {
    await db.close();
  }
}

const EVERY_WAY = {
  before: {
    appeared: { standing: 'yes', physician: true },
    altered: { standing: 'no' },
    'joined-new': { standing: null },
    'joined-enabled': { standing: 'disabled' },
    becameKnown: { standing: 'unknown' },
    resolved: { standing: 'no', physician: true },
    'left-gone': { standing: 'no', physician: true, establishment: 'Sud' },
    'left-disabled': { standing: 'no' },
    becameUnknown: { standing: 'no' },
    'yes-unknown': { standing: 'yes' },
    'unknown-yes': { standing: 'unknown' },
    'unknown-gone': { standing: 'unknown' },
    'new-unknown': { standing: null },
  },
  now: {
    appeared: { standing: 'no', physician: true },
    altered: { standing: 'no' },
    'joined-new': { standing: 'no' },
    'joined-enabled': { standing: 'no' },
    becameKnown: { standing: 'no' },
    resolved: { standing: 'yes', physician: true },
    'left-gone': { standing: null },
    'left-disabled': { standing: 'disabled' },
    becameUnknown: { standing: 'unknown' },
    'yes-unknown': { standing: 'unknown' },
    'unknown-yes': { standing: 'yes' },
    'unknown-gone': { standing: null },
    'new-unknown': { standing: 'unknown' },
  },
} satisfies Record<'before' | 'now', Record<string, Person>>;

test('every way into and out of a count is told, in numbers and by account', async () => {
  const { now } = await twice(tenant(EVERY_WAY.before), tenant(EVERY_WAY.now));
  const { byEstablishment, ...all } = changeOf(now, 'mfa-status');
  expect(all).toEqual({
    id: 'mfa-status',
    before: 5,
    change: 0,
    moves: { appeared: 1, joined: 2, becameKnown: 1, resolved: 1, left: 2, becameUnknown: 1, altered: 0 },
    tallyBefore: { population: 10, examined: 7, count: 5, undetermined: 3 },
    lowerBoundBefore: false,
    populationBoundBefore: 'approximate',
    comparable: true,
    physicians: {
      before: 2,
      change: -1,
      comparable: true,
      moves: { ...STAYED, appeared: 1, resolved: 1, left: 1 },
    },
  });
  expect(byEstablishment.map(({ id, before, change, moves }) => ({ id, before, change, moves }))).toEqual([
    {
      id: 'Nord',
      before: 4,
      change: 1,
      moves: { ...STAYED, appeared: 1, joined: 2, becameKnown: 1, resolved: 1, left: 1, becameUnknown: 1 },
    },
    { id: 'Sud', before: 1, change: -1, moves: { ...STAYED, left: 1 } },
  ]);
  const row = (change: string, from: string | null, to: string | null, name: string, more = {}) => ({
    change,
    verdictBefore: from,
    verdict: to,
    name,
    physician: false,
    establishment: 'Nord',
    detail: null,
    ...more,
  });
  expect(await changes(now, 'mfa-status')).toEqual([
    row('appeared', 'compliant', 'non-compliant', 'appeared', { physician: true }),
    row('joined', 'not-applicable', 'non-compliant', 'joined-enabled'),
    row('joined', null, 'non-compliant', 'joined-new'),
    row('becameKnown', 'undetermined', 'non-compliant', 'becameKnown'),
    row('resolved', 'non-compliant', 'compliant', 'resolved', { physician: true }),
    row('left', 'non-compliant', null, 'left-gone', { physician: true, establishment: 'Sud' }),
    row('left', 'non-compliant', 'not-applicable', 'left-disabled'),
    row('becameUnknown', 'non-compliant', 'undetermined', 'becameUnknown'),
  ]);
  expect(situationSchema.safeParse(now.situation).success).toBe(true);
});

test('who went from one establishment to another left the first and joined the second, and moved nowhere in all', async () => {
  const { now } = await twice(
    tenant({ a: { standing: 'no', physician: true, establishment: 'Nord' } }),
    tenant({ a: { standing: 'no', establishment: 'Sud' } }),
  );
  const { moves, physicians, byEstablishment } = changeOf(now, 'mfa-status');
  expect({
    moves,
    physicians: physicians.moves,
    byEstablishment: byEstablishment.map((one) => [one.id, one.moves, one.physicians.moves]),
    accounts: await changes(now, 'mfa-status'),
  }).toEqual({
    moves: STAYED,
    physicians: { ...STAYED, left: 1 },
    byEstablishment: [
      ['Nord', { ...STAYED, left: 1 }, { ...STAYED, left: 1 }],
      ['Sud', { ...STAYED, joined: 1 }, STAYED],
    ],
    accounts: [],
  });
});

const standing = fc.constantFrom<Standing>('yes', 'no', 'unknown', 'disabled', null);
const person = fc.record({
  standing,
  physician: fc.boolean(),
  establishment: fc.constantFrom('Nord', 'Sud', ''),
});

test('whatever the verdicts, the count now is the count before and the moves, of all, physicians and each establishment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(person, person), { minLength: 1, maxLength: 30 }), async (pairs) => {
      const people = (at: 0 | 1): Record<string, Person> =>
        Object.fromEntries(pairs.map((pair, index) => [`n${index}`, pair[at]]));
      const { now } = await twice(tenant(people(0)), tenant(people(1)));
      const told = now.situation.trend?.indicators ?? [];
      const withoutMoves = told.filter(({ moves }) => moves === undefined).map(({ id }) => id);
      // The schema refuses moves that do not add up to the change of each part.
      const { error } = situationSchema.safeParse(now.situation);
      expect({ withoutMoves, issues: error?.issues ?? [] }).toEqual({ withoutMoves: [], issues: [] });
    }),
    { numRuns: 4 },
  );
}, 60_000);

test('a redirect to a new target is a change of its account; letters of the same address in other cases are none', async () => {
  const out = (...targets: string[]) => inboxRule({ redirectTo: targets });
  const mailboxes = (rules: Record<string, object[]>): TinySnapshot => ({
    tables: {
      accounts: Object.keys(rules).map((name) => mailboxAccount(name)),
      'inbox-rules': Object.entries(rules).map(([name, some]) =>
        rulesOf(name, some.length > 0 ? 'rules' : 'none', some),
      ),
    },
  });
  const { now } = await twice(
    mailboxes({
      added: [out('a@gmail.com')],
      same: [out('A@gmail.com')],
      fresh: [],
      fewer: [out('a@x.com', 'b@x.com')],
    }),
    mailboxes({
      added: [out('a@gmail.com', 'z@hotmail.com'), out('b@yahoo.ca')],
      same: [out('a@GMAIL.com')],
      fresh: [out('c@gmail.com')],
      fewer: [out('a@x.com')],
    }),
  );
  expect(changeOf(now, 'mailbox-redirects').moves).toEqual({ ...STAYED, appeared: 1, altered: 1 });
  expect(await changes(now, 'mailbox-redirects')).toMatchObject([
    { change: 'appeared', name: 'fresh', detail: 'inbox-rule: c@gmail.com' },
    { change: 'altered', name: 'added', detail: 'inbox-rule: b@yahoo.ca; inbox-rule: z@hotmail.com' },
  ]);
});

test('what differs beside the accounts is told, and the figures it touches do not compare', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const { now } = await twice(
    { ...some, sources: { 'mfa-registrations': { outcome: 'partial', expected: 2, reason: 'gave-up' } } },
    some,
    { before: { inactiveAfterDays: 60 } },
  );
  expect(differencesOf(now)).toEqual([
    {
      kind: 'threshold',
      indicators: [
        'inactive-mailboxes',
        'unread-mail',
        'unused-accounts',
        'enrolled-unused',
        'unused-licences',
      ],
      fr: 'Un compte était tenu pour inutilisé après 60 jours lors de l’audit précédent; il l’est maintenant après 90 jours.',
    },
    {
      kind: 'coverage',
      indicators: ['mfa-status', 'admin-mfa'],
      fr: 'Source «\u00a0Inscriptions à l’authentification multifacteur\u00a0»\u00a0: lue en partie lors de l’audit précédent, lue en entier maintenant.',
    },
  ]);
  expect(changeOf(now, 'mfa-status').comparable).toBe(false);
});

test('where accounts are of other establishments, or physicians by another rule, it is said, and the totals still compare', async () => {
  const some = tenant({
    a: { standing: 'no', physician: true, establishment: 'Nord' },
    b: { standing: 'no', establishment: 'Sud' },
  });
  const label = { fr: 'Médecins', en: 'Physicians' };
  const rule = (when: object) => ({ categories: [{ id: 'md', physician: true, label, when }] });
  const { now } = await twice(some, some, {
    before: { ...rule({ jobTitle: 'Médecin' }), establishments: { attribute: 'userPrincipalName' } },
    now: rule({ userPrincipalName: 'b' }),
  });
  expect(differencesOf(now)).toEqual([
    {
      kind: 'establishments',
      indicators: [],
      fr: 'Comptes rattachés à un autre établissement qu’avant\u00a0: 2 sur 2. Les chiffres par établissement suivent le nouveau rattachement et ne se comparent pas.',
    },
    {
      kind: 'categories',
      indicators: ['enrolled-unused'],
      fr: 'Comptes devenus ceux de médecins, ou qui ne le sont plus\u00a0: 2 sur 2. Les chiffres des médecins suivent le nouveau classement et ne se comparent pas.',
    },
  ]);
  expect(changeOf(now, 'mfa-status').comparable).toBe(true);
});

test('where it is not known who is a physician in either audit, no figure of physicians is told as unchanged', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const label = { fr: 'Médecins', en: 'Physicians' };
  const categories = [{ id: 'md', physician: true, label, when: { group: 'MD' } }];
  const { now } = await twice(some, some, { before: { categories }, now: { categories } });
  expect(differencesOf(now)).toEqual([
    {
      kind: 'categories',
      indicators: ['physicians-without-mailbox', 'enrolled-unused'],
      fr: 'Dans aucun des deux audits, l’appartenance aux catégories n’a pu être lue en entier\u00a0: les chiffres des médecins ne se comparent pas.',
    },
  ]);
  const { trend } = now.situation;
  expect([
    trend?.previous?.categoriesKnown,
    trend?.points.at(-1)?.indicators.map(({ physicians }) => physicians),
  ]).toEqual([false, now.situation.indicators.map(() => undefined)]);
});

test('a source read in part both times, but of many more accounts in one of them, leaves no figures that compare', async () => {
  const partial = {
    sources: { 'mfa-registrations': { outcome: 'partial', expected: 3, reason: 'gave-up' } },
  } as const;
  const { now } = await twice(
    {
      ...tenant({ a: { standing: 'no' }, b: { standing: 'unknown' }, c: { standing: 'unknown' } }),
      ...partial,
    },
    { ...tenant({ a: { standing: 'no' }, b: { standing: 'no' }, c: { standing: 'unknown' } }), ...partial },
  );
  expect(differencesOf(now)).toEqual([
    {
      kind: 'coverage',
      indicators: ['mfa-status'],
      fr: 'Le nombre de comptes indéterminés a beaucoup changé, et une partie de l’écart peut en venir\u00a0: Sans authentification multifacteur.',
    },
  ]);
  expect(changeOf(now, 'mfa-status')).toMatchObject({ change: 1, comparable: false });
});

test('an indicator that one of the audits could not assess is left out, not counted as new', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const { now } = await twice({ tables: { accounts: some.tables.accounts ?? [] } }, some);
  expect(now.situation.trend?.indicators.map(({ id }) => id)).not.toContain('mfa-status');
  expect(await changes(now, 'mfa-status')).toEqual([]);
});

test('another version is told, and leaves the figures comparable; another rule does not', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const earlier = await assessTiny({ ...EARLIER, ...some }, CONFIG);
  const { checks } = earlier.situation;
  const situation = {
    ...earlier.situation,
    vigie: '0.9.0',
    checks: checks.map((check) =>
      check.id === 'mfa-status' ? { ...check, sql: { ...check.sql, verdict: `'compliant'` } } : check,
    ),
  };
  const { auditFolder } = earlier;
  const now = await assessTiny(some, CONFIG, {
    earlier: { previous: { auditFolder, situation }, points: [], notUsed: [] },
  });
  const told = now.situation.trend?.indicators.map(({ id, comparable }) => [id, comparable]);
  expect(told).toContainEqual(['mfa-status', false]);
  expect(told).toContainEqual(['unused-licences', true]);
  expect(differencesOf(now)).toEqual([
    {
      kind: 'rule',
      indicators: ['mfa-status'],
      fr: 'La règle de comptage n’est plus la même\u00a0: Sans authentification multifacteur.',
    },
    {
      kind: 'version',
      indicators: told?.map(([id]) => id),
      fr: 'L’audit précédent a été évalué par Vigie 0.9.0, celui-ci par Vigie 0.0.0.',
    },
  ]);
});

test('findings that are not those that were counted give figures without moves, and it is said', async () => {
  const some = tenant({ a: { standing: 'no' }, b: { standing: 'no' } });
  const earlier = await assessTiny({ ...EARLIER, ...some }, CONFIG);
  const other = await assessTiny({ ...EARLIER, ...tenant({ a: { standing: 'no' } }) }, CONFIG);
  const now = await assessTiny(some, CONFIG, {
    earlier: {
      previous: { auditFolder: other.auditFolder, situation: earlier.situation },
      points: [],
      notUsed: [],
    },
  });
  const { moves, before, change, physicians } = changeOf(now, 'mfa-status');
  expect({ moves, before, change, physicians: physicians.moves }).toEqual({
    moves: undefined,
    before: 2,
    change: 0,
    physicians: undefined,
  });
  expect(differencesOf(now)).toMatchObject([{ kind: 'findings', indicators: ['mfa-status'] }]);
  expect(await changes(now, 'mfa-status')).toEqual([]);
});

test('where display names are not kept, those of the earlier audit are not taken either', async () => {
  const left = { anne: { standing: 'no' }, luc: { standing: 'yes' } } as const;
  const { before, now } = await twice(tenant(left), tenant({ luc: { standing: 'no' } }), {
    now: { names: false },
  });
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  const named = async (folder: string, file: string): Promise<unknown> =>
    db.row(
      `SELECT count(*)::DOUBLE AS "rows", count(displayName)::DOUBLE AS named FROM read_parquet(${literal(join(folder, file))})`,
      z.object({ rows: z.number(), named: z.number() }),
    );
  try {
    expect(await named(before.auditFolder, 'dossier.parquet')).toEqual({ rows: 2, named: 2 });
    expect(await named(now.auditFolder, 'dossier.parquet')).toEqual({ rows: 1, named: 0 });
    expect(await named(now.auditFolder, 'findings/changes.parquet')).toEqual({ rows: 2, named: 0 });
  } finally {
    await db.close();
  }
});

test('without an earlier audit there is one point, no change, and no table of changes', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const notUsed = [{ audit: 'x', words: { fr: 'Non lu.', en: 'Not read.' } }];
  const { situation, auditFolder } = await assessTiny(some, CONFIG, { earlier: { points: [], notUsed } });
  expect(situation.trend).toMatchObject({ differences: [], indicators: [], notUsed });
  expect(situation.trend?.previous).toBeUndefined();
  expect(situation.trend?.points).toHaveLength(1);
  expect(existsSync(join(auditFolder, 'findings', 'changes.parquet'))).toBe(false);
});

test('comparing leaves the earlier audit as it is', async () => {
  const some = tenant({ a: { standing: 'no' } });
  const earlier = await assessTiny({ ...EARLIER, ...some }, CONFIG);
  await writeFile(join(earlier.auditFolder, 'note'), '');
  const files = async () => (await readdir(earlier.auditFolder, { recursive: true })).sort();
  const before = await files();
  await assessTiny(some, CONFIG, { earlier: comparedWith(earlier) });
  expect(await files()).toEqual(before);
});

test('an establishment that is written otherwise is no move, of accounts or of the rule that places them', async () => {
  const people = (establishment: string): Readonly<Record<string, Person>> =>
    Object.fromEntries(
      ['a', 'b', 'c'].map((name): [string, Person] => [name, { standing: 'no', establishment }]),
    );
  const { now } = await twice(tenant(people("CISSS de l'Outaouais")), tenant(people('CISSS de l’outaouais')));
  const change = changeOf(now, 'mfa-status');
  expect(change.byEstablishment.map(({ id, before, moves }) => ({ id, before, moves }))).toEqual([
    { id: 'CISSS de l’outaouais', before: 3, moves: STAYED },
  ]);
  expect(differencesOf(now).filter(({ kind }: { kind?: unknown }) => kind === 'establishments')).toEqual([]);
  expect(await changes(now, 'mfa-status')).toEqual([]);
});

const assessMfa = assessTinyOf('mfa-status');

test.each([
  ['is of other types', 'SELECT * REPLACE (1 AS accountId, 5 AS physician)'],
  ['holds another verdict', `SELECT * REPLACE ('guilty' AS verdict_mfa_status)`],
  ['lacks a column', 'SELECT * EXCLUDE (verdict_mfa_status)'],
])(
  'a dossier that %s leaves the figures of an audit that was found, and ends what named it',
  async (_, select) => {
    const { auditFolder, situation } = await assessMfa({ ...EARLIER, ...tenant({ a: { standing: 'no' } }) });
    const dossier = literal(join(auditFolder, 'dossier.parquet'));
    const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
    try {
      await db.run(`CREATE TABLE t AS ${select} FROM read_parquet(${dossier})`);
      await db.run(`COPY t TO ${dossier} (FORMAT parquet)`);
    } finally {
      await db.close();
    }
    const earlier = { points: [pointOf(situation, 'earlier')], notUsed: [] };
    const now = tenant({ a: { standing: 'no' }, b: { standing: 'no' } });
    const found = await assessMfa(now, CONFIG, {
      earlier: { ...earlier, previous: { auditFolder, situation } },
    });
    expect(changeOf(found, 'mfa-status')).toMatchObject({ before: 1, change: 1 });
    expect(changeOf(found, 'mfa-status').moves).toBeUndefined();
    expect(found.situation.trend?.differences.map(({ kind }) => kind)).toContain('findings');
    const named = { ...earlier, previous: { auditFolder, situation, isNamed: true as const } };
    await expect(assessMfa(now, CONFIG, { earlier: named })).rejects.toMatchObject({
      kind: 'local',
      message: `The findings of ${auditFolder} are damaged: they do not read as an assessment writes them.`,
    });
  },
);
