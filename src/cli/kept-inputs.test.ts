import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';
import { MAILBOX_PLAN, temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const CONFIG = `inactiveAfterDays: 30
categories:
  - { id: specialist, physician: true, label: { fr: Spécialistes, en: Specialists }, when: { jobTitle: 'rien' } }
  - { id: staff, physician: false, label: { fr: Autres, en: Others }, when: {} }
roster: { file: liste.csv, key: userPrincipalName, category: genre, establishment: lieu }
`;
const ROSTER = `nas;userPrincipalName;genre;lieu\n046454286;a@reseau.example;specialist;CHUM\n193456787;inconnu@reseau.example;;\n`;

/** A snapshot of one account, judged by the configuration of a folder of its own. */
async function judged(): Promise<{ audit: string; elsewhere: string; first: EndedHere }> {
  const audit = await tinySnapshot({
    tables: {
      accounts: [
        {
          ...{ accountId: 'a', userPrincipalName: 'a@reseau.example', createdAt: '2015-01-01T00:00:00Z' },
          exchangePlans: [MAILBOX_PLAN],
        },
      ],
      'mail-activity': [
        { refreshedOn: '2020-10-27', userPrincipalName: 'a@reseau.example', lastActivityOn: '2020-09-20' },
      ],
    },
  });
  const home = await temporaryFolder();
  await writeFile(join(home, 'vigie.config.yaml'), CONFIG);
  await writeFile(join(home, 'liste.csv'), ROSTER);
  const first = await runHere(['assess', audit, '--lang', 'en'], { env: {}, cwd: home });
  expect(first.exitCode, first.stderr).toBe(0);
  await rm(home, { recursive: true });
  const elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere, 'vigie.config.yaml'), 'inactiveAfterDays: 3000\n');
  return { audit, elsewhere, first };
}

const recordSchema = z.object({ inactiveAfterDays: z.number(), roster: z.object({ path: z.string() }) });

test('an audit that is judged again from another folder is judged by what judged it', async () => {
  const { audit, elsewhere } = await judged();
  const before = await readFile(join(audit, 'situation.json'), 'utf8');
  const again = await runHere(['assess', audit, '--lang', 'en'], { env: {}, cwd: elsewhere });
  expect(again.exitCode, again.stderr).toBe(0);
  expect(again.stderr).toMatch(
    new RegExp(
      `^Judged by the configuration kept with the audit: ${join(audit, 'inputs')} \\(--config FILE names another\\)\n`,
    ),
  );
  expect(await readFile(join(audit, 'situation.json'), 'utf8')).toBe(before);
  expect((await situationOf(audit)).parameters.inactiveAfterDays).toBe(30);
});

