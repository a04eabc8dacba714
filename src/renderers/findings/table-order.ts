import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';

/** Reads rows while the session keeps the order of the tables; afterwards it is as it was. */
export async function* inTableOrder<T>(db: DuckDb, rows: AsyncIterable<T>): AsyncGenerator<T> {
  const { keepsOrder } = await db.row(ORDER_SETTING, z.object({ keepsOrder: z.boolean() }));
  await db.run('SET preserve_insertion_order = true');
  try {
    yield* rows;
  } finally {
    await db.run(`SET preserve_insertion_order = ${String(keepsOrder)}`);
  }
}

const ORDER_SETTING = `SELECT CAST(current_setting('preserve_insertion_order') AS BOOLEAN) AS "keepsOrder"`;
