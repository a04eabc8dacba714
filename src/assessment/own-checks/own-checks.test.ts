import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../../errors.ts';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { dossierColumns } from '../../dossier/columns.ts';
import { exchangeMailbox, inboxRule, mailboxAccount, rulesOf } from '../../testing/tiny-redirects.ts';
import { readOwnChecks } from './read-own-checks.ts';

const FILE = `title: { fr: Comptes sans service, en: Accounts without a department }
shortTitle: { fr: Sans service, en: No department }
question: { fr: Quels comptes sont sans AMF?, en: Which accounts have no MFA? }
rule: { fr: L’AMF n’est pas permise., en: MFA is not capable. }
sentence:
  fr: { one: "{n} compte est sans AMF", other: "{n} comptes sont sans AMF" }
  en: { one: "{n} account has no MFA", other: "{n} accounts have no MFA" }
gravity: serious
sources: [mfa-registrations]
population: accountEnabled
nonCompliantWhen: NOT isMfaCapable
columns:
  - { name: method, kind: boolean, label: { fr: Permise, en: Capable }, sql: isMfaCapable }
`;

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'checks'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'checks', name), text);
  return folder;
}

async function refusalOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderWith(files);
  return readOwnChecks({ checks: { folder: 'checks' }, names: true }, folder).then(
    () => 'taken',
    (error: unknown) => {
      if (!(error instanceof KnownError)) throw error;
      return error.message.replaceAll(join(folder, 'checks'), 'CHECKS');
    },
  );
}

test('a check of the configuration judges in three values: what is not known is undetermined, never compliant', async () => {
  const folder = await folderWith({ 'own-no-mfa.yaml': FILE });
  const people: readonly (readonly [string, boolean | null, boolean | null])[] = [
    ['found', true, false],
    ['fine', true, true],
    ['unread', true, null],
    ['disabled', false, false],
    // Whether it is of the population is not known.
    ['unknown', null, true],
  ];
  const { verdicts, indicator, situation, findings } = await assessTinyOf('mfa-status')(
    {
      tables: {
        accounts: people.map(([name, accountEnabled]) => ({
          ...{ accountId: `id-${name}`, userPrincipalName: name, userType: 'Member', accountEnabled },
        })),
        'mfa-registrations': people
          .filter(([, , capable]) => capable !== null)
          .map(([name, , isMfaCapable]) => ({
            ...{ accountId: `id-${name}`, isMfaRegistered: true, isMfaCapable },
          })),
      },
    },
    { checks: { folder: join(folder, 'checks') } },
  );
  expect(await verdicts('own-no-mfa')).toEqual({
    disabled: 'not-applicable',
    fine: 'compliant',
    found: 'non-compliant',
    unknown: 'undetermined',
    unread: 'undetermined',
  });
  expect(indicator('own-no-mfa')).toMatchObject({ population: 4, examined: 2, count: 1, undetermined: 2 });
  expect(situation.checks.find(({ id }) => id === 'own-no-mfa')).toMatchObject({
    gravity: 'serious',
    evidence: ['accounts', 'mfa-registrations'],
    dossierColumns: ['accountEnabled', 'isMfaCapable'],
  });
  expect(await findings('own-no-mfa', ['verdict', 'userPrincipalName', 'method'])).toEqual([
    { verdict: 'non-compliant', userPrincipalName: 'found', method: false },
    { verdict: 'undetermined', userPrincipalName: 'unknown', method: true },
    { verdict: 'undetermined', userPrincipalName: 'unread', method: null },
  ]);
});

const REDIRECTED = FILE.replace('NOT isMfaCapable', 'redirected')
  .replace('sources: [mfa-registrations]', 'sources: [accounts]')
  .replace(
    'kind: boolean, label: { fr: Permise, en: Capable }, sql: isMfaCapable',
    'kind: integer, label: { fr: Cibles, en: Targets }, sql: redirectTargetCount',
  );

