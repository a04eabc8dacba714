import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lockAudit } from '../audits/audit-lock.ts';
import { finishEncryptions } from '../audits/encrypt-audit.ts';
import { openAudit } from '../audits/open-audit.ts';
import { begunAt } from '../audits/purge-audit.ts';
import { identitiesOf } from '../evidence/age-files.ts';
import { readAuditManifest } from '../evidence/manifest.ts';
import { verifyFiles } from '../evidence/verify-files.ts';
import { auditHere } from '../testing/audit-here.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { peopleOf } from '../testing/people-of.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import type { SimulatedAudit } from '../testing/simulated-audit.ts';
import { textsOfFiles } from '../testing/texts-of-files.ts';

interface Encrypted {
  readonly folder: string;
  readonly audit: string;
  /** The same audit in clear. */
  readonly clear: string;
  readonly key: string;
  readonly otherKey: string;
  readonly recipients: readonly string[];
  readonly ended: Pick<SimulatedAudit, 'exitCode' | 'stderr'>;
}

let made: Encrypted;

async function newKey(file: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`);
  return recipient;
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-test-'));
  const names = ['key', 'second', 'other'].map((name) => join(folder, name));
  const [first = '', second = ''] = await Promise.all(names.map(newKey));
  const out = join(folder, 'reports');
  const argv = ['--encrypt-to', first, '--encrypt-to', second, '--lang', 'fr'];
  const { auditFolder, ...ended } = await auditHere({ tenant: { mailboxes: 200 }, out, argv });
  const clear = join(folder, 'clear', basename(dirname(auditFolder)), basename(auditFolder));
  const key = join(folder, 'key');
  await openAudit(auditFolder, await identitiesOf(await readFile(key, 'utf8'), key), clear, () => true);
  const recipients = [first, second];
  made = { folder, audit: auditFolder, clear, key, otherKey: join(folder, 'other'), recipients, ended };
}, 300_000);

afterAll(() => rm(dirname(made.key), { recursive: true, force: true }));

const vigie = (...argv: readonly string[]): Promise<EndedHere> =>
  runHere([...argv, '--lang', 'en'], { env: {}, cwd: made.folder });

/** Another one to change, named as the audit is. */
async function copyOfAudit(name: string, of = made.audit): Promise<string> {
  const copy = join(made.folder, name, basename(dirname(made.audit)), basename(made.audit));
  await mkdir(dirname(copy), { recursive: true });
  await cp(of, copy, { recursive: true });
  return copy;
}

/** Files that a page of the audit leads to, and that are not there. */
async function deadLinks(audit: string, page: string): Promise<string[]> {
  const text = await readFile(join(audit, page), 'utf8');
  const links = [...text.matchAll(/ href="([^"#:]+)"/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(0);
  return links.filter((path) => !existsSync(join(audit, path)));
}

const endingOf = (path: string): string => path.replace(/^.*?(?=\.[a-z]+(\.age)?$)/, '');

test('no person is in any file of an encrypted audit; figures and reports without people stay readable', async () => {
  expect(made.ended.exitCode, made.ended.stderr).toBe(0);
  const told = made.ended.stderr.split('\n').filter((line) => line.startsWith('Fichiers chiffrés'));
  expect([told.length, frenchFaults(told.join('\n'))]).toEqual([1, []]);
  const texts = await textsOfFiles(made.audit);
  const whole = [...texts.values()].join('\n');
  const people = (await peopleOf(made.clear)).filter((name) => name.length > 3);
  expect(people.length).toBeGreaterThan(600);
  expect(people.filter((name) => whole.includes(name))).toEqual([]);

  const clear = [...texts.keys()].filter((path) => !path.endsWith('.age')).sort();
  expect(clear.filter((path) => !path.endsWith('.csv'))).toEqual(
    [
      'establishments.json',
      'manifest.json',
      ...['html', 'md', 'pptx'].map((format) => `situation.fr.${format}`),
      'situation.json',
      'snapshot/manifest.json',
    ].sort(),
  );
  expect(
    [...new Set([...texts.keys()].filter((path) => path.endsWith('.age')).map(endingOf))].sort(),
  ).toEqual(['.csv.age', '.docx.age', '.json.age', '.md.age', '.parquet.age', '.xlsx.age', '.yaml.age']);
  for (const path of texts.keys()) expect((await stat(join(made.audit, path))).mode & 0o77, path).toBe(0);
});

test('the manifest tells no digest of what judged the audit: whoever has the files could tell which they were', async () => {
  const facts = async (audit: string): Promise<Record<string, unknown> | undefined> =>
    (await readAuditManifest(audit))?.manifest.layers?.find(({ kind }) => kind === 'assessment')?.facts;
  const { inactiveAfterDays, previousSha256, joinedSha256, ...hidden } = { ...(await facts(made.clear)) };
  expect(Object.keys(hidden)).toEqual(['configSha256', 'rosterSha256', 'exceptionsSha256', 'checksSha256']);
  expect(await facts(made.audit)).toEqual({ inactiveAfterDays, previousSha256, joinedSha256 });
  expect(await readFile(join(made.audit, 'manifest.json'), 'utf8')).not.toContain(hidden.configSha256);
});

test('verify holds the encrypted files without an identity, and what they decrypt to with one', async () => {
  const without = await vigie('verify', made.audit);
  expect(without.exitCode, without.stdout).toBe(0);
  expect(without.stdout).toContain('4. encryption');
  const given = await vigie('verify', made.audit, '--identity', made.key, '--recompute', '--format', 'json');
  expect(given.exitCode, given.stdout).toBe(0);
  const { decrypted, recomputed } = JSON.parse(given.stdout) as { decrypted: number; recomputed: object };
  expect(decrypted).toBe(
    (await readdir(made.audit, { recursive: true })).filter((path) => path.endsWith('.age')).length - 1,
  );
  expect(recomputed).toMatchObject({ outcome: 'same' });
  expect((await verifyFiles(made.clear)).faults).toEqual([]);
});

describe('readers', () => {
  const readers: readonly (readonly string[])[] = [
    ['list', 'inactive-mailboxes'],
    ['list', 'inactive-mailboxes', '--verdict', 'compliant'],
    [
      'query',
      'SELECT count(*) AS n, min(dossier."userPrincipalName") AS u FROM accounts JOIN dossier USING ("accountId")',
    ],
  ];

  test('print with the identity what they print of the audit in clear, and leave nothing behind', async () => {
    for (const argv of readers) {
      const workDir = join(made.folder, 'work');
      await mkdir(workDir, { recursive: true });
      const given = await vigie(...argv, made.audit, '--identity', made.key, '--work-dir', workDir);
      expect(given.exitCode, given.stderr).toBe(0);
      expect(given.stdout).toBe((await vigie(...argv, made.clear)).stdout);
      expect(given.stdout.length).toBeGreaterThan(10);
      expect(await readdir(workDir)).toEqual([]);
    }
    const [person] = (await peopleOf(made.clear)).filter((name) => name.endsWith('@ssss.gouv.qc.ca'));
    const show = await vigie('show', person ?? '', made.audit, '--identity', join(made.folder, 'second'));
    expect(show.exitCode, show.stderr).toBe(0);
    expect(show.stdout).toBe((await vigie('show', person ?? '', made.clear)).stdout);
  });

  test('refuse without an identity, or with another: exit 2, saying which file and the option', async () => {
    for (const argv of [...readers, ['show', 'x'], ['report', '--formats', 'xlsx']]) {
      const none = await vigie(...argv, made.audit);
      expect([none.exitCode, none.stdout]).toEqual([2, '']);
      expect(none.stderr).not.toMatch(argv[0] === 'report' ? /snapshot/ : /actions/);
      expect(none.stderr).toMatch(/\.age is encrypted, and is needed here\n.*--identity FILE/s);
      const other = await vigie(...argv, made.audit, '--identity', made.otherKey);
      expect([other.exitCode, other.stdout]).toEqual([2, '']);
      expect(other.stderr).toContain('was not encrypted for this identity');
    }
    const sharing = await vigie('keys', 'new', '--for', 'share', '--out', 'sharing.key');
    expect(sharing.exitCode, sharing.stderr).toBe(0);
    for (const argv of [['share', '--key', 'sharing.key', '--out', 'c'], ['assess']]) {
      const { exitCode, stderr, stdout } = await vigie(...argv, made.audit);
      expect([argv[0], exitCode, stdout], stderr).toEqual([argv[0], 2, '']);
      expect(stderr).toMatch(/\.age is encrypted/);
    }
    // Figures alone.
    const appended = await vigie('export', '--append', 'e.csv', made.audit);
    expect(appended.exitCode, appended.stderr).toBe(0);
  });

  test('need no identity for figures', async () => {
    expect((await vigie('check', made.audit, '--fail-on', 'mailbox-redirects > 0')).exitCode).toBe(1);
    expect((await vigie('list', made.audit)).exitCode).toBe(0);
    expect((await vigie('report', made.audit, '--formats', 'terminal')).exitCode).toBe(0);
  });

  test('a file that is cut off, changed or exchanged is named: exit 4', async () => {
    const damages: readonly [string, (bytes: Buffer, audit: string) => Buffer | Promise<Buffer>][] = [
      ['dossier.parquet.age', (bytes) => bytes.subarray(0, bytes.length - 40)],
      [
        'dossier.parquet.age',
        (bytes) => Buffer.from(bytes.map((byte, at) => (at === 3_000 ? byte ^ 1 : byte))),
      ],
      ['dossier.parquet.age', (bytes) => Buffer.from(bytes.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))],
      ['manifest.json.age', (bytes) => Buffer.from(bytes.map((byte, at) => (at === 400 ? byte ^ 1 : byte)))],
      ['dossier.parquet.age', (_, audit) => readFile(join(audit, 'findings', 'unused-accounts.parquet.age'))],
    ];
    for (const [path, damage] of damages) {
      const copy = await copyOfAudit('damaged');
      const file = join(copy, path);
      await writeFile(file, await damage(await readFile(file), copy));
      const read = await vigie('list', 'inactive-mailboxes', copy, '--identity', made.key);
      expect([read.exitCode, read.stdout], read.stderr).toEqual([4, '']);
      expect(read.stderr).toContain(file);
      const verified = await vigie('verify', copy, '--identity', made.key);
      expect(verified.exitCode).toBe(4);
      expect(verified.stdout).toContain(path);
    }
  });
});

test('what is decrypted is worked on in the folder it was opened in, --work-dir or the memory, never the temporary folder', async () => {
  // Nobody works in a folder that anybody can write in.
  const openToAll = join(made.folder, 'open-to-all');
  await mkdir(openToAll);
  await chmod(openToAll, 0o777);
  const workDir = join(made.folder, 'own-work');
  await mkdir(workDir, { mode: 0o700 });
  const [person = ''] = (await peopleOf(made.clear)).filter((name) => name.endsWith('@ssss.gouv.qc.ca'));
  vi.stubEnv('TMPDIR', openToAll);
  try {
    expect((await vigie('list', 'inactive-mailboxes', made.clear)).exitCode).toBe(4);
    const readers = [
      ['query', 'SELECT count(*) AS n FROM dossier'],
      ['show', person],
      ['verify', '--recompute'],
      ['list', 'inactive-mailboxes'],
    ];
    const runs = readers.map((argv) => [...argv, '--work-dir', workDir]);
    for (const argv of existsSync('/dev/shm') ? [...runs, ['list', 'inactive-mailboxes']] : runs) {
      const { exitCode, stderr } = await vigie(...argv, made.audit, '--identity', made.key);
      expect([argv, exitCode], stderr).toEqual([argv, 0]);
    }
  } finally {
    vi.unstubAllEnvs();
  }
  expect([await readdir(workDir), await readdir(openToAll)]).toEqual([[], []]);
}, 120_000);

test('an encrypted audit is purged as one in clear: its figures, and the record that opens the rest, stay', async () => {
  const copy = await copyOfAudit('purged');
  const config = join(made.folder, 'retention.yaml');
  await writeFile(config, 'retention: { snapshots: 1 month, findings: 2 months, situations: 50 years }\n');
  const begun = begunAt(copy);
  const after = (months: number): (() => Date) => {
    const day = new Date(begun);
    day.setUTCMonth(day.getUTCMonth() + months, day.getUTCDate() + 3);
    return () => day;
  };
  const on = (months: number, ...argv: readonly string[]): Promise<EndedHere> =>
    runHere([...argv, '--lang', 'en'], { env: {}, cwd: made.folder, now: after(months) });
  const encrypted = async (): Promise<string[]> =>
    (await readdir(copy, { recursive: true })).filter((path) => path.endsWith('.age')).sort();
  const before = await encrypted();
  const purge = ['purge', '--yes', '--config', config, '--out', 'purged'];
  const identity = ['--identity', made.key];

  const first = await on(1, ...purge);
  expect(first.exitCode, first.stderr).toBe(0);
  expect(await encrypted()).toEqual(before.filter((path) => !path.startsWith('snapshot/')));
  expect((await on(1, 'list', 'inactive-mailboxes', copy, ...identity)).stdout).toBe(
    (await vigie('list', 'inactive-mailboxes', made.clear)).stdout,
  );
  const recomputed = await on(1, 'verify', copy, '--recompute', ...identity);
  expect(recomputed.exitCode, recomputed.stderr).toBe(4);
  expect(recomputed.stdout).toContain('✗ Cannot be worked out again: what it would start from was purged');

  expect((await on(2, ...purge)).exitCode).toBe(0);
  expect(await encrypted()).toEqual([
    'inputs/inputs.json.age',
    'inputs/vigie.config.yaml.age',
    'manifest.json.age',
  ]);
  const verified = await on(2, 'verify', copy, ...identity);
  expect(verified.exitCode, verified.stdout).toBe(0);
  const listed = await on(2, 'list', 'inactive-mailboxes', copy, ...identity);
  expect([listed.exitCode, listed.stdout]).toEqual([4, '']);
  expect(listed.stderr).toContain('went as the retention says (vigie purge)');
  expect((await on(2, 'report', copy, '--formats', 'terminal')).exitCode).toBe(0);
}, 120_000);

test('reports are written again: those without people where they are, the others encrypted for the same recipients', async () => {
  const copy = await copyOfAudit('again');
  const plain = await vigie('report', copy, '--formats', 'markdown');
  expect(plain.exitCode, plain.stderr).toBe(0);
  const workbook = ['report', copy, '--formats', 'xlsx,html', '--identity', made.key];
  const refused = await vigie(...workbook, '--encrypt-to', made.recipients[0] ?? '');
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('--encrypt-to age1')]);
  const to = made.recipients.flatMap((recipient) => ['--encrypt-to', recipient]);
  const written = await vigie(...workbook, ...to);
  expect(written.exitCode, written.stderr).toBe(0);
  const paths = written.stdout
    .trimEnd()
    .split('\n')
    .map((path) => path.replace(`${copy}/`, ''));
  expect(paths.sort()).toEqual(['situation.en.html', 'situation.en.xlsx.age']);
  expect(await deadLinks(copy, 'situation.en.html')).toEqual([]);
  const verified = await vigie('verify', copy, '--identity', join(made.folder, 'second'));
  expect(verified.exitCode, verified.stdout).toBe(0);
  const people = (await peopleOf(made.clear)).filter((name) => name.length > 3);
  const whole = [...(await textsOfFiles(copy)).values()].join('\n');
  expect(people.filter((name) => whole.includes(name))).toEqual([]);
}, 180_000);

test('an audit in clear is encrypted by the report that names recipients, whatever it writes', async () => {
  const copy = await copyOfAudit('finished', made.clear);
  const to = made.recipients.flatMap((recipient) => ['--encrypt-to', recipient]);
  const written = await vigie('report', copy, '--formats', 'markdown,xlsx,html', ...to);
  expect(written.exitCode, written.stderr).toBe(0);
  expect(written.stderr).toContain('Files encrypted, those that hold people');
  const files = written.stdout.trimEnd().split('\n');
  expect(files).toEqual(
    ['situation.en.md', 'situation.en.xlsx.age', 'situation.en.html'].map((path) => join(copy, path)),
  );
  expect(await deadLinks(copy, 'situation.en.html')).toEqual([]);
  const whole = [...(await textsOfFiles(copy)).values()].join('\n');
  const people = (await peopleOf(made.clear)).filter((name) => name.length > 3);
  expect(people.filter((name) => whole.includes(name))).toEqual([]);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  const verified = await vigie('verify', copy, '--identity', made.key);
  expect(verified.exitCode, verified.stdout).toBe(0);

  const changed = await copyOfAudit('changed', made.clear);
  await writeFile(join(changed, 'snapshot', 'accounts.parquet'), 'x');
  const refused = await vigie('report', changed, '--formats', 'terminal', ...to);
  expect([refused.exitCode, refused.stdout]).toEqual([4, '']);
  expect(refused.stderr).toContain('The audit was not encrypted: snapshot/accounts.parquet of');
  expect(['dossier.parquet', 'manifest.json.age'].map((path) => existsSync(join(changed, path)))).toEqual([
    true,
    false,
  ]);
}, 120_000);

test('the page of an encrypted audit leads to no file that is not there', async () => {
  expect(await deadLinks(made.audit, 'situation.fr.html')).toEqual([]);
});

test('nobody opens an audit to write its reports again while another run works there', async () => {
  const lock = await lockAudit(made.audit, 'report', () => new Date());
  try {
    const other = await vigie('report', made.audit, '--formats', 'xlsx', '--identity', made.otherKey);
    expect([other.exitCode, other.stderr]).toEqual([4, expect.stringContaining('is in use: vigie report')]);
  } finally {
    await lock.release();
  }
});

test('what a run that was killed at the end left in clear, the next one takes away', async () => {
  const copy = await copyOfAudit('killed');
  await cp(join(made.clear, 'dossier.parquet'), join(copy, 'dossier.parquet'));
  await writeFile(join(copy, '.unfinished.json'), '{}');
  expect((await verifyFiles(copy)).faults.map(({ path }) => path)).toEqual([
    '.unfinished.json',
    'dossier.parquet',
  ]);
  const signed: string[] = [];
  await finishEncryptions(
    dirname(dirname(copy)),
    () => new Date(),
    (audit) => {
      signed.push(audit);
      return Promise.resolve();
    },
  );
  expect([(await verifyFiles(copy)).faults, signed]).toEqual([[], [copy]]);
});

test('what is no recipient or no identity is refused before anything is asked', async () => {
  for (const recipient of ['age1xyz', 'AGE-SECRET-KEY-1ABC', 'ssh-ed25519 AAAA']) {
    const { exitCode, stderr } = await vigie('audit', '--encrypt-to', recipient, '--out', 'none');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it is no age recipient')]);
    // Only what begins as a recipient is quoted: the rest may be an identity, named in its place.
    expect(stderr.includes(recipient)).toBe(recipient.startsWith('age1'));
  }
  const identity = await generateX25519Identity();
  const mistaken = await vigie('audit', '--encrypt-to', identity, '--out', 'none');
  expect([mistaken.exitCode, mistaken.stderr]).toEqual([
    2,
    expect.stringContaining('it is no age recipient'),
  ]);
  expect(mistaken.stderr).not.toContain(identity);
  const inline = await vigie('list', 'unused-accounts', made.audit, '--identity', identity);
  expect([inline.exitCode, inline.stdout]).toEqual([2, '']);
  expect(inline.stderr).toContain('--identity takes the path of a file');
  expect(inline.stderr).not.toContain(identity);
  const secret = join(made.folder, 'secret');
  await writeFile(secret, 'a secret of somebody\n');
  const { exitCode, stderr } = await vigie('list', 'unused-accounts', made.audit, '--identity', secret);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it holds no age identity')]);
  expect(stderr).not.toContain('somebody');
});

const AGE = process.env.VIGIE_AGE_PROGRAM ?? 'age';
const hasAge = await promisify(execFile)(AGE, ['--version']).then(
  () => true,
  () => false,
);

test.skipIf(!hasAge && process.env.VIGIE_AGE !== 'required')(
  'the age tool itself gives the audit in clear, file by file',
  async () => {
    const files = (await readdir(made.audit, { recursive: true })).filter((path) => path.endsWith('.age'));
    const few = files.filter((path) => /^(manifest|dossier|situation|snapshot.accounts|inputs)/.test(path));
    expect(few.length).toBeGreaterThan(4);
    for (const path of few) {
      const opened = join(made.folder, 'by-age');
      await promisify(execFile)(AGE, ['-d', '-i', made.key, '-o', opened, join(made.audit, path)]);
      expect((await readFile(opened)).equals(await readFile(join(made.clear, path.slice(0, -4)))), path).toBe(
        true,
      );
      await rm(opened);
    }
  },
);
