import { openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowOptions } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';

interface PrintOptions {
  /** Private folder for spilled data. */
  readonly workFolder: string;
  /** Folder that the rows' tables lie in; nothing is written there. */
  readonly reads: string;
  readonly lang: Language;
  readonly excel?: boolean;
}

/** Streams rows to stdout as they come, as wide as the terminal; stops when the run is interrupted. */
export async function printRows(
  { workFolder, reads, lang, excel }: PrintOptions,
  rowsOf: (db: DuckDb, options: RowOptions) => AsyncIterable<string>,
  io: Io,
): Promise<void> {
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(workFolder),
    reaches: [reads, workFolder],
  });
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