test('a redirect of which nobody could tell is undetermined, never compliant, and its column not known, never 0', async () => {
  const folder = await folderWith({
    'own-no-mfa.yaml': REDIRECTED,
    'own-kept.yaml': REDIRECTED.replace('nonCompliantWhen: redirected', 'nonCompliantWhen: NOT redirected'),
    'own-class.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      `nonCompliantWhen: redirected AND redirectTargetClass = 'public-webmail'`,
    ),
    'own-null.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      'nonCompliantWhen: redirectTargetClass IS NOT NULL',
    ),
    'own-coalesced.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      `nonCompliantWhen: coalesce(lower(redirectTargetClass), 'none') <> 'none'`,
    ),
    'own-true.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      'nonCompliantWhen: (accountEnabled AND redirected) IS TRUE',
    ),
    'own-case.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      'nonCompliantWhen: CASE WHEN redirected AND accountEnabled THEN true ELSE false END',
    ),
    'own-list.yaml': REDIRECTED.replace(
      'nonCompliantWhen: redirected',
      'nonCompliantWhen: len(redirects) > 0',
    ),
  });
  const names = ['broken', 'denied', 'none', 'sent', 'unlisted'];
  const { verdicts, findings, indicator } = await assessTinyOf('mfa-status')(
    {
      tables: {
        accounts: [
          ...names.map((name) => mailboxAccount(name)),
          mailboxAccount('nobox', { exchangePlans: [] }),
        ],
        'inbox-rules': [
          rulesOf('broken', 'rules', [inboxRule({ redirectTo: ['x@gmail.com'], hasError: true })]),
          rulesOf('denied', 'denied', [], 'ErrorAccessDenied'),
          rulesOf('none', 'none'),
          rulesOf('sent', 'rules', [inboxRule({ redirectTo: ['x@gmail.com'] })]),
          rulesOf('unlisted', 'none'),
        ],
        'mailbox-forwarding': names
          .filter((name) => name !== 'unlisted')
          .map((name) => exchangeMailbox(name)),
        'mailbox-usage': [],
      },
    },
    { checks: { folder: join(folder, 'checks') } },
  );
  const expected = {
    broken: 'undetermined',
    denied: 'undetermined',
    none: 'compliant',
    sent: 'non-compliant',
    unlisted: 'undetermined',
  };
  expect(await verdicts('own-no-mfa')).toEqual({ ...expected, nobox: 'compliant' });
  // A rule in error is a redirect of the list.
  expect(await verdicts('own-list')).toEqual({ ...expected, broken: 'non-compliant', nobox: 'compliant' });
  for (const id of ['class', 'null', 'coalesced', 'true', 'case'])
    expect(await verdicts(`own-${id}`), id).toEqual({ ...expected, nobox: 'compliant' });
  expect(await verdicts('own-kept')).toEqual({
    ...{ broken: 'undetermined', denied: 'undetermined', none: 'non-compliant', sent: 'compliant' },
    unlisted: 'undetermined',
    nobox: 'non-compliant',
  });
  expect(await findings('own-no-mfa', ['userPrincipalName', 'method'])).toEqual([
    { userPrincipalName: 'sent', method: 1n },
    { userPrincipalName: 'broken', method: null },
    { userPrincipalName: 'denied', method: null },
    { userPrincipalName: 'unlisted', method: null },
  ]);
  expect(indicator('own-no-mfa')).toMatchObject({ count: 1, undetermined: 3 });
});

test('who never signed in is told from whom nobody read', async () => {
  const folder = await folderWith({
    'own-no-mfa.yaml': FILE.replace(
      'NOT isMfaCapable',
      'signedInOn IS NULL OR daysWithoutSignIn > 30',
    ).replace('sources: [mfa-registrations]', 'sources: [accounts]'),
    'own-seen.yaml': FILE.replace('NOT isMfaCapable', 'NOT seenByServices OR isSharedOrRoom').replace(
      'sources: [mfa-registrations]',
      'sources: [accounts]',
    ),
  });
  const at = (accountId: string, lastSuccessfulSignInAt: string): object => ({
    ...{ accountId, lastSuccessfulSignInAt, lastSignInAt: lastSuccessfulSignInAt },
  });
  const { verdicts } = await assessTinyOf('mfa-status')(
    {
      manifest: { collectedAt: '2020-10-29T06:00:00Z', endedAt: '2020-10-29T07:00:00Z' },
      tables: {
        accounts: ['never', 'old', 'recent', 'unread'].map((accountId) => ({
          ...{ accountId, userPrincipalName: accountId, userType: 'Member' },
        })),
        'sign-in-activity': [
          at('never', '0001-01-01T00:00:00Z'),
          at('old', '2020-09-01T00:00:00Z'),
          at('recent', '2020-10-20T00:00:00Z'),
        ],
        'mail-activity': [],
      },
    },
    { checks: { folder: join(folder, 'checks') } },
  );
  expect(await verdicts('own-no-mfa')).toEqual({
    ...{ never: 'non-compliant', old: 'non-compliant', recent: 'compliant', unread: 'undetermined' },
  });
  const undetermined = 'undetermined';
  expect(await verdicts('own-seen')).toEqual({
    ...{ never: undetermined, old: undetermined, recent: undetermined, unread: undetermined },
  });
});

