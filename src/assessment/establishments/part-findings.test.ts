import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
import { numberEstablishments, partTable } from './part-findings.ts';

const IDS = [`L'« Est »`, '../x', 'x'.repeat(300), '🏥', ''];

interface Parting {
  readonly db: DuckDb;
  readonly folder: string;
  readonly to: string[];
  readonly from: string;
}

async function table(select: string): Promise<Parting> {
  const folder = await temporaryFolder();
  const db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  onTestFinished(() => db.close());
  const from = join(folder, 'whole.parquet');
  await db.setVariable('ids', IDS);
  await db.run(`SET preserve_insertion_order = true`);
  await db.run(`COPY (${select}) TO ${literal(from)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  await db.run(`SET preserve_insertion_order = false`);
  await mkdir(join(folder, 'parts'));
  return { db, folder, from, to: IDS.map((_, place) => join(folder, 'parts', `${place}.parquet`)) };
}

const rowSchema = z.object({ n: z.number(), establishment: z.string().nullable() });

test('each establishment gets its rows, in their order, whatever its id is', async () => {
  const { db, folder, from, to } = await table(
    `SELECT i::INTEGER AS n, nullif(getvariable('ids')[1 + (i * 7919) % 5], '') AS establishment FROM range(50000) t(i)`,
  );
  await numberEstablishments(db, IDS);
  await partTable(db, { from, to, mayLeaveOut: false, scratch: join(folder, '.tmp', 'split') });
  for (const [place, file] of to.entries()) {
    const rows = await db.rows(`SELECT n, establishment FROM read_parquet(${literal(file)})`, rowSchema);
    const own = Array.from({ length: 50_000 }, (_, n) => n).filter((n) => (n * 7919) % 5 === place);
    expect(rows).toEqual(own.map((n) => ({ n, establishment: IDS[place] === '' ? null : IDS[place] })));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
  expect(await readdir(join(folder, '.tmp'))).toEqual([]);
});

test('an establishment without rows gets the columns alone', async () => {
  const { db, folder, from, to } = await table(`SELECT 1 AS n, '🏥' AS establishment`);
  await numberEstablishments(db, IDS);
  await partTable(db, { from, to, mayLeaveOut: false, scratch: join(folder, '.tmp', 'split') });
  const described = await db.rows(
    `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${literal(to[0] ?? '')}))`,
    z.object({ name: z.string() }),
  );
  expect(described).toEqual([{ name: 'n' }, { name: 'establishment' }]);
  expect(
    await db.rows(`SELECT n, establishment FROM read_parquet(${literal(to[0] ?? '')})`, rowSchema),
  ).toEqual([]);
});

test('a row of no establishment of the audit is refused, but where accounts may be gone', async () => {
  const { db, folder, from, to } = await table(`SELECT 1 AS n, 'Fermé' AS establishment`);
  const scratch = join(folder, '.tmp', 'split');
  await numberEstablishments(db, IDS);
  await expect(partTable(db, { from, to, mayLeaveOut: false, scratch })).rejects.toThrow(
    /whole\.parquet has 1 rows of establishments that establishments\.json does not know/,
  );
  await partTable(db, { from, to, mayLeaveOut: true, scratch });
  expect(await readdir(join(folder, 'parts'))).toHaveLength(IDS.length);
});
