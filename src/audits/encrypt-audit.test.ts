import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePrivateFile } from '../disk/private-files.ts';
import { identitiesOf, recipientsOf, type Identities, type Recipients } from '../evidence/age-files.ts';
import type { AuditManifest } from '../evidence/manifest-schema.ts';
import { manifestDigest } from '../evidence/manifest.ts';
import { verifyFiles } from '../evidence/verify-files.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { encryptAudit } from './encrypt-audit.ts';
import { locked } from './locked.ts';
import { openAudit } from './open-audit.ts';
import { sealOpened } from './seal-opened.ts';
import { readAuditManifest } from '../evidence/manifest.ts';

async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.map(
    async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

const PART = 'establishments/CHUM/donnees';
/** What people open of it, which the audit itself records. */
const TOP = 'establishments/CHUM/LISEZMOI.txt';

/** A small audit with the folder of one establishment; `own` is what its own manifest records. */
async function audit(own = PART): Promise<string> {
  const folder = await temporaryFolder();
  const write = (path: string, text: string): Promise<void> => writePrivateFile(join(folder, path), text);
  const part = join(folder, own);
  await write('snapshot/accounts.parquet', 'Zoé Tremblay');
  await write('snapshot/manifest.json', '{}');
  await vouchFor(folder, ['snapshot/accounts.parquet', 'snapshot/manifest.json'], '1', [], {
    kind: 'snapshot',
    facts: { tenant: 'reseau.example' },
  });
  for (const path of ['situation.json', 'situation.fr.html', 'situation.fr.xlsx', 'categories.csv'])
    await write(path, path);
  await write(`${own}/situation.json`, 'part');
  await write(`${own}/findings/mfa-status.csv`, 'Zoé Tremblay');
  await write(TOP, 'Zoé Tremblay');
  await vouchFor(part, ['situation.json', 'findings/mfa-status.csv'], '1');
  const reports = ['situation.json', 'situation.fr.html', 'situation.fr.xlsx', 'categories.csv'];
  await vouchFor(folder, [...reports, TOP, `${own}/manifest.json`], '1');
  return folder;
}

test('what holds people is encrypted, the folders of establishments whole, and opens to the same bytes', async () => {
  const folder = await audit();
  const before = await filesIn(folder);
  const key = await generateX25519Identity();
  const recipient = await identityToRecipient(key);
  const recipients = await recipientsOf([recipient]);
  expect(await encryptAudit(folder, recipients, '2')).toBe(6);

  expect(Object.keys(await filesIn(folder)).sort()).toEqual([
    'categories.csv',
    `${TOP}.age`,
    `${PART}/findings/mfa-status.csv.age`,
    `${PART}/manifest.json.age`,
    `${PART}/situation.json.age`,
    'manifest.json',
    'manifest.json.age',
    'situation.fr.html',
    'situation.fr.xlsx.age',
    'situation.json',
    'snapshot/accounts.parquet.age',
    'snapshot/manifest.json',
  ]);
  const { faults, history } = await verifyFiles(folder);
  expect([faults, history.isWhole]).toEqual([[], true]);
  expect(history.steps.map(({ kind, written, facts }) => ({ kind, written, facts }))).toEqual([
    {
      kind: 'snapshot',
      written: ['snapshot/accounts.parquet.age', 'snapshot/manifest.json'],
      facts: { tenant: 'reseau.example' },
    },
    {
      kind: 'reports',
      written: [
        'categories.csv',
        `${TOP}.age`,
        `${PART}/findings/mfa-status.csv.age`,
        `${PART}/manifest.json.age`,
        `${PART}/situation.json.age`,
        'situation.fr.html',
        'situation.fr.xlsx.age',
        'situation.json',
      ],
      facts: undefined,
    },
    { kind: 'encryption', written: ['manifest.json.age'], facts: { recipients: [recipient] } },
  ]);

  const opened = await temporaryFolder();
  const identities = await identitiesOf(key, 'key');
  expect(await openAudit(folder, identities, opened, () => true)).toBe(6);
  expect(await filesIn(opened)).toEqual(before);
});

test('the folder of an establishment as earlier versions laid it out opens to the same bytes too', async () => {
  const folder = await audit('establishments/CHUM');
  const before = await filesIn(folder);
  const key = await generateX25519Identity();
  await encryptAudit(folder, await recipientsOf([await identityToRecipient(key)]), '2');
  const opened = await temporaryFolder();
  await openAudit(folder, await identitiesOf(key, 'key'), opened, () => true);
  expect(await filesIn(opened)).toEqual(before);
});

/** An encrypted audit, and its opened copy in which an establishment's reports and the page were written again and the workbook went. */
async function rewritten(): Promise<{
  readonly folder: string;
  readonly opened: string;
  readonly before: AuditManifest;
  readonly recipients: Recipients;
  readonly identities: Identities;
}> {
  const folder = await audit();
  const key = await generateX25519Identity();
  const recipients = await recipientsOf([await identityToRecipient(key)]);
  const identities = await identitiesOf(key, 'key');
  await encryptAudit(folder, recipients, '2');
  const opened = await temporaryFolder();
  await openAudit(folder, identities, opened, (path) => !path.startsWith('snapshot/'));
  const before = (await readAuditManifest(opened))?.manifest;
  if (before === undefined) throw new Error('it has a manifest');
  const part = join(opened, PART);
  await writeFile(join(part, 'situation.fr.html'), 'page');
  await vouchFor(part, ['situation.fr.html'], '2', ['findings/mfa-status.csv']);
  await writeFile(join(opened, 'situation.fr.html'), 'another page');
  const written = [`${PART}/manifest.json`, 'situation.fr.html'];
  await vouchFor(opened, written, '2', ['situation.fr.xlsx'], { kind: 'establishments' });
  return { folder, opened, before, recipients, identities };
}

async function openedFiles(folder: string, identities: Identities): Promise<Record<string, string>> {
  const opened = await temporaryFolder();
  await openAudit(folder, identities, opened, () => true);
  return filesIn(opened);
}

test('an establishment that is written again is encrypted again, and what is gone goes', async () => {
  const { folder, opened, before, recipients, identities } = await rewritten();
  const accounts = await readFile(join(folder, 'snapshot/accounts.parquet.age'));

  await sealOpened({ opened, kept: folder, before, kind: 'reports' }, recipients, '2');

  expect(Object.keys(await filesIn(folder)).sort()).toEqual([
    'categories.csv',
    `${TOP}.age`,
    `${PART}/manifest.json.age`,
    `${PART}/situation.fr.html.age`,
    `${PART}/situation.json.age`,
    'manifest.json',
    'manifest.json.age',
    'situation.fr.html',
    'situation.json',
    'snapshot/accounts.parquet.age',
    'snapshot/manifest.json',
  ]);
  expect((await readFile(join(folder, 'snapshot/accounts.parquet.age'))).equals(accounts)).toBe(true);
  expect((await verifyFiles(folder)).faults).toEqual([]);
  const again = await temporaryFolder();
  await openAudit(folder, identities, again, () => true);
  expect((await verifyFiles(again)).faults).toEqual([]);
  expect(await manifestDigest(again)).toBe(await manifestDigest(opened));
});

test('a report that somebody took away from an encrypted audit is missed still, once others were written', async () => {
  const folder = await audit();
  const key = await generateX25519Identity();
  const recipients = await recipientsOf([await identityToRecipient(key)]);
  await encryptAudit(folder, recipients, '2');
  await rm(join(folder, 'situation.fr.html'));
  const opened = await temporaryFolder();
  await openAudit(folder, await identitiesOf(key, 'key'), opened, () => true);
  const before = (await readAuditManifest(opened))?.manifest;
  if (before === undefined) throw new Error('it has a manifest');
  await writeFile(join(opened, 'situation.fr.xlsx'), 'another workbook');
  await vouchFor(opened, ['situation.fr.xlsx'], '2');
  await sealOpened({ opened, kept: folder, before, kind: 'reports' }, recipients, '2');
  expect((await verifyFiles(folder)).faults).toEqual([{ path: 'situation.fr.html', what: 'missing' }]);
});

test('a sealing that breaks off before its end leaves the audit as it was', async () => {
  const { folder, opened, before, recipients, identities } = await rewritten();
  const was = await openedFiles(folder, identities);
  const files = await filesIn(folder);
  await rm(join(opened, `${PART}/situation.json`));
  await expect(
    sealOpened({ opened, kept: folder, before, kind: 'reports' }, recipients, '2'),
  ).rejects.toThrow('is missing');
  expect(await openedFiles(folder, identities)).toEqual(was);
  await locked(
    folder,
    'report',
    () => new Date(),
    () => Promise.resolve(),
  );
  expect(await filesIn(folder)).toEqual(files);
});

test('killed at any instant after its manifest is written, a sealed audit opens as it was sealed, and the next run brings it to its end', async () => {
  const { folder, opened, before, recipients, identities } = await rewritten();
  const was = await filesIn(folder);
  await sealOpened({ opened, kept: folder, before, kind: 'reports' }, recipients, '2');
  const now = await filesIn(folder);
  const sealed = await openedFiles(folder, identities);
  const bytes = new Map<string, Buffer>();
  for (const path of Object.keys(now)) bytes.set(path, await readFile(join(folder, path)));
  const changed = Object.keys(now).filter((path) => path !== 'manifest.json' && now[path] !== was[path]);
  expect(changed.sort()).toEqual([
    `${PART}/manifest.json.age`,
    `${PART}/situation.fr.html.age`,
    `${PART}/situation.json.age`,
    'manifest.json.age',
    'situation.fr.html',
  ]);
  for (const taken of [0, 2, 4]) {
    for (const [at, path] of changed.filter((one) => one !== 'manifest.json.age').entries()) {
      if (at < taken) continue;
      await rename(join(folder, path), join(folder, `${path}.next`));
      await writeFile(join(folder, path), 'as it was before');
    }
    await rename(join(folder, 'manifest.json.age'), join(folder, 'manifest.json.age.next'));
    await writeFile(join(folder, 'manifest.json.age'), 'as it was before');
    await writeFile(join(folder, 'situation.fr.xlsx.age'), 'forgotten');
    expect(await openedFiles(folder, identities)).toEqual(sealed);
    await locked(
      folder,
      'report',
      () => new Date(),
      () => Promise.resolve(),
    );
    expect(await filesIn(folder)).toEqual(now);
    for (const [path, content] of bytes)
      expect(content.equals(await readFile(join(folder, path)))).toBe(true);
  }
});

test('what an encryption that was killed left in clear goes with the next run; what somebody decrypted there stays', async () => {
  const folder = await audit();
  const recipients = await recipientsOf([await identityToRecipient(await generateX25519Identity())]);
  await encryptAudit(folder, recipients, '2');
  const encrypted = await filesIn(folder);
  const nextRun = (): Promise<void> =>
    locked(
      folder,
      'report',
      () => new Date(),
      () => Promise.resolve(),
    );
  await writeFile(join(folder, 'snapshot/accounts.parquet'), 'Zoé Tremblay');
  await nextRun();
  expect(await filesIn(folder)).toEqual({ ...encrypted, 'snapshot/accounts.parquet': 'Zoé Tremblay' });
  await rename(join(folder, 'manifest.json.age'), join(folder, 'manifest.json.age.next'));
  await nextRun();
  expect(await filesIn(folder)).toEqual(encrypted);
});
