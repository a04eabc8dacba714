import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';

/** Reads rows while the session keeps the order of the tables; afterwards it is as it was. */
export async function* inTableOrder<T>(db: DuckDb, rows: AsyncIterable<T>): AsyncGenerator<T> {
  const restore = await keepOrder(db);
  try {
    yield* rows;
  } finally {
    await restore();
  }
}

/** Does some work while the session keeps the order of the tables; afterwards it is as it was. */
export async function withTableOrder<T>(db: DuckDb, work: () => Promise<T>): Promise<T> {
  const restore = await keepOrder(db);
  try {
    return await work();
  } finally {
    await restore();
  }
}

const ORDER_SETTING = `SELECT CAST(current_setting('preserve_insertion_order') AS BOOLEAN) AS "keepsOrder"`;

async function keepOrder(db: DuckDb): Promise<() => Promise<void>> {
  const { keepsOrder } = await db.row(ORDER_SETTING, z.object({ keepsOrder: z.boolean() }));
  await db.run('SET preserve_insertion_order = true');
  return () => db.run(`SET preserve_insertion_order = ${String(keepsOrder)}`);
}
