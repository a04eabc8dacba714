import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere } from '../testing/run-here.ts';
import { tenantToday } from '../testing/simulated-audit.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each(['fr', 'en'] as const)(
  'the configuration in %s is one that Vigie reads, and names its schema',
  async (lang) => {
    const file = join(folder, 'vigie.config.yaml');
    const ended = await runHere(['init', '--config', file, '--lang', lang], { env: {} });
    expect(ended).toEqual({ exitCode: 0, stdout: `${file}\n`, stderr: '' });
    const text = await readFile(file, 'utf8');
    const schema = /^# yaml-language-server: \$schema=(.*)\n/.exec(text)?.[1] ?? '';
    expect(JSON.parse(await readFile(schema, 'utf8'))).toMatchObject({ title: 'vigie.config.yaml' });
    const { config } = await loadConfig({ file, cwd: folder, overrides: {} });
    expect(config.categories.map(({ id, physician }) => [id, physician])).toEqual([
      ['specialist', true],
      ['gp', true],
      ['resident', true],
      ['staff', false],
    ]);
    expect(config.establishments).toEqual({ attribute: 'companyName' });
  },
);

test('a file that is there is written over only when told', async () => {
  const file = join(folder, 'mine.yaml');
  await writeFile(file, 'inactiveAfterDays: 30\n', { mode: 0o600 });
  const refused = await runHere(['init', '--config', file], { env: {} });
  expect([refused.exitCode, await readFile(file, 'utf8')]).toEqual([2, 'inactiveAfterDays: 30\n']);
  expect(refused.stderr).toContain('is there already: it was not written over');
  const forced = await runHere(['init', '--config', file, '--force'], { env: {} });
  expect([forced.exitCode, await readFile(file, 'utf8')]).toEqual([
    0,
    expect.stringContaining('inactiveAfterDays: 90'),
  ]);
});

test('what the tenant has stands in comments, and the configuration is the same', async () => {
  const cloud = await startSimulator(await tenantToday({ mailboxes: 200, log: true }));
  try {
    const file = join(folder, 'vigie.config.yaml');
    const ended = await runAgainst(cloud, ['init', '--from-tenant', '--config', file, '--lang', 'fr']);
    expect([ended.exitCode, ended.stdout]).toEqual([0, `${file}\n`]);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(
      /^# Relevé dans l’organisation, sur \d+ comptes, du plus fréquent au moins fréquent/m,
    );
    expect(text).toMatch(/^# {3}companyName: "C[^\n]*"$/m);
    expect(text).toMatch(/^# {3}domains: "ssss\.gouv\.qc\.ca"/m);
    expect(text).toMatch(/^# {3}timeZone: [^\n]*"America\/Toronto"/m);
    const plain = join(folder, 'plain.yaml');
    await runHere(['init', '--config', plain, '--lang', 'fr'], { env: {} });
    const configOf = async (one: string): Promise<unknown> =>
      (await loadConfig({ file: one, cwd: folder, overrides: {} })).config;
    expect(await configOf(file)).toEqual(await configOf(plain));
    expect(cloud.requests.filter(({ host }) => host.startsWith('graph'))).toHaveLength(6);
  } finally {
    await cloud.close();
  }
}, 240_000);
