import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Situation } from '../situation/situation.ts';
import { situationSchema } from '../situation/situation.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';
import { earlierAudits } from './earlier-audits.ts';
import { vouchFor } from '../evidence/vouch-for.ts';

const GOLDEN = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);
const TENANT = { id: 'tenant-1', displayName: 'Réseau d’essai', defaultDomain: 'reseau.example' };
const NOW = '2020-10-29T06-00-00Z';

function instantOf(name: string): string {
  return name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
}

function situationOf(name: string): Situation {
  const golden = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  return { ...golden, tenant: TENANT, collectedAt: instantOf(name), trend: undefined };
}

/** An assessed audit, without its snapshot, vouched for. */
async function assessed(
  out: string,
  domain: string,
  name: string,
  more: Partial<Situation> = {},
): Promise<string> {
  const folder = join(out, domain, name);
  await mkdir(join(folder, 'findings', 'others'), { recursive: true });
  const situation = { ...situationOf(name), ...more };
  await writeFile(join(folder, 'situation.json'), JSON.stringify(situation));
  const tables = situation.indicators.flatMap(({ id }) => [
    `findings/${id}.parquet`,
    `findings/others/${id}.parquet`,
  ]);
  for (const table of tables) await writeFile(join(folder, table), 'x');
  await vouchFor(folder, ['situation.json', ...tables], '1.2.3');
  return folder;
}

/** The audit that looks for earlier ones. */
async function auditNow(): Promise<{ out: string; auditFolder: string }> {
  const out = await temporaryFolder();
  const auditFolder = join(out, 'reseau.example', NOW);
  await collected(auditFolder, NOW);
  return { out, auditFolder };
}

async function collected(folder: string, name: string, withoutAccounts = false): Promise<void> {
  const snapshot = await tinySnapshot({
    tables: withoutAccounts ? {} : { accounts: [] },
    manifest: { collectedAt: instantOf(name) },
  });
  await cp(snapshot, folder, { recursive: true });
}

async function found(auditFolder: string): Promise<object> {
  const { previous, points, notUsed } = await earlierAudits(auditFolder);
  return {
    previous: previous?.auditFolder,
    trouble: previous?.trouble?.fr,
    points: points.map(({ audit }) => audit),
    notUsed: notUsed.map(({ words }) => words.fr),
  };
}

test('the newest earlier audit of the tenant is compared with, whatever domain it was filed under; all are points', async () => {
  const { out, auditFolder } = await auditNow();
  await assessed(out, 'reseau.example', '2020-08-29T06-00-00Z');
  const newest = await assessed(out, 'ancien-nom.example', '2020-09-29T06-00-00Z');
  await assessed(out, 'reseau.example', '2020-11-29T06-00-00Z');
  await assessed(out, 'autre.example', '2020-10-01T06-00-00Z', { tenant: { ...TENANT, id: 'tenant-2' } });
  await mkdir(join(out, 'reseau.example', 'notes'));
  expect(await found(auditFolder)).toEqual({
    previous: newest,
    trouble: undefined,
    points: ['2020-09-29T06-00-00Z', '2020-08-29T06-00-00Z'],
    notUsed: [],
  });
});

test('an earlier audit that cannot be used is told, and the one before it is compared with', async () => {
  const { out, auditFolder } = await auditNow();
  const at = (name: string): string => join(out, 'reseau.example', name);
  const usable = await assessed(out, 'reseau.example', '2020-01-01T00-00-00Z');
  await assessed(out, 'reseau.example', '2020-02-01T00-00-00Z');
  await writeFile(
    join(at('2020-02-01T00-00-00Z'), 'situation.json'),
    JSON.stringify(situationOf('2020-02-01T00-00-01Z')),
  );
  await assessed(out, 'reseau.example', '2020-03-01T00-00-00Z');
  await writeFile(join(at('2020-03-01T00-00-00Z'), 'situation.json'), '{');
  await collected(at('2020-04-01T00-00-00Z'), '2020-04-01T00-00-00Z');
  await collected(at('2020-05-01T00-00-00Z'), '2020-05-01T00-00-00Z', true);
  await assessed(out, 'reseau.example', '2020-06-01T00-00-00Z', { scope: { establishment: 'CHU' } });
  await symlink('/dev/null', join(await assessed(out, 'reseau.example', '2020-07-01T00-00-00Z'), 'link'));
  await mkdir(at('2020-08-01T00-00-00Z'));
  expect(await found(auditFolder)).toEqual({
    previous: usable,
    trouble: undefined,
    points: ['2020-01-01T00-00-00Z'],
    notUsed: [
      'L’audit 2020-07-01T00-00-00Z contient autre chose que des fichiers ordinaires\u00a0: il n’est pas lu.',
      'L’audit 2020-06-01T00-00-00Z n’est que l’extrait d’un établissement.',
      'L’audit 2020-05-01T00-00-00Z ne contient que les conditions d’utilisation.',
      'L’audit 2020-04-01T00-00-00Z a été recueilli, mais n’a pas été évalué.',
      'L’audit 2020-03-01T00-00-00Z est endommagé, ou écrit par une autre version de Vigie\u00a0: il faut l’évaluer de nouveau.',
      'L’audit 2020-02-01T00-00-00Z n’est pas tel que son évaluation l’a laissé, ou rien ne l’atteste\u00a0: ses chiffres ne sont pas repris.',
    ],
  });
});

