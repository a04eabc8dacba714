import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { tenantToday } from '../testing/simulated-audit.ts';

let folder: string;
let cloud: RunningSimulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-profiles-'));
  cloud = await startSimulator(await tenantToday({ mailboxes: 200 }));
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = cloud.environment;
  await writeFile(
    join(folder, 'vigie.config.yaml'),
    `profiles:
  - { id: rsss, domain: ssss.gouv.qc.ca, tenantId: "${AZURE_TENANT_ID}", clientId: "${AZURE_CLIENT_ID}", secretVariable: RSSS_SECRET }
`,
  );
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

/** With another application in the usual variables. */
function vigie(...argv: readonly string[]): Promise<EndedHere> {
  const { AZURE_CLIENT_SECRET, ...rest } = cloud.environment;
  const env = {
    ...rest,
    ...{ AZURE_TENANT_ID: 'another', AZURE_CLIENT_ID: 'another', AZURE_CLIENT_SECRET: 'another' },
    RSSS_SECRET: AZURE_CLIENT_SECRET ?? '',
  };
  return runAgainst(cloud, argv, { env, cwd: folder });
}

test('a profile signs in with its own application, and its audits are found by its name or its folder', async () => {
  const only = ['--only', 'accounts', '--only', 'tenant'];
  const collected = await vigie('collect', '--tenant', 'rsss', ...only, '--quiet');
  expect(collected.exitCode, collected.stderr).toBe(0);
  const audit = collected.stdout.trimEnd();
  expect(basename(dirname(audit))).toBe('ssss.gouv.qc.ca');
  const assessed = await Promise.all(
    [['rsss'], ['ssss.gouv.qc.ca'], ['rss']].map(([name = '']) =>
      runHere(['verify', 'latest', '--tenant', name, '--lang', 'en'], { env: {}, cwd: folder }),
    ),
  );
  expect(assessed.map(({ exitCode }) => exitCode)).toEqual([0, 0, 2]);
  expect(assessed[2]?.stderr).toContain('did you mean rsss?');
});

test('a profile that is not there, or whose secret is not, ends the run before anything is asked', async () => {
  const unknown = await vigie('collect', '--tenant', 'other');
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    2,
    'vigie: --tenant: the configuration has no profile "other"\n  → Profiles: rsss\n',
  ]);
  const without = await runHere(['doctor', '--tenant', 'rsss'], { env: {}, cwd: folder });
  expect([without.exitCode, without.stderr]).toEqual([
    2,
    expect.stringContaining('RSSS_SECRET is not set') as unknown,
  ]);
});