test('a count whose conditions name what was not read is a lower bound', async () => {
  const folder = await folderWith({
    'own-no-mfa.yaml': FILE.replace('sources: [mfa-registrations]', 'sources: [accounts]'),
    'own-other.yaml': FILE.replace('sources: [mfa-registrations]', 'sources: [accounts]').replace(
      'NOT isMfaCapable',
      'accountEnabled',
    ),
  });
  const { indicator } = await assessTinyOf('mfa-status')(
    { tables: { accounts: [{ accountId: 'a', userPrincipalName: 'a', userType: 'Member' }] } },
    { checks: { folder: join(folder, 'checks') } },
  );
  expect(['own-no-mfa', 'own-other'].map((id) => indicator(id).lowerBound)).toEqual([true, false]);
});

test('every column that may say “none” of what nobody read has three values in a check of the configuration', async () => {
  const marked = dossierColumns().filter(([, { untold }]) => untold !== undefined);
  expect(marked.length).toBeGreaterThan(35);
  const folder = await folderWith(
    Object.fromEntries(
      marked.map(([name], at) => [`own-c${at}.yaml`, FILE.replace('NOT isMfaCapable', `${name} IS NULL`)]),
    ),
  );
  const checks = await readOwnChecks({ checks: { folder: 'checks' }, names: true }, folder);
  expect(checks.filter(({ verdict }) => !/THEN (NULL|\(NULL\))/.test(verdict)).map(({ id }) => id)).toEqual(
    [],
  );
});

test('a name or an address that was not asked for is not none', async () => {
  const asking = (condition: string): string =>
    FILE.replace('sources: [mfa-registrations]', 'sources: [accounts]').replace(
      'NOT isMfaCapable',
      condition,
    );
  const folder = await folderWith({
    'own-nameless.yaml': asking('displayName IS NULL'),
    'own-mailless.yaml': asking('otherMail IS NULL'),
  });
  const found = async (attributes: SnapshotManifest['attributes']): Promise<unknown[]> => {
    const { verdicts } = await assessTinyOf('mfa-status')(
      {
        manifest: { attributes },
        tables: {
          accounts: [{ accountId: 'a', userPrincipalName: 'a', userType: 'Member', accountEnabled: true }],
        },
      },
      { checks: { folder: join(folder, 'checks') } },
    );
    return Promise.all(['own-nameless', 'own-mailless'].map(async (id) => (await verdicts(id)).a));
  };
  expect(await found(['userPrincipalName'])).toEqual(['undetermined', 'undetermined']);
  expect(await found(['userPrincipalName', 'mail', 'displayName'])).toEqual([
    'non-compliant',
    'non-compliant',
  ]);
});

test('a parameter of a lambda is no column, whatever it is called', async () => {
  const folder = await folderWith(
    sqlOf(`len(list_filter(licences, lambda redirected: redirected = 'x')) > 0`),
  );
  const [check] = await readOwnChecks({ checks: { folder: 'checks' }, names: true }, folder);
  expect(check?.verdict).not.toContain('rulesOutcome');
});

test('the checks that judge are those that were read, whatever became of their folder', async () => {
  const { situation } = await assessTinyOf('mfa-status')(
    { tables: { accounts: [{ accountId: 'a', userPrincipalName: 'a' }] } },
    { checks: { folder: '/nowhere' } },
    { ownCheckFiles: [{ name: 'own-no-mfa.yaml', text: FILE }] },
  );
  expect(situation.checks.map(({ id }) => id)).toEqual(['mfa-status', 'own-no-mfa']);
});

const sqlOf = (condition: string): Record<string, string> => ({
  'own-x.yaml': FILE.replace('NOT isMfaCapable', JSON.stringify(condition)),
});

