import { z } from 'zod';
import { tableScan } from '../../snapshot/check-table.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { writeTable } from '../../snapshot/seal.ts';
import { isTexts, type Cell } from '../export-kind.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { inPages } from '../in-pages.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';

const COLUMNS = {
  file: 'INTEGER',
  id: 'VARCHAR',
  name: 'VARCHAR',
  isAdmin: 'BOOLEAN',
  isMfaRegistered: 'BOOLEAN',
  isMfaCapable: 'BOOLEAN',
  isPasswordlessCapable: 'BOOLEAN',
  methods: 'VARCHAR[]',
} as const;

/**
 * Registrations by the id of their account; where the export has none, by its name, of which the export of users tells the id. Of two lines
 * of one account, the graver counts.
 */
export async function writeRegistrations(
  { store }: ImportContext,
  files: readonly ScannedExport[],
): Promise<Written> {
  const pages = await store.spool('registrations-by-name');
  await inPages(pages, registrationsOf(files));
  const facts = await store.withDuckDb(async (db) => {
    const accounts = tableScan(store.table('accounts'));
    // A name may have been borne by another, whose id is none of these accounts.
    const lines = `(SELECT r.*, coalesce(known.accountId, named.accountId) AS accountId FROM ${pagesScan(pages.path, COLUMNS)} r
      LEFT JOIN ${accounts} known ON known.accountId = r.id
      LEFT JOIN (SELECT lower(userPrincipalName) AS name, any_value(accountId) AS accountId FROM ${accounts}
        WHERE userPrincipalName IS NOT NULL GROUP BY 1 HAVING count(*) = 1) named ON r.id IS NULL AND named.name = r.name)`;
    await writeTable(
      db,
      `SELECT accountId, isAdmin, isMfaRegistered, isMfaCapable, isPasswordlessCapable, methods FROM ${lines}
       WHERE accountId IS NOT NULL QUALIFY row_number() OVER (PARTITION BY accountId ORDER BY isMfaCapable NULLS LAST) = 1`,
      store.table('mfa-registrations'),
    );
    const { rows } = await db.row(
      `SELECT count(*)::DOUBLE AS "rows" FROM ${tableScan(store.table('mfa-registrations'))}`,
      z.object({ rows: z.number() }),
    );
    const unmatched = await db.rows(
      `SELECT file, count(*)::DOUBLE AS lines FROM ${lines} WHERE accountId IS NULL GROUP BY file`,
      z.object({ file: z.number(), lines: z.number() }),
    );
    return { rows, unmatched };
  });
  return {
    report: { outcome: 'complete', read: facts.rows, expected: facts.rows },
    unmatched: new Map(facts.unmatched.map(({ file, lines }) => [files[file]?.path ?? '', lines])),
  };
}

async function* registrationsOf(files: readonly ScannedExport[]): AsyncGenerator<object> {
  for (const [file, one] of files.entries()) {
    for await (const { row } of rowsOf(one)) {
      const { isAdmin, isMfaRegistered, isMfaCapable, isPasswordlessCapable } = row;
      const told = { isAdmin, isMfaRegistered, isMfaCapable, isPasswordlessCapable };
      const [id, name] = [lowered(row.accountId), lowered(row.userPrincipalName)];
      yield { ...told, file, id, name, methods: methodsOf(row.methods) };
    }
  }
}

function lowered(cell: Cell): string | null {
  return typeof cell === 'string' ? cell.toLowerCase() : null;
}

/** Names of methods hold no comma. An empty cell tells nothing; where there is none, the portal writes an empty list. */
function methodsOf(cell: Cell): string[] | null {
  if (!isTexts(cell)) return null;
  return cell.flatMap((text) => text.split(',').map((part) => part.trim())).filter((text) => text !== '');
}
