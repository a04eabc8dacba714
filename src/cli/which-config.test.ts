import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf, tenantToday } from '../testing/simulated-audit.ts';
import { tinySnapshot } from '../testing/tiny-snapshot.ts';

const CONFIG = `categories:
  - { id: md, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }
`;
const CONFIG_SHA256 = createHash('sha256').update(CONFIG).digest('hex');

let bare: string;
let home: string;
beforeAll(async () => {
  bare = await mkdtemp(join(tmpdir(), 'vigie-bare-'));
  home = await mkdtemp(join(tmpdir(), 'vigie-home-'));
  await writeFile(join(home, 'vigie.config.yaml'), CONFIG);
});
afterAll(() => Promise.all([bare, home].map((folder) => rm(folder, { recursive: true, force: true }))));

function assess(audit: string, cwd: string, ...argv: string[]): Promise<EndedHere> {
  return runHere(['assess', audit, '--lang', 'en', ...argv], { env: {}, cwd });
}

async function firstGap(audit: string): Promise<unknown> {
  const [gap] = (await situationOf(audit)).gaps;
  return gap === undefined ? null : [gap.source, gap.rank];
}

const tiny = (): Promise<string> => tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } });

test('an assessment says which configuration it read, by its path and digest', async () => {
  const { stderr, exitCode } = await assess(await tiny(), home);
  expect(exitCode, stderr).toBe(0);
  expect(stderr.split('\n')[0]).toBe(
    `Configuration: ${join(home, 'vigie.config.yaml')} (SHA-256 ${CONFIG_SHA256})`,
  );
});

test('without one it says so, and the report’s first gap to repair tells it; each time that it is assessed', async () => {
  const audit = await tiny();
  const told = `No configuration is read (neither --config, nor a vigie.config.yaml in ${bare}): the defaults know neither physicians nor domains of partners. --no-config if that is meant.`;
  const first = await assess(audit, bare);
  expect(first.stderr.split('\n')[0]).toBe(told);
  expect(await firstGap(audit)).toEqual(['configuration', 'repair']);
  const shown = await runHere(['report', audit, '--formats', 'terminal', '--lang', 'fr'], { env: {} });
  const sure = shown.stdout.split('Degré de certitude\n')[1] ?? '';
  expect(sure.split('\n').find((line) => line.startsWith('  ! '))).toBe(
    '  ! Aucune configuration n’a été lue\u00a0: les catégories, les établissements, les domaines des partenaires et les seuils sont ceux par défaut, qui ne connaissent aucun médecin.',
  );
  const again = await assess(audit, bare);
  expect(again.stderr).toContain(told.slice(0, 25));
  expect(await firstGap(audit)).toEqual(['configuration', 'repair']);
  const gaps = await assess(audit, bare, '--fail-on', 'gaps:configuration');
  expect([gaps.exitCode, gaps.stderr.split('\n').at(-2)]).toEqual([
    1,
    'vigie: --fail-on “gaps:configuration”: matched (1 gap to repair: configuration)',
  ]);
});

test('--no-config says that the defaults are meant: nothing is told, wherever a file is, nor when it is assessed again', async () => {
  const audit = await tiny();
  const first = await assess(audit, home, '--no-config');
  expect([first.exitCode, first.stderr.includes('onfiguration')]).toEqual([0, false]);
  expect((await situationOf(audit)).categories).toEqual([
    expect.objectContaining({ id: 'all', physician: false }),
  ]);
  const again = await assess(audit, bare);
  expect([again.exitCode, again.stderr.includes('No configuration')]).toEqual([0, false]);
  expect((await situationOf(audit)).gaps.map(({ source }) => source)).not.toContain('configuration');
  expect(JSON.parse(await readFile(join(audit, 'inputs/inputs.json'), 'utf8'))).toMatchObject({
    config: null,
    absence: 'chosen',
  });
});

test('--require-config refuses the defaults, whoever chose them', async () => {
  const audit = await tiny();
  const missing = await assess(audit, bare, '--require-config');
  expect([missing.exitCode, missing.stderr]).toEqual([
    2,
    `vigie: --require-config: no configuration was read; there is no vigie.config.yaml here, and --config names none
  → Run the command in the folder of vigie.config.yaml, or name the file with --config FILE.
`,
  ]);
  expect((await assess(audit, home, '--require-config', '--no-config')).exitCode).toBe(2);
  expect((await assess(audit, home, '--require-config')).exitCode).toBe(0);
});

test('a collection says it in its first line, before the tenant is asked; --require-config asks nothing', async () => {
  const cloud: RunningSimulator = await startSimulator(await tenantToday({ mailboxes: 200 }));
  try {
    const out = join(bare, 'reports');
    const collect = (...argv: string[]): Promise<EndedHere> =>
      runAgainst(cloud, ['collect', '--out', out, '--lang', 'en', '--only', 'accounts', ...argv], {
        cwd: bare,
      });
    const refused = await collect('--require-config');
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    const { exitCode, stderr } = await collect();
    expect(exitCode, stderr).toBe(0);
    expect(stderr.split('\n')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ No configuration is read \(/);
    expect((await collect('--quiet')).stderr).toBe('');
  } finally {
    await cloud.close();
  }
});
