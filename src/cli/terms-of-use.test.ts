import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predict } from '../simulator/predict.ts';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { runProgram, startProgram, type Ended } from '../testing/run-program.ts';
import { SHIPPED_CONFIG, situationOf, tenantToday } from '../testing/simulated-audit.ts';

let out: string;
let options: SimulatorOptions;
let simulator: RunningSimulator;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'vigie-terms-'));
  options = await tenantToday({ mailboxes: 300, log: true });
  simulator = await startSimulator(options);
});
afterAll(async () => {
  await simulator.close();
  await rm(out, { recursive: true, force: true });
});

const BY_CODE = ['collect', '--only', 'terms-of-use', '--auth', 'device-code'];

function withPlaces(argv: readonly string[], folder = out): string[] {
  return [...argv, '--config', SHIPPED_CONFIG, '--out', folder];
}

function vigie(argv: readonly string[]): Promise<Ended> {
  return runProgram(withPlaces(argv), { env: simulator.environment });
}

const QUESTION =
  'A person must sign in. Microsoft’s message:\n' +
  '  To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code VIGIE0001 to authenticate.\n' +
  'Waiting for this sign-in; Ctrl-C to give up.\n';

test('terms of use, read by a person, are joined to the audit that an application collected', async () => {
  const small = await vigie([...BY_CODE, '--quiet', '--lang', 'en']);
  expect([small.exitCode, small.stderr]).toEqual([0, QUESTION]);
  const lent = small.stdout.trimEnd();
  expect((await readdir(join(lent, 'snapshot'))).sort()).toEqual([
    'manifest.json',
    'tenant.parquet',
    'terms-of-use.parquet',
  ]);
  const asked = simulator.requests.map(({ path }) => path.split('?', 1)[0] ?? '');
  expect(asked.filter((path) => path.endsWith('/devicecode'))).toHaveLength(1);
  expect(asked.filter((path) => path.includes('/users'))).toEqual([]);

  const full = await vigie(['audit', '--no-doctor', '--quiet', '--formats', 'json']);
  expect(full.exitCode, full.stderr).toBe(0);
  const audit = full.stdout.trimEnd();
  const collected = await readFile(join(audit, 'snapshot', 'manifest.json'), 'utf8');
  const alone = await situationOf(audit);
  expect(alone.termsOfUse).toBeUndefined();
  expect(alone.sources.find(({ id }) => id === 'terms-of-use')).toMatchObject({
    outcome: 'skipped',
    reason: 'not-read',
  });

  const again = await vigie(['assess', audit, '--with', lent]);
  expect(again.exitCode, again.stderr).toBe(0);
  const joined = await situationOf(audit);
  expect(joined.sources.find(({ id }) => id === 'terms-of-use')).toMatchObject({
    outcome: 'complete',
    joinedFrom: basename(lent),
  });
  const { id, population, examined, count, undetermined, physicians } = predicted();
  expect(joined.indicators.find((indicator) => indicator.id === id)).toMatchObject({
    ...{ population, examined, count, undetermined, physicians },
  });
  expect(await readFile(join(audit, 'snapshot', 'manifest.json'), 'utf8')).toBe(collected);

  // The newest audit to work on is the one with accounts.
  const newer = await vigie([...BY_CODE, '--quiet']);
  expect(newer.exitCode, newer.stderr).toBe(0);
  expect((await vigie(['assess'])).stdout.trimEnd()).toBe(audit);
  expect((await situationOf(audit)).termsOfUse).toBeUndefined();
  const small2 = await vigie(['assess', newer.stdout.trimEnd()]);
  expect([small2.exitCode, small2.stdout]).toEqual([4, '']);
}, 120_000);

function predicted(): ReturnType<typeof predict>['indicators'][number] {
  const found = predict(options).indicators.find(({ id }) => id === 'terms-of-use');
  if (found === undefined) throw new Error('terms of use are not predicted');
  return found;
}

test('an application is told that terms of use are not for it, and leaves no trace', async () => {
  const folder = join(out, 'none');
  const argv = withPlaces(['collect', '--only', 'terms-of-use'], folder);
  const { exitCode, stdout, stderr } = await runProgram(argv, { env: simulator.environment });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(
    'Graph gives terms of use only to a signed-in administrator; secret signs in an application',
  );
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a wait for a person ends with Ctrl-C, once told, and leaves no trace', async () => {
  const folder = join(out, 'interrupted');
  const {
    process: child,
    written,
    ended,
  } = startProgram(withPlaces([...BY_CODE, '--lang', 'en'], folder), {
    env: simulator.environment,
  });
  await new Promise<void>((resolve) => {
    child.stderr?.on('data', () => {
      if (written.stderr.includes('Waiting for this sign-in')) resolve();
    });
  });
  child.kill('SIGINT');
  const { exitCode, stdout, stderr } = await ended;
  expect([exitCode, stdout]).toEqual([130, '']);
  expect(stderr.match(/vigie: interrupted \(SIGINT\)/g)).toHaveLength(1);
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});
