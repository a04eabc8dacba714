import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { runProgram, startCommand, PROGRAM } from '../testing/run-program.ts';
import { situationOf } from '../testing/simulated-audit.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const OLDER = '2020-09-29T06-00-00Z';
const NEWER = '2020-10-29T06-00-00Z';

/** A snapshot in which those named cannot answer a multifactor request; the others can. */
async function collected(
  folder: string,
  name: string,
  without: readonly string[],
  tenantId = 'tenant-1',
): Promise<void> {
  const names = ['alix', 'bo', 'camille'];
  const snapshot = await tinySnapshot({
    tables: {
      accounts: names.map((one) => ({
        ...{ accountId: `id-${one}`, userPrincipalName: `${one}@reseau.example`, displayName: one },
        ...{ accountEnabled: true, userType: 'Member' },
      })),
      'mfa-registrations': names.map((one) => ({
        accountId: `id-${one}`,
        isMfaRegistered: !without.includes(one),
        isMfaCapable: !without.includes(one),
      })),
    },
    manifest: {
      collectedAt: name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'),
      tenant: { id: tenantId, displayName: 'Réseau d’essai', defaultDomain: 'reseau.example' },
    },
  });
  await cp(snapshot, folder, { recursive: true });
}

async function twoAudits(): Promise<{ older: string; newer: string }> {
  const out = await temporaryFolder();
  const [older, newer] = [join(out, 'reseau.example', OLDER), join(out, 'reseau.example', NEWER)];
  await collected(older, OLDER, ['alix', 'bo']);
  await collected(newer, NEWER, ['bo', 'camille']);
  for (const audit of [older, newer]) expect((await runProgram(['assess', audit])).exitCode).toBe(0);
  return { older, newer };
}

const HEAD =
  'check,change,verdictBefore,verdict,userPrincipalName,displayName,category,physician,establishment,accountEnabled,accountId,detail,comparable';
const LOST =
  'mfa-status,appeared,compliant,non-compliant,camille@reseau.example,camille,all,false,,true,id-camille,,true';
const GAINED =
  'mfa-status,resolved,non-compliant,compliant,alix@reseau.example,alix,all,false,,true,id-alix,,true';

test('assessed audits are compared with the one before them, and any two by name', async () => {
  const { older, newer } = await twoAudits();
  const { trend } = await situationOf(newer);
  expect(trend?.previous?.audit).toBe(OLDER);
  expect(trend?.points.map(({ audit }) => audit)).toEqual([OLDER, NEWER]);
  const files = async (): Promise<string[]> => (await readdir(older, { recursive: true })).sort();
  const before = await files();

  const TMPDIR = await temporaryFolder();
  const csv = await runProgram(['compare', older, newer, '--check', 'mfa-status'], { env: { TMPDIR } });
  expect([csv.exitCode, csv.stdout]).toEqual([0, `${HEAD}\n${LOST}\n${GAINED}\n`]);

  const json = await runProgram(['compare', older, newer, '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    trend: { indicators: trend?.indicators, previous: trend?.previous },
    accounts: [
      { change: 'appeared', displayName: 'camille' },
      { change: 'resolved', displayName: 'alix' },
    ],
  });

  const table = await runProgram(['compare', older, newer, '--format', 'table', '--lang', 'fr']);
  expect(table.stdout).toContain('AMF perdue');
  expect(table.stderr).toContain('Non évaluable dans l’un des deux audits');

  expect(await files()).toEqual(before);
  expect(await readdir(TMPDIR)).toEqual([]);
}, 120_000);

test('a reader that stops early ends it without complaint', async () => {
  const { older, newer } = await twoAudits();
  const command = `"${process.execPath}" "${join(process.cwd(), PROGRAM)}" compare "${older}" "${newer}" --format ndjson --check mfa-status | head -n 1`;
  const { stdout, exitCode } = await startCommand('/bin/sh', ['-c', command], {
    env: { PATH: '/usr/bin:/bin' },
  }).ended;
  expect([exitCode, stdout.split('\n').length, stdout.includes('camille')]).toEqual([0, 2, true]);
}, 120_000);

