import { openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowOptions } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';

interface PrintOptions {
  /** Folder that the rows' tables lie in. */
  readonly folder: string;
  readonly lang: Language;
  readonly excel?: boolean;
}

/** Streams rows to stdout as they come, as wide as the terminal; stops when the run is interrupted. */
export async function printRows(
  { folder, lang, excel }: PrintOptions,
  rowsOf: (db: DuckDb, options: RowOptions) => AsyncIterable<string>,
  io: Io,
): Promise<void> {
  const db = await openDuckDb({ temporaryFolder: temporaryFolderOf(folder) });
  try {
    const rows = rowsOf(db, {
      excel: excel === true,
      language: lang,
      ...(io.stdout.isTerminal ? { width: io.stdout.columns } : {}),
    });
    for await (const text of rows) {
      io.signal.throwIfAborted();
      await io.stdout.write(text);
    }
  } finally {
    await db.close();
  }
}
