import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { processScope } from '../disk/process-scope.ts';
import { lockAudit } from './audit-lock.ts';
import { claimAuditFolder, tidyAudit } from './claim-audit.ts';

const NOW = new Date();
const BEGUN = new Date('2026-11-21T20:00:00Z');
const now = (): Date => NOW;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As short as a test may take. */
const TIMES = { beatMs: 40, silentAfterMs: 90_000, claimLastsMs: 50 };

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  readonly since: string;
  readonly begun: string | null;
  readonly scope: string | null | undefined;
}

async function leaveLock(owner: Partial<Owner>, beatAgoMs = 0): Promise<void> {
  const whole = {
    token: 't',
    pid: 1,
    host: hostname(),
    command: 'audit',
    since: NOW.toISOString(),
    begun: null,
    scope: await processScope(),
  };
  await writeFile(auditPaths.lock(folder), JSON.stringify({ ...whole, ...owner }));
  const beatAt = new Date(NOW.getTime() - beatAgoMs);
  await utimes(auditPaths.lock(folder), beatAt, beatAt);
}

/** The number of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('a folder in use is refused, naming the process, and free again once released', async () => {
  const lock = await lockAudit(folder, 'audit', now);
  await expect(lockAudit(folder, 'report', now)).rejects.toMatchObject({
    kind: 'local',
    message: `${folder} is in use: vigie audit, process ${process.pid} on ${hostname()}, since ${NOW.toISOString()}`,
    nextSteps: [`Wait until process ${process.pid} ends, or end it, then run the same command again.`],
  });
  await lock.release();
  expect(await pathExists(auditPaths.lock(folder))).toBe(false);
  await (await lockAudit(folder, 'report', now)).release();
});

test.each([
  ['a process that ended', async () => leaveLock({ pid: await endedPid() })],
  ['a process whose number another has now', () => leaveLock({ pid: process.pid, begun: '1' })],
  ['a machine that fell silent', () => leaveLock({ host: 'elsewhere' }, 600_000)],
  ['a process killed as it wrote', () => writeFile(auditPaths.lock(folder), '{"token":')],
])('a lock left by %s is taken over', async (_, leave) => {
  await leave();
  const lock = await lockAudit(folder, 'collect', now, TIMES);
  expect(JSON.parse(await readFile(auditPaths.lock(folder), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('a lock of another machine that still gives signs of life is respected', async () => {
  await leaveLock({ host: 'elsewhere', pid: 4_000_000 });
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({ kind: 'local' });
});

test.each([
  ['another container under the same host name', 'a-boot pid:[1]'],
  ['a version that does not tell where its number counts', undefined],
])('of a process of %s its beats count, whatever runs under its number here', async (_, scope) => {
  await leaveLock({ pid: await endedPid(), scope }, 80_000);
  await expect(lockAudit(folder, 'audit', now, TIMES)).rejects.toMatchObject({
    kind: 'local',
    nextSteps: [
      expect.stringMatching(/^Wait until process/) as string,
      'If it was killed: its lock is taken over 90 s after its last sign of life.',
    ],
  });
  await leaveLock({ pid: process.pid, scope }, 100_000);
  await (await lockAudit(folder, 'audit', now, TIMES)).release();
});

test.each([
  ['long past', 3_600_000],
  ['yet to come', -3_600_000],
])(
  'where the last beat is %s, a clock may have been set: who gives another one is respected, who does not is dead',
  async (_, agoMs) => {
    await leaveLock({ host: 'elsewhere' }, agoMs);
    const beating = setTimeout(
      () => void utimes(auditPaths.lock(folder), 1, NOW.getTime() / 1_000 - 7_200),
      50,
    );
    await expect(lockAudit(folder, 'audit', now, TIMES)).rejects.toMatchObject({ kind: 'local' });
    clearTimeout(beating);
    await leaveLock({ host: 'elsewhere' }, agoMs);
    await (await lockAudit(folder, 'audit', now, TIMES)).release();
  },
);

test('an owner gives signs of life, also after one that failed', async () => {
  let beats = 0;
  const clock = (): Date => new Date(NOW.getTime() + 1_000 * (beats += 1));
  const lock = await lockAudit(folder, 'audit', clock, TIMES);
  const first = (await stat(auditPaths.lock(folder))).mtimeMs;
  await expect
    .poll(async () => (await stat(auditPaths.lock(folder))).mtimeMs, { timeout: 2_000 })
    .not.toBe(first);
  await lock.release();
});

test('a claim that a killed process left holds nobody up for ever, whatever its date', async () => {
  await leaveLock({ pid: await endedPid() });
  const key = createHash('sha256').update('t').digest('hex').slice(0, 16);
  const claim = `${auditPaths.lock(folder)}.${key}.claim`;
  await writeFile(claim, '{}');
  await utimes(claim, 1, NOW.getTime() / 1_000 + 86_400);
  await (await lockAudit(folder, 'audit', now, TIMES)).release();
  expect(await pathExists(claim)).toBe(false);
});

test('a lock that is a link, a pipe or endless is refused without waiting on it', async () => {
  const path = auditPaths.lock(folder);
  execFileSync('mkfifo', [path]);
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({
    message: `cannot read ${path}: it is a pipe, no plain file`,
  });
  await rm(path);
  await symlink('/dev/zero', path);
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({
    message: `cannot read ${path}: it is a symbolic link`,
  });
  await rm(path);
  await writeFile(path, ' '.repeat(70_000));
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({
    message: `cannot read ${path}: it has 70000 bytes, and no such file has more than 65536`,
  });
});

test('before it writes, a stage is told that another folder, or nobody’s, bears the name, and that its lock is gone', async () => {
  const audit = join(folder, 'audit');
  await mkdir(audit);
  const lock = await lockAudit(audit, 'audit', now);
  await lock.requireHeld();
  await rename(audit, join(folder, 'away'));
  await expect(lock.requireHeld()).rejects.toMatchObject({
    kind: 'local',
    message: `${audit} was taken away while it was worked on: it is gone`,
  });
  await cp(join(folder, 'away'), audit, { recursive: true });
  await expect(lock.requireHeld()).rejects.toMatchObject({
    message: `${audit} was taken away while it was worked on: another folder bears its name now`,
  });
  await rm(audit, { recursive: true });
  await rename(join(folder, 'away'), audit);
  await lock.requireHeld();
  await rm(auditPaths.lock(audit));
  await expect(lock.requireHeld()).rejects.toMatchObject({
    message: expect.stringMatching(/^the lock on .* is gone: /) as string,
  });
});

test('a folder that others could replace is not locked', async () => {
  await chmod(folder, 0o777);
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({
    message: expect.stringContaining('everybody may write there') as string,
  });
  await expect(claimAuditFolder(folder, 'contoso.com', BEGUN)).rejects.toMatchObject({ kind: 'local' });
  expect(await readdir(folder)).toEqual([]);
});

test('of many that take over a dead lock at once, one has the folder', async () => {
  await leaveLock({ pid: await endedPid() });
  const taken = await Promise.allSettled(Array.from({ length: 20 }, () => lockAudit(folder, 'audit', now)));
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('whoever lost the folder does not take the lock of its new owner away', async () => {
  const lock = await lockAudit(folder, 'audit', now);
  await leaveLock({ token: 'another' });
  await lock.release();
  expect(await pathExists(auditPaths.lock(folder))).toBe(true);
});

test('two audits that begin in the same second have a folder each', async () => {
  const first = await claimAuditFolder(folder, 'contoso.com', BEGUN);
  const second = await claimAuditFolder(folder, 'contoso.com', BEGUN);
  expect([first, second]).toEqual([
    { auditFolder: join(folder, 'contoso.com', '2026-11-21T20-00-00Z'), collectedAt: BEGUN },
    {
      auditFolder: join(folder, 'contoso.com', '2026-11-21T20-00-01Z'),
      collectedAt: new Date('2026-11-21T20:00:01Z'),
    },
  ]);
});

test('what ended processes left is tidied away, and nothing else', async () => {
  const ended = `.tmp-${await endedPid()}`;
  const mine = `.tmp-${process.pid}`;
  const folders = ['snapshot/.collecting/mailboxes-left.tmp', 'findings', 'actions', 'establishments/CISSS'];
  for (const name of [ended, mine, ...folders]) await mkdir(join(folder, name), { recursive: true });
  const left = [
    'x.part',
    'snapshot/y.part',
    'snapshot/.collecting/accounts.cursor.json.part',
    'findings/z.part',
    'actions/a.csv.part',
    'establishments/CISSS/situation.json.part',
  ];
  const kept = ['snapshot/accounts.parquet', 'establishments/CISSS/situation.json'];
  for (const name of [...left, ...kept]) await writeFile(join(folder, name), '');
  await tidyAudit(folder);
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => !folders.some((at) => at.startsWith(name)),
  );
  expect(files.sort()).toEqual(kept.sort());
});
