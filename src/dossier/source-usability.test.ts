import { expect, test } from 'vitest';
import { assessTiny } from '../testing/assess-tiny.ts';

const account = (name: string): object => ({
  accountId: `id-${name}`,
  userPrincipalName: `${name}@reseau.example`,
  accountEnabled: true,
  createdAt: '2015-01-01T00:00:00Z',
});

const NAMES = Array.from({ length: 30 }, (_, at) => `personne${at}`);

const row = (userPrincipalName: string, more: object = {}): object => ({
  refreshedOn: '2020-10-27',
  userPrincipalName,
  isDeleted: false,
  lastActivityOn: '2020-10-20',
  ...more,
});

/** What becomes of a report of these rows. */
async function told(rows: readonly object[], tenant: object = {}, accounts: object = {}): Promise<object> {
  const { situation } = await assessTiny(
    {
      tables: { accounts: NAMES.map(account), 'mail-activity': rows, tenant: [tenant] },
      sources: { accounts },
    },
    {},
    { checks: ['inactive-mailboxes'] },
  );
  const { outcome, namesConcealed, unusable } =
    situation.sources.find(({ id }) => id === 'mail-activity') ?? {};
  return { outcome, namesConcealed, unusable };
}

const strangers = (count: number): object[] =>
  Array.from({ length: count }, (_, at) => row(`inconnu${at}@ailleurs.example`));
const USABLE = { outcome: 'complete', namesConcealed: undefined, unusable: undefined };
const CONCEALED = { ...USABLE, namesConcealed: true };

test.each([
  ['32 hexadecimal digits', (at: number) => String(at).padStart(32, 'A0')],
  ['GUIDs', (at: number) => `0f0e0d0c-0b0a-4908-8706-${String(at).padStart(12, '0')}`],
  ['hashes with their kind', (at: number) => `<PII:H105(${at}Zm9v+/=)>@reseau.example`],
  ['(Unknown)', () => '(Unknown)'],
])('names are concealed in the form of %s', async (_, form) => {
  expect(await told(NAMES.map((__, at) => row(form(at))))).toEqual(CONCEALED);
});

test('a tenant that says that its reports conceal names is believed', async () => {
  const rows = NAMES.map((name) => row(`${name}@reseau.example`));
  expect(await told(rows, { namesConcealed: true })).toEqual(CONCEALED);
  expect(await told(rows, { namesConcealed: false })).toEqual(USABLE);
});

test('fewer than one row in ten that joins an account is a report of others', async () => {
  const three = NAMES.slice(0, 3).map((name) => row(`${name.toUpperCase()}@reseau.example`));
  const others = { ...USABLE, outcome: 'partial', unusable: 'joins-nothing' };
  expect(await told([...three, ...strangers(28)])).toEqual(others);
  expect(await told([...three, ...strangers(27)])).toEqual(USABLE);
  // Rows of accounts that were deleted are nobody’s to join.
  expect(await told([...three, ...strangers(100).map((one) => ({ ...one, isDeleted: true }))])).toEqual(
    USABLE,
  );
  // Of a directory read in part, as much can join as was read of it: here a tenth, then a half.
  const part = (expected: number): object => ({ outcome: 'partial', reason: 'error', expected });
  expect(await told([...three, ...strangers(100)], {}, part(300))).toEqual(USABLE);
  expect(await told(strangers(40), {}, part(300))).toEqual(USABLE);
  expect(await told(strangers(40), {}, part(60))).toEqual(others);
});

test('a report that never tells whether a row is a deleted account’s tells nothing', async () => {
  const untold = NAMES.map((name) => row(`${name}@reseau.example`, { isDeleted: null }));
  const nothing = { ...USABLE, outcome: 'partial', unusable: 'tells-nothing' };
  expect(await told([...untold, row('partie@reseau.example', { isDeleted: true })])).toEqual(nothing);
  expect(await told([...untold.slice(1), row(`${NAMES[0]}@reseau.example`)])).toEqual(USABLE);
});

test('a report without any activity tells nothing, but for a handful of mailboxes that were never used', async () => {
  const never = (count: number, more: object = {}): object[] =>
    NAMES.slice(0, count).map((name) => row(`${name}@reseau.example`, { lastActivityOn: null, ...more }));
  const nothing = { ...USABLE, outcome: 'partial', unusable: 'tells-nothing' };
  expect(await told(never(6))).toEqual(nothing);
  expect(await told(never(5))).toEqual(USABLE);
  expect(await told(never(2, { sendCount: 1 }))).toEqual(nothing);
});

test('a report of a day that is yet to come gives no ages', async () => {
  const of = (refreshedOn: string): object[] =>
    NAMES.map((name) => row(`${name}@reseau.example`, { refreshedOn }));
  expect(await told(of('9999-12-31'))).toEqual({
    ...USABLE,
    outcome: 'partial',
    unusable: 'dated-in-future',
  });
  expect(await told(of('2020-10-30'))).toEqual(USABLE);
});

test('the day that is yet to come may be that of a deleted account’s row: ages count from the latest day of all', async () => {
  const rows = NAMES.map((name) => row(`${name}@reseau.example`));
  const deleted = row('partie@reseau.example', { isDeleted: true, refreshedOn: '9999-12-31' });
  const inFuture = { ...USABLE, outcome: 'partial', unusable: 'dated-in-future' };
  expect(await told([...rows, deleted])).toEqual(inFuture);
});