test('one audit in two folders is one point: that of the tenant’s own folder, and the other is told', async () => {
  const { out, auditFolder } = await auditNow();
  const own = await assessed(out, 'reseau.example', '2020-09-29T06-00-00Z');
  await assessed(out, 'ancien-nom.example', '2020-09-29T06-00-00Z');
  await assessed(out, 'zone.example', '2020-09-29T06-00-00Z');
  const told =
    'L’audit 2020-09-29T06-00-00Z se trouve dans plusieurs dossiers, recueilli au même instant\u00a0: un seul est repris.';
  expect(await found(auditFolder)).toEqual({
    previous: own,
    trouble: undefined,
    points: ['2020-09-29T06-00-00Z'],
    notUsed: [told, told],
  });
});

test('a copy that is named stands for the audit beside, which is no second point', async () => {
  const { out, auditFolder } = await auditNow();
  await assessed(out, 'reseau.example', '2020-08-29T06-00-00Z');
  const beside = await assessed(out, 'reseau.example', '2020-09-29T06-00-00Z');
  const copy = join(out, 'copie');
  await cp(beside, copy, { recursive: true });
  const named = { auditFolder: copy, situation: situationOf('2020-09-29T06-00-00Z') };
  const { previous, points, notUsed } = await earlierAudits(auditFolder, named);
  expect([previous?.auditFolder, points.map(({ audit }) => audit), notUsed]).toEqual([
    copy,
    ['copie', '2020-08-29T06-00-00Z'],
    [],
  ]);
});

test('findings that were changed or are missing leave the figures, and say so', async () => {
  const { out, auditFolder } = await auditNow();
  const earlier = await assessed(out, 'reseau.example', '2020-09-29T06-00-00Z');
  await rm(join(earlier, 'findings', 'mfa-status.parquet'));
  await writeFile(join(earlier, 'findings', 'others', 'admin-mfa.parquet'), 'other');
  expect(await found(auditFolder)).toEqual({
    previous: earlier,
    trouble:
      'ses tableaux de constats ont été modifiés ou manquent (findings/mfa-status.parquet, findings/others/admin-mfa.parquet)',
    points: ['2020-09-29T06-00-00Z'],
    notUsed: [],
  });
});

test('an audit whose checks lead out of its folder is left aside, and stops nothing', async () => {
  const { out, auditFolder } = await auditNow();
  await assessed(out, 'reseau.example', '2020-01-01T00-00-00Z');
  const hostile = await assessed(out, 'reseau.example', '2020-02-01T00-00-00Z');
  const situation = situationOf('2020-02-01T00-00-00Z');
  const indicators = situation.indicators.map((one) => ({ ...one, id: `../${one.id}` }));
  await writeFile(join(hostile, 'situation.json'), JSON.stringify({ ...situation, indicators }));
  await vouchFor(hostile, ['situation.json'], '1.2.3');
  expect(await found(auditFolder)).toMatchObject({
    previous: join(out, 'reseau.example', '2020-01-01T00-00-00Z'),
    points: ['2020-01-01T00-00-00Z'],
    notUsed: [
      'L’audit 2020-02-01T00-00-00Z est endommagé, ou écrit par une autre version de Vigie\u00a0: il faut l’évaluer de nouveau.',
    ],
  });
});

test('no more than 36 audits make a line, the newest', async () => {
  const { out, auditFolder } = await auditNow();
  const months = Array.from({ length: 36 }, (_, at) => new Date(Date.UTC(2017, at, 1)).toISOString());
  for (const month of months) {
    await assessed(out, 'reseau.example', `${month.slice(0, 10)}T00-00-00Z`);
  }
  const { points, previous } = await earlierAudits(auditFolder);
  expect([points.length, points[0]?.audit, points.at(-1)?.audit, previous?.auditFolder.slice(-20)]).toEqual([
    35,
    '2019-12-01T00-00-00Z',
    '2017-02-01T00-00-00Z',
    '2019-12-01T00-00-00Z',
  ]);
});

test('a folder that is not named as audits are has no neighbours', async () => {
  const { out } = await auditNow();
  const elsewhere = join(out, 'copie');
  await collected(elsewhere, NOW);
  await assessed(out, 'reseau.example', '2020-09-29T06-00-00Z');
  expect(await found(elsewhere)).toEqual({
    previous: undefined,
    trouble: undefined,
    points: [],
    notUsed: [],
  });
});

test('an earlier audit whose verdicts are gone, or that is damaged, is known to have judged; one that judged nothing is not', async () => {
  const { out, auditFolder } = await auditNow();
  const verdicts = await assessed(out, 'reseau.example', '2020-07-29T06-00-00Z');
  await writeFile(join(verdicts, 'dossier.parquet'), 'x');
  await vouchFor(verdicts, ['dossier.parquet'], '1.2.3');
  await assessed(out, 'reseau.example', '2020-08-29T06-00-00Z');
  await writeFile(
    join(await assessed(out, 'reseau.example', '2020-09-29T06-00-00Z'), 'situation.json'),
    'damaged',
  );
  await writeFile(
    join(await assessed(out, 'reseau.example', '2020-12-29T06-00-00Z'), 'situation.json'),
    'damaged',
  );
  await collected(join(out, 'reseau.example', '2020-10-01T06-00-00Z'), '2020-10-01T06-00-00Z');
  const { past = [] } = await earlierAudits(auditFolder);
  expect(past.map((one) => [new Date(one.collectedAt).toISOString().slice(0, 10), 'checks' in one])).toEqual([
    ['2020-09-29', false],
    ['2020-08-29', false],
    ['2020-07-29', true],
  ]);
});