test('a configuration that is named wins, and a number of days that is given', async () => {
  const { audit, elsewhere } = await judged();
  const options = { env: {}, cwd: elsewhere };
  const shorter = await runHere(['assess', audit, '--inactive-after', '60'], options);
  expect(shorter.exitCode, shorter.stderr).toBe(0);
  const record = async (): Promise<unknown> =>
    recordSchema.safeParse(JSON.parse(await readFile(join(audit, 'inputs/inputs.json'), 'utf8'))).data;
  expect(await record()).toEqual({
    inactiveAfterDays: 60,
    roster: { path: expect.stringMatching(/\/liste\.csv$/) as unknown },
  });
  const named = await runHere(['assess', audit, '--config', 'vigie.config.yaml'], options);
  expect(named.exitCode, named.stderr).toBe(0);
  expect((await situationOf(audit)).parameters).toEqual({
    ...{ inactiveAfterDays: 3000, timeZone: 'America/Toronto' },
  });
  await expect(stat(join(audit, 'inputs/roster.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('of the roster the columns that are used are kept, for this user alone', async () => {
  const { audit } = await judged();
  const file = join(audit, 'inputs/roster.csv');
  expect(await readFile(file, 'utf8')).toBe(
    'userPrincipalName,genre,lieu\na@reseau.example,specialist,CHUM\ninconnu@reseau.example,,\n',
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a roster that changes between its judging and its keeping is told, nothing is kept of it, and it can be judged again', async () => {
  const { audit, elsewhere } = await judged();
  const roster = join(elsewhere, 'liste.csv');
  await writeFile(join(elsewhere, 'vigie.config.yaml'), `# Another.\n${CONFIG}`);
  await writeFile(roster, ROSTER);
  const named = ['assess', audit, '--lang', 'en', '--config', join(elsewhere, 'vigie.config.yaml')];
  const kept = async (): Promise<string[]> =>
    Promise.all(
      ['roster.csv', 'vigie.config.yaml', 'inputs.json'].map((name) =>
        readFile(join(audit, 'inputs', name), 'utf8'),
      ),
    );
  const before = await kept();
  const changed = await runHere(named, {
    env: {},
    cwd: elsewhere,
    // It was judged by then, and is kept next.
    onStderr: (text) =>
      text.startsWith('Configuration: ')
        ? writeFile(roster, ROSTER.replace('specialist', 'staff'))
        : Promise.resolve(),
  });
  expect([changed.exitCode, changed.stderr.split('\n').slice(1)]).toEqual([
    2,
    [
      `vigie: The roster changed while the audit was judged: ${roster}.`,
      '  → Assess the snapshot again: vigie assess',
      '',
    ],
  ]);
  expect([await kept(), await readdir(join(audit, 'inputs'))]).toEqual([
    before,
    ['inputs.json', 'roster.csv', 'vigie.config.yaml'],
  ]);
  const again = await runHere(named, { env: {}, cwd: elsewhere });
  expect(again.exitCode, again.stderr).toBe(0);
  expect((await kept())[0]).toContain('a@reseau.example,staff,CHUM');
});

test('a roster that changes while an audit is judged for the first time leaves nothing that stands in the way of the next time', async () => {
  const audit = await tinySnapshot({ tables: { accounts: [] } });
  const home = await temporaryFolder();
  await writeFile(join(home, 'vigie.config.yaml'), CONFIG);
  await writeFile(join(home, 'liste.csv'), ROSTER);
  const given = { env: {}, cwd: home };
  const onStderr = (text: string): Promise<void> =>
    text.startsWith('Configuration: ')
      ? writeFile(join(home, 'liste.csv'), `${ROSTER}\n`)
      : Promise.resolve();
  const first = await runHere(['assess', audit, '--lang', 'en'], { ...given, onStderr });
  expect([first.exitCode, first.stderr]).toEqual([2, expect.stringContaining('The roster changed')]);
  const second = await runHere(['assess', audit, '--lang', 'en'], given);
  expect(second.exitCode, second.stderr).toBe(0);
});

test.each([
  ['inputs/roster.csv', (file: string) => writeFile(file, 'userPrincipalName,genre,lieu\n')],
  ['inputs/vigie.config.yaml', (file: string) => writeFile(file, 'inactiveAfterDays: 1\n')],
  ['inputs/vigie.config.yaml', (file: string) => rm(file)],
  ['inputs/inputs.json', (file: string) => rm(file)],
])('an audit whose %s changed since is not judged by it', async (path, change) => {
  const { audit, elsewhere } = await judged();
  await change(join(audit, path));
  const again = await runHere(['assess', audit], { env: {}, cwd: elsewhere });
  expect([again.exitCode, again.stderr]).toEqual([
    4,
    `vigie: What judged the audit is not as it was kept: ${path} of ${audit}.\n  → Name the configuration with --config FILE, or take the audit folder from where it was kept.\n`,
  ]);
});

test('an audit whose inputs are gone as a whole is not judged by whatever lies in the folder', async () => {
  const { audit, elsewhere } = await judged();
  await rm(join(audit, 'inputs'), { recursive: true });
  const again = await runHere(['assess', audit], { env: {}, cwd: elsewhere });
  expect([again.exitCode, again.stderr.split('\n')[0]]).toEqual([
    4,
    `vigie: What judged the audit is not as it was kept: inputs/inputs.json, inputs/roster.csv, inputs/vigie.config.yaml of ${audit}.`,
  ]);
});

test('an audit that defaults judged is judged by them again, whatever lies in the folder', async () => {
  const audit = await tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } });
  const bare = await temporaryFolder();
  const first = await runHere(['assess', audit], { env: {}, cwd: bare });
  expect(first.exitCode, first.stderr).toBe(0);
  await mkdir(join(bare, 'other'));
  await writeFile(join(bare, 'other/vigie.config.yaml'), 'inactiveAfterDays: 7\n');
  const again = await runHere(['assess', audit], { env: {}, cwd: join(bare, 'other') });
  expect(again.exitCode, again.stderr).toBe(0);
  expect((await situationOf(audit)).parameters.inactiveAfterDays).toBe(90);
});

const OWN_CHECK = `title: { fr: Désactivés, en: Disabled }
shortTitle: { fr: Désactivés, en: Disabled }
question: { fr: Lesquels?, en: Which? }
rule: { fr: Désactivé., en: Disabled. }
sentence:
  fr: { one: "{n} compte", other: "{n} comptes" }
  en: { one: "{n} account", other: "{n} accounts" }
sources: [accounts]
population: accountId IS NOT NULL
nonCompliantWhen: NOT accountEnabled
`;

/** A snapshot judged by a configuration that names a folder of checks. */
async function judgedByChecks(files: Readonly<Record<string, string>>): Promise<string> {
  const audit = await tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } });
  const home = await temporaryFolder();
  await writeFile(join(home, 'vigie.config.yaml'), 'checks: { folder: checks }\n');
  await mkdir(join(home, 'checks', 'more.yaml'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, 'checks', name), text);
  const first = await runHere(['assess', audit, '--lang', 'en'], { env: {}, cwd: home });
  expect(first.exitCode, first.stderr).toBe(0);
  await rm(home, { recursive: true });
  return audit;
}