test.each([
  ['a subquery', 'accountId IN (SELECT accountId FROM dossier)', 'must not hold a subquery'],
  ['a file in a subquery', `EXISTS (FROM read_text('/etc/passwd'))`, 'must not hold a subquery'],
  ['a table function', `read_text('/etc/passwd') IS NOT NULL`, 'calls read_text()'],
  ['the environment', `getenv('HOME') = 'x'`, 'calls getenv()'],
  ['a variable of the session', `getvariable('x') = 1`, 'calls getvariable()'],
  ['chance', 'random() > 0.5', 'calls random()'],
  ['the clock', `createdOn < now()`, 'calls now()'],
  ['the clock in a macro', `createdOn < ago(INTERVAL 90 DAY)`, 'calls ago()'],
  ['an aggregate in a macro', 'geomean(receiveCount) > 1', 'calls geomean()'],
  ['an aggregate', 'count(*) > 1', 'calls count_star()'],
  ['a window', 'row_number() OVER () > 1', 'calls window()'],
  ['more than one expression', 'true, false', 'must be one SQL expression'],
  ['a clause after it', 'true FROM dossier', 'must be one SQL expression'],
  ['another statement', 'true; DROP TABLE dossier', 'is no SQL expression'],
  ['an end that swallows what follows', 'true) OR (true', 'is no SQL expression'],
  ['a number', 'receiveCount', 'must be a condition, true or false; it gives'],
  ['no column of the dossier', 'isMfaCapabel', 'cannot be worked out'],
  ['a column in another case', 'NOT ismfacapable', 'did you mean isMfaCapable?'],
])('a rule with %s is refused, naming file and line', async (_, condition, why) => {
  const message = await refusalOf(sqlOf(condition));
  expect(message).toContain('CHECKS/own-x.yaml: line 11: nonCompliantWhen');
  expect(message).toContain(why);
});

test.each([
  ['a key that there is not', `${FILE}remedy: x\n`, 'no key is called "remedy"; allowed: title, shortTitle'],
  [
    'another gravity',
    FILE.replace('serious', 'grave'),
    'line 8: gravity: must be one of critical, serious, notable',
  ],
  ['no rule', FILE.replace(/^rule:.*\n/m, ''), 'rule: is missing'],
  [
    'a sentence without its number',
    FILE.replace('{n} account has', 'An account has'),
    'must hold {n}, the number',
  ],
  ['no YAML', 'title: [', 'line 1'],
  [
    'a column that every list has, in another case',
    FILE.replace('name: method', 'name: accountID'),
    'is a column that every list has',
  ],
  [
    'two columns of one name',
    `${FILE}  - { name: meThod, kind: boolean, label: { fr: x, en: x }, sql: isMfaCapable }\n`,
    'line 14: columns.1.name: is the name of another column',
  ],
  [
    'a column that gives another type than its kind',
    FILE.replace('sql: isMfaCapable', 'sql: createdOn'),
    'line 13: columns.0.sql must be true or false (BOOLEAN), as its kind says; it gives DATE',
  ],
])('a file with %s is refused', async (_, text, why) => {
  expect(await refusalOf({ 'own-x.yaml': text })).toContain(why);
});

test('a file that is not called as an own check, and a folder that is not there, are refused', async () => {
  expect(await refusalOf({ 'mfa-status.yaml': FILE })).toContain('no check can be called so');
  const missing = readOwnChecks({ checks: { folder: 'nowhere' }, names: true }, await temporaryFolder());
  await expect(missing).rejects.toThrow('the folder of checks cannot be read');
});

test('a check that names displayName is refused where display names are not kept', async () => {
  const folder = await folderWith({
    'own-x.yaml': FILE.replace('nonCompliantWhen: NOT isMfaCapable', "nonCompliantWhen: displayName = ''"),
  });
  const config = { checks: { folder: 'checks' } };
  expect(await readOwnChecks({ ...config, names: true }, folder)).toHaveLength(1);
  await expect(readOwnChecks({ ...config, names: false }, folder)).rejects.toThrow(
    /own-x\.yaml: line \d+: nonCompliantWhen names displayName, which is not kept \(names: false, or --no-names\); rest the check on another column/,
  );
});
