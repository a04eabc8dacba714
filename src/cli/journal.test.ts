import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const entrySchema = z.looseObject({
  ...{ number: z.number(), command: z.string(), audit: z.string().nullable(), exitCode: z.number() },
  ...{ written: z.array(z.string()), removed: z.array(z.string()), application: z.string().nullable() },
  tenant: z.string().nullable(),
});

const AUDIT = 'reseau.example/2020-10-29T06-00-00Z';

/** A folder of audits with a snapshot that nothing judged yet, and a configuration. */
async function folderOfAudits(config: string): Promise<{ out: string; audit: string; vigie: Vigie }> {
  const home = await temporaryFolder();
  const out = join(home, 'reports');
  const audit = join(out, AUDIT);
  await mkdir(out, { mode: 0o700 });
  await cp(await tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } }), audit, { recursive: true });
  await writeFile(join(home, 'vigie.config.yaml'), config);
  const env = { AZURE_CLIENT_ID: 'application-1', LANG: 'en_CA.UTF-8' };
  return { out, audit, vigie: (...argv) => runHere([...argv], { env, cwd: home }) };
}

type Vigie = (...argv: readonly string[]) => Promise<EndedHere>;

async function entriesOf(vigie: Vigie): Promise<z.infer<typeof entrySchema>[]> {
  const { exitCode, stdout, stderr } = await vigie('journal', '--format', 'ndjson');
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

test('runs are told of with what they wrote and took away, and failed ones too', async () => {
  const { audit, vigie } = await folderOfAudits('inactiveAfterDays: 90\n');
  expect((await vigie('assess')).exitCode).toBe(0);
  expect((await vigie('report', '--formats', 'markdown')).exitCode).toBe(0);
  expect((await vigie('assess', '--config', 'vigie.config.yaml', '--inactive-after', '7')).exitCode).toBe(0);
  await rm(join(audit, 'snapshot/accounts.parquet'));
  expect((await vigie('assess')).exitCode).toBe(4);
  const entries = await entriesOf(vigie);
  expect(entries.map(({ number, command, exitCode }) => [number, command, exitCode])).toEqual([
    ...[
      [1, 'assess', 0],
      [2, 'report', 0],
      [3, 'assess', 0],
      [4, 'assess', 4],
    ],
  ]);
  expect(entries[0]).toMatchObject({ application: 'application-1', audit: AUDIT });
  expect(entries[0]?.written).toContain('dossier.parquet');
  expect(entries[1]?.written).toContain('situation.en.md');
  expect(entries[2]?.removed).toContain('situation.en.md');
  const shown = await vigie('journal', '--lang', 'fr');
  expect(shown.stdout).toMatch(/^Journal intact\u00a0: .*journal\.ndjson \(lignes\u00a0: 4\)\n {2}1\. /);
  expect(frenchFaults(shown.stdout)).toEqual([]);
});

test('a journal that was edited ends with exit code 4, and says at which line', async () => {
  const { out, vigie } = await folderOfAudits('inactiveAfterDays: 90\n');
  await vigie('assess');
  await vigie('assess');
  const file = join(out, 'journal.ndjson');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"exitCode":0', '"exitCode":1'));
  const { exitCode, stdout } = await vigie('journal', '--lang', 'en');
  expect([exitCode, stdout.split('\n').slice(0, 2)]).toEqual([
    4,
    [
      `Journal ALTERED: ${file} (lines: 2)`,
      '  ✗ line 2: it does not follow the line before it, which was changed, moved or taken away',
    ],
  ]);
});

test('who reads an audit is told of where its configuration says so; a read that cannot be told of is refused', async () => {
  const { out, audit, vigie } = await folderOfAudits('journal: { reads: true }\n');
  expect((await vigie('assess')).exitCode).toBe(0);
  expect((await vigie('list', 'inactive-mailboxes', '--format', 'csv')).exitCode).toBe(0);
  expect((await entriesOf(vigie)).map(({ command }) => command)).toEqual(['assess', 'list']);
  await rm(join(out, 'journal.ndjson'));
  await mkdir(join(out, 'journal.ndjson'));
  const refused = await vigie('list', 'inactive-mailboxes', '--format', 'csv');
  expect([refused.exitCode, refused.stdout]).toEqual([4, '']);
  const elsewhere = join(out, '../copy');
  await cp(audit, elsewhere, { recursive: true });
  const copied = await vigie('list', 'inactive-mailboxes', elsewhere, '--format', 'csv');
  expect([copied.exitCode, copied.stdout, copied.stderr.split('\n')[0]]).toEqual([
    ...[4, ''],
    `vigie: ${elsewhere} is not read without a line in a journal (journal.reads), and it lies in no folder of audits`,
  ]);
});

test('a journal line that names somebody by what a terminal acts upon is printed as text', async () => {
  const { out, audit, vigie } = await folderOfAudits('');
  await vigie('assess', audit);
  const file = join(out, 'journal.ndjson');
  const [first = ''] = (await readFile(file, 'utf8')).split('\n');
  const user = 'x\u009b31m\u202egnp';
  await writeFile(file, `${JSON.stringify({ ...(JSON.parse(first) as object), user })}\n`);
  for (const format of ['text', 'json', 'ndjson']) {
    const { stdout } = await vigie('journal', '--format', format);
    expect([format, /[\u009b\u202e]/u.test(stdout)]).toEqual([format, false]);
    expect([format, /x.{0,6}31m|x gnp/.test(stdout)]).toEqual([format, true]);
  }
});