test('audits in the wrong order, of two tenants, or unknown checks are usage errors that name what is wrong', async () => {
  const { older, newer } = await twoAudits();
  const other = join(await temporaryFolder(), 'autre.example', OLDER);
  await collected(other, OLDER, ['bo'], 'tenant-2');
  await runProgram(['assess', other]);
  const tried = await Promise.all([
    runProgram(['compare', newer, older]),
    runProgram(['compare', other, newer]),
    runProgram(['compare', older, newer, '--check', 'mfa']),
    runProgram(['assess', newer, '--previous', other]),
    runProgram(['assess', older, '--previous', newer]),
  ]);
  expect(tried.map(({ exitCode, stdout, stderr }) => [exitCode, stdout, stderr.split('\n')[0]])).toEqual([
    [2, '', expect.stringMatching(/October 29, 2020.*September 29, 2020/)],
    [2, '', expect.stringContaining('(tenant-2)')],
    [2, '', expect.stringContaining('"mfa"')],
    [2, '', expect.stringContaining('(tenant-2)')],
    [2, '', expect.stringMatching(/October 29, 2020.*September 29, 2020/)],
  ]);
}, 120_000);

test('an audit whose earlier one is gone is assessed again without changes, and its folder is whole', async () => {
  const { older, newer } = await twoAudits();
  expect(await readdir(join(newer, 'findings'))).toContain('changes.parquet');
  await rm(older, { recursive: true });
  expect((await runProgram(['assess', newer])).exitCode).toBe(0);
  expect((await situationOf(newer)).trend?.previous).toBeUndefined();
  expect(await readdir(join(newer, 'findings'))).not.toContain('changes.parquet');
  expect((await runProgram(['report', newer, '--formats', 'json'])).exitCode).toBe(0);
}, 120_000);

test('with another list of physicians, every format says that their figures and rows do not compare', async () => {
  const out = await temporaryFolder();
  const [older, newer] = [join(out, 'reseau.example', OLDER), join(out, 'reseau.example', NEWER)];
  await collected(older, OLDER, ['alix', 'bo']);
  await collected(newer, NEWER, ['bo', 'camille']);
  const config = join(out, 'vigie.config.yaml');
  await writeFile(
    config,
    `categories:
  - { id: md, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'rien' } }
  - { id: staff, physician: false, label: { fr: Autres, en: Others }, when: {} }
roster: { file: md.csv, key: userPrincipalName, category: genre }
`,
  );
  for (const [audit, lines] of [
    [older, 'alix@reseau.example,md'],
    [newer, 'alix@reseau.example,md\ncamille@reseau.example,md'],
  ] as const) {
    await writeFile(join(out, 'md.csv'), `userPrincipalName,genre\n${lines}\n`);
    const ended = await runHere(['assess', audit, '--config', config], { env: {} });
    expect(ended.exitCode, ended.stderr).toBe(0);
  }
  const compare = (format: string): Promise<EndedHere> =>
    runHere(['compare', older, newer, '--check', 'mfa-status', '--format', format, '--lang', 'fr'], {
      env: {},
    });

  const csv = await compare('csv');
  expect(
    csv.stdout.split('\n').map((line) => line.split(',').filter((_, at) => [4, 7, 12].includes(at))),
  ).toEqual([
    ['userPrincipalName', 'physician', 'comparable'],
    ['camille@reseau.example', 'true', 'false'],
    ['alix@reseau.example', 'true', 'false'],
    [''].slice(1),
  ]);
  const json: unknown = JSON.parse((await compare('json')).stdout);
  expect(json).toMatchObject({
    trend: { indicators: [{ id: 'mfa-status', comparable: true, physicians: { comparable: false } }] },
    accounts: [{ comparable: false }, { comparable: false }],
  });
  expect((await compare('table')).stdout).toMatch(
    /Sans authentification multifacteur .* oui, sauf les médecins\n/,
  );

  const reports = await runHere(['report', newer, '--formats', 'csv,markdown'], { env: {} });
  expect(reports.exitCode, reports.stderr).toBe(0);
  expect(await readFile(join(newer, 'situation.fr.md'), 'utf8')).toContain('oui, sauf les médecins');
  const rows = (await readFile(join(newer, 'evolution.csv'), 'utf8')).split('\n');
  expect(
    rows
      .filter((row) => row.startsWith('mfa-status,'))
      .map((row) => row.split(',').filter((_, at) => [1, 6].includes(at))),
  ).toEqual([
    ['all', 'true'],
    ['physicians', 'false'],
    ['establishment', 'true'],
    ['establishment-physicians', 'false'],
  ]);
}, 60_000);
