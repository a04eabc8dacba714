import { z } from 'zod';
import { ATTRIBUTES } from '../../attributes.ts';
import { identifier } from '../../duckdb/duckdb.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { TABLES } from '../../snapshot/tables.ts';
import { faulty } from '../delimited-file.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { inPages } from '../in-pages.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';
import { KnownError, worded } from '../../errors.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import { pathsOf } from '../paths-of.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The accounts of the directory. No export tells their plans and licences: these stay untold. */
export async function writeUsers(
  { store, names: areNamesKept }: ImportContext,
  files: readonly ScannedExport[],
): Promise<Written> {
  const pages = await store.pageFile('accounts');
  const left = new Set<string>(areNamesKept ? [] : ['displayName']);
  await inPages(pages, accountsOf(files, left));
  if (pages.rows === 0) throw withoutUsers(files);
  await store.withDuckDb(async (db) => {
    const names = Object.keys(TABLES.accounts).map(identifier).join(', ');
    const { differing } = await db.row(
      `SELECT count(*)::DOUBLE AS differing FROM (SELECT accountId FROM ${pagesScan(pages.path, TABLES.accounts)}
         GROUP BY accountId HAVING min(hash((${names}))) <> max(hash((${names}))))`,
      z.object({ differing: z.number() }),
    );
    if (differing > 0) throw differ(files, differing);
  });
  const { rows } = await store.seal('accounts', pages, ['accountId']);
  return {
    report: { outcome: 'complete', read: rows, expected: rows },
    // A column that is there, and empty from the first line to the last, was not returned.
    attributes: ATTRIBUTES.filter((name) => !left.has(name) && files.some(({ filled }) => filled.has(name))),
  };
}

/** `left`: columns that are not kept. */
async function* accountsOf(
  files: readonly ScannedExport[],
  left: ReadonlySet<string>,
): AsyncGenerator<object> {
  for (const file of files) {
    for await (const { row, line } of rowsOf(file)) {
      const { accountId } = row;
      if (typeof accountId !== 'string' || !ID.test(accountId))
        throw faulty(file.path, line, TROUBLE_WORDS.strangeId);
      const kept = Object.fromEntries(Object.entries(row).filter(([name]) => !left.has(name)));
      yield { ...kept, accountId: accountId.toLowerCase() };
    }
  }
}

function withoutUsers(files: readonly ScannedExport[]): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.noAccount, { files: pathsOf(files) }), {
    nextSteps: [TROUBLE_WORDS.exportUsers],
  });
}

function differ(files: readonly ScannedExport[], accounts: number): KnownError {
  const named = pathsOf(files);
  const words =
    accounts === 1
      ? worded(TROUBLE_WORDS.twoThingsOfOne, { files: named })
      : worded(TROUBLE_WORDS.twoThings, { n: accounts, files: named });
  return new KnownError('usage', words, { nextSteps: [TROUBLE_WORDS.leaveOlderFile] });
}
