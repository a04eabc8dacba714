import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { createTenant } from '../simulator/tenant/tenant.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import { textsOfFiles } from '../testing/texts-of-files.ts';

const LONG = 120_000;

interface Made {
  readonly folder: string;
  readonly names: readonly string[];
  readonly audit: string;
  /** What was asked of Graph for it. */
  readonly asked: readonly string[];
}

let made: Made;

async function rows(sql: string): Promise<string[]> {
  const db = await openDuckDb({ memoryLimitMb: 200, threads: 1 });
  try {
    return (await db.rows(sql, z.object({ text: z.string() }))).map(({ text }) => text);
  } finally {
    await db.close();
  }
}

const table = (audit: string, path: string): string => `read_parquet(${pathLiteral(join(audit, path))})`;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-no-names-'));
  const options = await tenantToday({ mailboxes: 200, log: true });
  const tenant = createTenant(options);
  const names = [...tenant.accounts()].map((account) => tenant.identityOf(account).displayName);
  const simulator = await startSimulator(options);
  try {
    const ended = await runAgainst(simulator, [
      ...['audit', '--no-doctor', '--quiet', '--config', SHIPPED_CONFIG, '--out', join(folder, 'reports')],
      ...['--lang', 'en', '--no-names', '--formats', 'csv,markdown,xlsx'],
    ]);
    expect(ended.exitCode, ended.stderr).toBe(0);
    const asked = simulator.requests.map(({ path }) => decodeURIComponent(path));
    made = { folder, names, audit: ended.stdout.trimEnd(), asked };
  } finally {
    await simulator.close();
  }
}, LONG);

afterAll(() => rm(made.folder, { recursive: true, force: true }));

const vigie = (...argv: readonly string[]): Promise<EndedHere> =>
  runHere([...argv, '--lang', 'en'], { env: {}, cwd: made.folder });

test(
  'with --no-names, no display name of anybody is in any file of the audit',
  async () => {
    expect(made.names.length).toBeGreaterThan(200);
    const texts = await textsOfFiles(made.audit);
    expect(texts.size).toBeGreaterThan(60);
    const told = [...texts].flatMap(([path, text]) => {
      const name = made.names.find((one) => text.includes(one));
      return name === undefined ? [] : [`${path}: ${name}`];
    });
    expect(told).toEqual([]);
  },
  LONG,
);

test('with --no-names, the display name of an account is not asked for, and its columns stay', async () => {
  expect(made.asked.filter((url) => /^[^?]*\/users\?/.test(url)).length).toBeGreaterThan(0);
  expect(made.asked.filter((url) => /^[^?]*\/users\?.*displayName/.test(url))).toEqual([]);
  for (const path of ['dossier.parquet', 'snapshot/accounts.parquet', 'findings/mailbox-redirects.parquet'])
    expect(
      await rows(
        `SELECT column_name AS text FROM (DESCRIBE SELECT displayName FROM ${table(made.audit, path)})`,
      ),
    ).toEqual(['displayName']);
});

test(
  'what --no-names left out stays out when the audit is judged again, and its record says so',
  async () => {
    const markdown = await readFile(join(made.audit, 'situation.en.md'), 'utf8');
    const before = await readFile(join(made.audit, 'dossier.parquet'));
    expect(await vigie('assess', made.audit)).toMatchObject({ exitCode: 0 });
    expect((await readFile(join(made.audit, 'dossier.parquet'))).equals(before)).toBe(true);
    const record = z
      .object({ names: z.literal(false) })
      .safeParse(JSON.parse(await readFile(join(made.audit, 'inputs', 'inputs.json'), 'utf8')));
    expect(record.success).toBe(true);
    expect(markdown).toContain('Display names were not kept: their column stays, empty.');
  },
  LONG,
);

test('a configuration that needs display names is refused with --no-names, and the key named', async () => {
  await writeFile(
    join(made.folder, 'vigie.config.yaml'),
    'categories:\n  - { id: md, physician: true, label: { fr: M, en: M }, when: { displayName: Dr } }\n',
  );
  const { exitCode, stderr } = await vigie('collect', '--no-names');
  await rm(join(made.folder, 'vigie.config.yaml'));
  expect({ exitCode, first: stderr.split('\n', 1) }).toEqual({
    exitCode: 2,
    first: [
      'vigie: vigie.config.yaml:2:65  categories[0].when.displayName: needs displayName, which --no-names leaves unasked; read another attribute here, or leave --no-names out',
    ],
  });
});
