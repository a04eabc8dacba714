import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { auditsUnder } from '../audits/audit-folder.ts';
import { deliverLeft } from '../audits/deliver-audit.ts';
import { asIs, KnownError } from '../errors.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';

const LONG = 120_000;

let folder: string;
let to: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-elsewhere-'));
  const identity = await generateX25519Identity();
  await writeFile(join(folder, 'key'), `${identity}\n`);
  to = ['--encrypt-to', await identityToRecipient(identity)];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const vigie = (...argv: readonly string[]): Promise<EndedHere> =>
  runHere([...argv, '--lang', 'en'], { env: {}, cwd: folder });

/** Paths below a folder; none where it is not there, or changes while it is looked through. */
async function pathsBelow(name: string): Promise<string[]> {
  try {
    return await readdir(join(folder, name), { recursive: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const isOfPeople = (path: string): boolean =>
  /\.(parquet|gz|pages|docx|xlsx)$|^actions|accounts/.test(path) && !path.endsWith('.age');

test(
  'with --work-dir, nobody comes under --out in clear; what broke off goes on where it was made, and nothing is left there at the end',
  async () => {
    const simulator = await startSimulator(await tenantToday({ mailboxes: 200, batchLatencyMs: 600 }));
    const argv = [
      'audit',
      '--no-doctor',
      '--config',
      SHIPPED_CONFIG,
      '--formats',
      'csv',
      '--lang',
      'en',
      ...to,
    ];
    const at = ['--out', join(folder, 'reports'), '--work-dir', join(folder, 'work')];
    try {
      const stop = new AbortController();
      const broken = runAgainst(simulator, [...argv, ...at], { signal: stop.signal, cwd: folder });
      await vi.waitUntil(
        async () => (await pathsBelow('work')).some((path) => path.endsWith('/accounts.parquet')),
        LONG,
      );
      stop.abort(new KnownError('interrupted', asIs('interrupted')));
      expect((await broken).exitCode).toBe(130);
      expect((await pathsBelow('reports')).filter((path) => path.includes('/'))).toEqual([]);
      expect((await pathsBelow('work')).filter((path) => path.endsWith('.unfinished.json'))).toHaveLength(1);

      const resumed = await runAgainst(simulator, [...argv, ...at, '--resume'], { cwd: folder });
      expect(resumed.exitCode, resumed.stderr).toBe(0);
      const audit = resumed.stdout.trimEnd();
      expect(dirname(dirname(audit))).toBe(join(folder, 'reports'));
      expect((await pathsBelow('reports')).filter(isOfPeople)).toEqual([]);
      expect(
        (await pathsBelow('reports')).filter((path) => path.endsWith('.parquet.age')).length,
      ).toBeGreaterThan(20);
      expect(await pathsBelow('work')).toEqual([]);
      const verified = await vigie('verify', audit, '--identity', 'key');
      expect(verified.exitCode, verified.stdout).toBe(0);
    } finally {
      await simulator.close();
    }
  },
  LONG,
);

test('what a run that was killed had not brought to --out yet, the next one brings; what it had not taken away goes', async () => {
  const [audit = ''] = await auditsUnder(join(folder, 'reports'), (one) => join(one, 'manifest.json'));
  const madeIn = join(folder, 'work', 'vigie-audits');
  const made = join(madeIn, basename(dirname(audit)), basename(audit));
  const manifest = await readFile(join(audit, 'manifest.json'), 'utf8');
  const signed: string[] = [];
  const bring = (): Promise<void> =>
    deliverLeft(
      madeIn,
      join(folder, 'reports'),
      () => new Date(),
      (one) => {
        signed.push(one);
        return Promise.resolve();
      },
    );
  await cp(audit, made, { recursive: true });
  await bring();
  await cp(audit, made, { recursive: true });
  await rm(audit, { recursive: true });
  await bring();
  expect(await readFile(join(audit, 'manifest.json'), 'utf8')).toBe(manifest);
  expect(signed).toEqual([audit, audit]);
  expect((await vigie('verify', audit)).exitCode).toBe(0);
  await cp(audit, made, { recursive: true });
  await writeFile(join(audit, 'manifest.json'), manifest.replace('"vigie"', '"vigie" '));
  await expect(bring()).rejects.toThrow(/is there already: the audit stays, encrypted, in /);
  expect((await pathsBelow('work')).some((path) => path.endsWith('dossier.parquet.age'))).toBe(true);
});

test('--work-dir without a recipient is refused before anything is asked', async () => {
  const { exitCode, stderr } = await vigie('audit', '--work-dir', 'work', '--out', 'none');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('encryptTo in the configuration')]);
});

test.each(['reports', 'reports/within'])(
  '--work-dir %s, of which --out is a part or which is part of it, is refused',
  async (workDir) => {
    const before = await pathsBelow('reports');
    const argv = ['audit', '--work-dir', workDir, '--out', 'reports', '--no-config', ...to];
    const { exitCode, stderr } = await vigie(...argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('lie in one another')]);
    const madeBelow = await vigie('audit', '--work-dir', '.', '--out', 'vigie-audits', '--no-config', ...to);
    expect([madeBelow.exitCode, madeBelow.stderr]).toEqual([
      2,
      expect.stringContaining('lie in one another'),
    ]);
    expect((await pathsBelow('reports')).filter((path) => before.includes(path))).toEqual(before);
  },
);

test('what a run that was killed left in clear where it was made is told by the next one that does not go on with it', async () => {
  const left = join(folder, 'other', 'vigie-audits', 'left.example', '2026-01-01T00-00-00Z');
  await mkdir(left, { recursive: true });
  await chmod(join(folder, 'other', 'vigie-audits'), 0o700);
  await writeFile(join(left, '.unfinished.json'), '{}');
  const argv = ['audit', '--work-dir', 'other', '--out', 'reports', '--no-config', ...to];
  const told = `${left}: an audit that was begun lies there in clear`;
  expect((await vigie(...argv)).stderr).toContain(told);
  expect((await vigie(...argv, '--resume')).stderr).not.toContain(told);
});
