import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../../errors.ts';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
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
  return readOwnChecks({ checks: { folder: 'checks' } }, folder).then(
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
])('a file with %s is refused', async (_, text, why) => {
  expect(await refusalOf({ 'own-x.yaml': text })).toContain(why);
});

test('a file that is not called as an own check, and a folder that is not there, are refused', async () => {
  expect(await refusalOf({ 'mfa-status.yaml': FILE })).toContain('no check can be called so');
  const missing = readOwnChecks({ checks: { folder: 'nowhere' } }, await temporaryFolder());
  await expect(missing).rejects.toThrow('the folder of checks cannot be read');
});
