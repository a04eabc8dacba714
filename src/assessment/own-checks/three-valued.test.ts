import { expect, test } from 'vitest';
import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { oneExpression, withEmptyDossier } from './one-expression.ts';
import { threeValued } from './three-valued.ts';

/** What a condition gives of an account of which nobody read anything but the directory, and of one of which all was read. */
async function ofUnreadAndRead(
  conditions: readonly string[],
): Promise<Record<string, readonly (boolean | null)[]>> {
  return withEmptyDossier(async (db) => {
    await db.run(
      `INSERT INTO dossier BY NAME SELECT * FROM (VALUES
         ('unread', NULL, false, NULL, false, NULL, false, 'denied', 'source-not-read', NULL, true),
         ('read', 40, true, 30, true, 'effective', true, 'rules', 'returned', 'shared', false))
       x(accountId, daysWithoutMail, mailReported, daysWithoutSignIn, signInRead, redirectEffect, redirected, rulesOutcome, forwardingOutcome, mailboxKind, mailboxUntold)`,
    );
    await db.run(`UPDATE dossier SET licences = ['x'], userPrincipalName = accountId`);
    const found: Record<string, readonly (boolean | null)[]> = {};
    for (const condition of conditions) found[condition] = await valuesOf(db, condition);
    return found;
  });
}

async function valuesOf(db: DuckDb, condition: string): Promise<(boolean | null)[]> {
  const expression = await oneExpression(db, condition, {
    types: ['BOOLEAN'],
    what: { fr: 'une condition', en: 'a condition' },
  });
  const rows = await db.rows(
    `SELECT (${await threeValued(db, expression)}) AS found FROM dossier ORDER BY accountId DESC`,
    z.object({ found: z.boolean().nullable() }),
  );
  return rows.map(({ found }) => found);
}

test('what makes a value of NULL makes none of what nobody could tell', async () => {
  const conditions = {
    'greatest(daysWithoutMail, daysWithoutSignIn) > 90': false,
    'least(daysWithoutMail, 200) > 90': false,
    'least(greatest(daysWithoutMail, 0), 200) > 20': true,
    [`concat(redirectEffect, '') = ''`]: false,
    [`concat_ws(',', upper(redirectEffect), 'x') = 'EFFECTIVE,x'`]: true,
    [`concat(userPrincipalName, redirected) = 'readtrue'`]: true,
    'ifnull(daysWithoutMail, 0) > 90': false,
    'if(redirected, true, false)': true,
    [`nullif('x', redirectEffect) IS NULL`]: false,
    'list_max([daysWithoutMail, 5]) > 20': true,
    'list_min([daysWithoutMail, 500]) < 20': false,
    'list_sum([daysWithoutMail, 5]) > 20': true,
    [`list_aggregate([daysWithoutMail, 5], 'max') > 20`]: true,
    'list_contains([redirected, false], true)': true,
    'true IN [redirected, false]': true,
    'len(list_filter([redirected], lambda one: one)) > 0': true,
    [`len(list_filter(licences, lambda one: redirected AND one = 'x')) > 0`]: true,
    [`list_contains(list_transform(licences, lambda one: redirected), true)`]: true,
    'list_contains([one AND redirected for one in [true]], true)': true,
    '[redirected] = [true]': true,
    'ARRAY[redirected] = ARRAY[true]': true,
    '{x: redirected} = {x: true}': true,
    '(redirected, 1) = (true, 1)': true,
    [`array_to_string([redirectEffect], ',') = ''`]: false,
    [`normalised(redirectEffect) = ''`]: false,
    'was_used(daysWithoutMail)': false,
    'is_shared_or_room(mailboxKind)': true,
    [`to_json(redirected) ->> '$' = 'true'`]: true,
    [`CAST(to_json(redirected) -> '$' AS VARCHAR) = 'true'`]: true,
    [`concat(to_json(redirected) -> '$', '') = 'true'`]: true,
    [`redirectEffect || 'x' = 'x'`]: false,
    'redirected IN (true)': true,
    [`redirected AND accountId = 'unread'`]: false,
  };
  expect(await ofUnreadAndRead(Object.keys(conditions))).toEqual(
    Object.fromEntries(Object.entries(conditions).map(([condition, ofRead]) => [condition, [null, ofRead]])),
  );
});

test('of what needs nothing that nobody could tell, nothing is hidden', async () => {
  expect(
    await ofUnreadAndRead([
      'greatest(len(licences), 0) = 1',
      `concat(userPrincipalName, '') = 'unread'`,
      `len(list_filter(licences, lambda redirected: redirected = 'x')) = 1`,
      `redirected OR userPrincipalName = 'unread'`,
    ]),
  ).toEqual({
    'greatest(len(licences), 0) = 1': [true, true],
    [`concat(userPrincipalName, '') = 'unread'`]: [true, false],
    [`len(list_filter(licences, lambda redirected: redirected = 'x')) = 1`]: [true, true],
    [`redirected OR userPrincipalName = 'unread'`]: [true, true],
  });
});
