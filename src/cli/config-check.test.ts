import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const CONFIG = `categories:
  - { id: md, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }
  - { id: resident, physician: true, label: { fr: Résidents, en: Residents }, when: { jobTitle: 'residant' } }
  - { id: clerk, physician: false, label: { fr: Commis, en: Clerks }, when: { department: 'archives' } }
establishments: { attribute: companyName }
roster: { file: liste.csv, key: userPrincipalName, category: categorie }
`;
const ROSTER = 'userPrincipalName,categorie\na@x.example,md\nparti@x.example,md\n';

/** A folder with the configuration, and an audit. */
async function folders(): Promise<{ home: string; audit: string }> {
  const home = await temporaryFolder();
  await writeFile(join(home, 'vigie.config.yaml'), CONFIG);
  await writeFile(join(home, 'liste.csv'), ROSTER);
  const account = (name: string, jobTitle: string, companyName: string | null): object => ({
    ...{ accountId: name, userPrincipalName: `${name}@x.example`, jobTitle, companyName },
  });
  const audit = await tinySnapshot({
    tables: {
      accounts: [
        account('a', 'Commis', 'CHU'),
        account('b', 'Médecin', 'CHU'),
        ...['c', 'd', 'e', 'f', 'g', 'h'].map((name) => account(name, 'Commis', 'Laval')),
        account('i', 'Commis', null),
      ],
    },
    manifest: { attributes: ['userPrincipalName', 'displayName', 'jobTitle', 'companyName'] },
  });
  return { home, audit };
}

function check(cwd: string, audit: string, ...argv: string[]): Promise<EndedHere> {
  return runHere(['config', 'check', '--against', audit, ...argv], { env: {}, cwd });
}

test('it tells how many accounts are of each category and establishment, with five of them, and what is of nobody', async () => {
  const { home, audit } = await folders();
  const before = await readdir(audit, { recursive: true });
  const { exitCode, stdout, stderr } = await check(home, audit, '--format', 'json', '--lang', 'en');
  expect(exitCode, stderr).toBe(0);
  const { config, audit: against, ...told } = JSON.parse(stdout) as Record<string, unknown>;
  expect([config, against]).toMatchObject([{ file: join(home, 'vigie.config.yaml') }, audit]);
  const five = ['c', 'd', 'e', 'f', 'g'].map((name) => `${name}@x.example`);
  expect(told).toEqual({
    accounts: 9,
    categories: [
      { id: 'md', accounts: 2, examples: ['a@x.example', 'b@x.example'] },
      { id: 'resident', accounts: 0, examples: [] },
      { id: 'clerk', accounts: null, examples: [] },
      { id: '', accounts: 7, examples: five },
    ],
    establishments: [
      { id: 'Laval', accounts: 6, examples: five },
      { id: 'CHU', accounts: 2, examples: ['a@x.example', 'b@x.example'] },
      { id: '', accounts: 1, examples: ['i@x.example'] },
    ],
    ofNobody: ['resident'],
    roster: { lines: 2, withoutAccount: 1 },
    notCollected: { attributes: ['department'], groups: [] },
    readInPart: { groups: [] },
  });
  expect(await readdir(audit, { recursive: true })).toEqual(before);
});

test('a person reads tables, and what looks like a typing error or was never asked for', async () => {
  const { home, audit } = await folders();
  const { exitCode, stdout, stderr } = await check(home, audit, '--lang', 'fr');
  expect(exitCode, stderr).toBe(0);
  expect(stdout.replace(audit, 'AUDIT')).toMatchInlineSnapshot(`
    "Comptes de l’audit AUDIT : 9

    Catégorie  Médecins  Comptes  Exemples
    ---------  --------  -------  ---------------------------------------------------------------
    md         oui       2        a@x.example, b@x.example
    resident   oui       0
    clerk      non       n. d.
    (aucune)   non       7        c@x.example, d@x.example, e@x.example, f@x.example, g@x.example

    Établissement  Comptes  Exemples
    -------------  -------  ---------------------------------------------------------------
    Laval          6        c@x.example, d@x.example, e@x.example, f@x.example, g@x.example
    CHU            2        a@x.example, b@x.example
    (aucun)        1        i@x.example

    Lignes de la liste : 2, dont 1 sans compte correspondant.
    Personne n’est de la catégorie « resident » : une faute de frappe dans son motif, dans la liste ou dans le nom du groupe aurait cet effet.
    L’attribut department n’a pas été demandé par cet audit : ce qui en dépend n’est pas vérifié. Collecter de nouveau avec cette configuration.
    "
  `);
});

test('a configuration that is not there, where one is required, is exit 2', async () => {
  const { audit } = await folders();
  const { exitCode, stderr } = await check(tmpdir(), audit, '--require-config', '--lang', 'en');
  expect([exitCode, stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: --require-config: no configuration was read; there is no vigie.config.yaml here, and --config names none',
  ]);
});

test('a group that the audit read in part is told, and a category of its members is not called nobody’s', async () => {
  const home = await temporaryFolder();
  await writeFile(
    join(home, 'vigie.config.yaml'),
    `categories:
  - { id: md, physician: true, label: { fr: Médecins, en: Physicians }, when: { group: GRP-MD } }
`,
  );
  const audit = await tinySnapshot({
    tables: {
      accounts: [{ accountId: 'a', userPrincipalName: 'a@x.example' }],
      'group-members': [],
    },
    sources: { 'group-members': { outcome: 'partial', reason: 'gave-up' } },
    manifest: { attributes: ['userPrincipalName', 'displayName', 'companyName'], groups: ['GRP-MD'] },
  });
  const { exitCode, stdout, stderr } = await check(home, audit, '--format', 'json', '--lang', 'en');
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ofNobody: [], readInPart: { groups: ['GRP-MD'] } });
  const told = await check(home, audit, '--lang', 'fr');
  expect(told.stdout).toContain('Le groupe «\u00a0GRP-MD\u00a0» n’a pas été lu en entier par cet audit');
});
