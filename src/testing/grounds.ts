import { restsOn } from '../assessment/rests-on/rests-on.ts';
import type { Check } from '../checks/check.ts';
import type { Ground } from '../checks/describe-check.ts';
import { createKnownMacros } from '../dossier/known.ts';
import { createRules } from '../dossier/rules.ts';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { createTextMacros } from '../population/text-macros.ts';

/** A session with the macros that the SQL of checks may call, and no data. */
export async function withMacros<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    await createTextMacros(db);
    await createKnownMacros(db);
    await createRules(db);
    return await work(db);
  } finally {
    await db.close();
  }
}

/** What each of the checks rests on. */
export function groundsOf(checks: readonly Check[]): Promise<Map<Check, Ground>> {
  return withMacros((db) => restsOn(db, checks));
}
