import { beforeAll, expect, test } from 'vitest';
import { predict } from '../predict.ts';
import { userWriter } from '../wire/user-json.ts';
import type { Account } from './layout.ts';
import { loadTenant, type TenantSpec } from './tenant-spec.ts';
import { createTenant, type Tenant } from './tenant.ts';

let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

const NOW = '2020-10-29';
const THEN = '2020-09-29';
const asNow = (mailboxes: number): Tenant => createTenant({ tenant, today: NOW, mailboxes });
const asThen = (mailboxes: number): Tenant =>
  createTenant({ tenant, today: THEN, mailboxes, daysEarlier: 30 });

test('a month earlier everyone has the name, the id and the day of creation that he has now', () => {
  const [now, then] = [asNow(3000), asThen(3000)];
  const properties = ['id', 'userPrincipalName', 'displayName', 'companyName', 'jobTitle', 'createdDateTime'];
  const written = (one: Tenant): string[] => [...one.accounts()].map(userWriter(one, properties));
  const everyoneNow = new Set(written(now));
  const everyoneThen = written(then);
  expect(everyoneThen.filter((json) => !everyoneNow.has(json))).toEqual([]);
  expect([everyoneThen.length, then.accountTotal(), now.accountTotal()]).toEqual([3340, 3340, 3368]);
});

test('those who came since are those created since, and nobody else', () => {
  const [now, then] = [asNow(3000), asThen(3000)];
  const there = new Set([...then.accounts()].map(({ slot }) => slot));
  const came = [...now.accounts()].filter(({ slot }) => !there.has(slot));
  expect(came).toHaveLength(28);
  expect(came.every((account) => (now.mailOf(account).createdAge ?? 30) < 30)).toBe(true);
  expect(came.map((account) => then.fateOf(account))).toEqual(came.map(() => 'not-yet'));
});

test('what was last used more than a month ago was last used on that same day a month earlier', () => {
  const [now, then] = [asNow(3000), asThen(3000)];
  let compared = 0;
  for (const account of then.accounts()) {
    const { lastAge } = now.mailOf(account);
    if (lastAge === null || lastAge < 30) continue;
    const earlier = then.mailOf(account).lastAge;
    expect(then.calendar.reportDay(earlier ?? -1)).toBe(now.calendar.reportDay(lastAge));
    compared += 1;
  }
  expect(compared).toBeGreaterThan(1000);
});

test('at 400 mailboxes a month makes the differences that a report can show', () => {
  const counts = (daysEarlier: number): string[] =>
    predict({ tenant, today: NOW, mailboxes: 400, daysEarlier }).indicators.map(
      ({ id, count, physicians }) => `${id} ${count}, physicians ${physicians.count}`,
    );
  const now = counts(0);
  expect(counts(30).flatMap((was, i) => (was === now[i] ? [] : [`${was} → ${now[i] ?? ''}`]))).toEqual([
    'inactive-mailboxes 164, physicians 10 → inactive-mailboxes 172, physicians 13',
    'inactive-sign-ins 132, physicians 9 → inactive-sign-ins 143, physicians 13',
    'mailbox-redirects 5, physicians 4 → mailbox-redirects 6, physicians 4',
    'mfa-status 251, physicians 17 → mfa-status 246, physicians 17',
    'unread-mail 62, physicians 6 → unread-mail 64, physicians 9',
    'unused-accounts 112, physicians 6 → unused-accounts 129, physicians 11',
    'unused-licences 117, physicians 6 → unused-licences 133, physicians 11',
    'mfa-enforcement 349, physicians 13 → mfa-enforcement 350, physicians 14',
    'terms-of-use 319, physicians 16 → terms-of-use 312, physicians 16',
  ]);
});

test('some of every kind changed: unused and back in use, MFA gained and lost, redirects begun, ended and altered', () => {
  const [now, then] = [asNow(20_000), asThen(20_000)];
  const kinds: Record<string, number> = {};
  for (const account of then.accounts()) {
    if (account.segment.kind !== 'mailbox') continue;
    for (const kind of changesOf(then, now, account)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  expect(kinds).toEqual({
    'used → unused': 400,
    'unused → used': 297,
    'no MFA → MFA': 383,
    'MFA → no MFA': 102,
    'enabled → disabled': 52,
    'kept → redirected': 10,
    'redirected → kept': 10,
    'redirected → redirected elsewhere': 4,
  });
});

function changesOf(then: Tenant, now: Tenant, account: Account): string[] {
  const facts: ((one: Tenant) => string)[] = [
    (one) => ((one.mailOf(account).lastAge ?? Infinity) > 90 ? 'unused' : 'used'),
    (one) => (one.mfaOf(account).capable ? 'MFA' : 'no MFA'),
    (one) => (one.directoryOf(account).enabled ? 'enabled' : 'disabled'),
    (one) => (isRedirected(one, account) ? 'redirected' : 'kept'),
  ];
  const changes = facts.flatMap((fact) => (fact(then) === fact(now) ? [] : [`${fact(then)} → ${fact(now)}`]));
  const both = isRedirected(then, account) && isRedirected(now, account);
  const elsewhere = both && then.redirectOf(account).variant !== now.redirectOf(account).variant;
  return elsewhere ? [...changes, 'redirected → redirected elsewhere'] : changes;
}

function isRedirected(one: Tenant, account: Account): boolean {
  const { ruleClass, forwardClass } = one.redirectOf(account);
  return ruleClass !== null || forwardClass !== null;
}
