import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
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

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  readonly since: string;
  readonly begun: string | null;
}

async function leaveLock(owner: Partial<Owner>, beatAgoMs = 0): Promise<void> {
  const whole = {
    token: 't',
    pid: 1,
    host: hostname(),
    command: 'audit',
    since: NOW.toISOString(),
    begun: null,
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
  const lock = await lockAudit(folder, 'collect', now);
  expect(JSON.parse(await readFile(auditPaths.lock(folder), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('a lock of another machine that still gives signs of life is respected', async () => {
  await leaveLock({ host: 'elsewhere', pid: 4_000_000 });
  await expect(lockAudit(folder, 'audit', now)).rejects.toMatchObject({ kind: 'local' });
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
  for (const name of [ended, mine, 'snapshot', 'findings']) await mkdir(join(folder, name));
  const left = ['x.part', 'snapshot/y.part', 'findings/z.part'];
  for (const name of [...left, 'snapshot/accounts.parquet']) await writeFile(join(folder, name), '');
  await tidyAudit(folder);
  const names = [ended, mine, ...left, 'snapshot/accounts.parquet'];
  const there = await Promise.all(names.map((name) => pathExists(join(folder, name))));
  expect(there).toEqual([false, true, false, false, false, true]);
});
