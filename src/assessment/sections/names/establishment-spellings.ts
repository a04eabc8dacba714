import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { EstablishmentSpellings } from '../../../situation/sections/establishment-spellings.ts';

/** The establishments that are written in several ways, by name. Needs the table `establishment_names`. */
export async function establishmentSpellings(db: DuckDb): Promise<EstablishmentSpellings> {
  const rows = await db.rows(
    `SELECT name AS id, written AS text, accounts::DOUBLE AS accounts
     FROM establishment_writings JOIN establishment_names n USING (key)
     WHERE key <> '' AND len(n.writings) > 1 ORDER BY name, accounts DESC, written`,
    z.object({ id: z.string(), text: z.string(), accounts: z.number() }),
  );
  return [...new Set(rows.map(({ id }) => id))].map((id) => ({
    id,
    writings: rows.filter((row) => row.id === id).map(({ text, accounts }) => ({ text, accounts })),
  }));
}