test('an audit whose folder of checks held none is judged again', async () => {
  const audit = await judgedByChecks({ 'README.txt': 'none yet' });
  const again = await runHere(['assess', audit], { env: {}, cwd: await temporaryFolder() });
  expect(again.exitCode, again.stderr).toBe(0);
});

test('what somebody leaves beside the checks that were kept harms nobody, and stays; another check does not judge', async () => {
  const audit = await judgedByChecks({ 'own-disabled.yaml': OWN_CHECK });
  const folder = join(audit, 'inputs/checks');
  await writeFile(join(folder, '.DS_Store'), 'x');
  await mkdir(join(folder, 'old.yaml'));
  const given = { env: {}, cwd: await temporaryFolder() };
  for (const argv of [
    ['assess', audit],
    ['list', 'own-disabled', audit],
  ]) {
    const { exitCode, stderr } = await runHere(argv, given);
    expect(exitCode, stderr).toBe(0);
  }
  expect(await readdir(folder)).toEqual(['.DS_Store', 'old.yaml', 'own-disabled.yaml']);
  await writeFile(join(folder, 'own-another.yaml'), OWN_CHECK);
  expect((await runHere(['assess', audit], given)).exitCode).toBe(4);
});

test('--fail-on of a check that there is not is refused before anything is written', async () => {
  const audit = await tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } });
  const given = { env: {}, cwd: await temporaryFolder() };
  const typo = ['--fail-on', 'own-typo > 0', '--lang', 'en'];
  const before = await readdir(audit);
  const assessed = await runHere(['assess', audit, '--no-config', ...typo], given);
  expect([assessed.exitCode, assessed.stderr]).toEqual([
    2,
    expect.stringContaining('there is no indicator "own-typo"') as unknown,
  ]);
  expect(await readdir(audit)).toEqual(before);
  await runHere(['assess', audit, '--no-config'], given);
  const judged = await readdir(audit);
  const reported = await runHere(['report', audit, '--formats', 'json', ...typo], given);
  expect([reported.exitCode, await readdir(audit)]).toEqual([2, judged]);
});
