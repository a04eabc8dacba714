import { openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowOptions } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';

interface SendOptions extends Pick<RowOptions, 'onLeftOut' | 'leftOutLast'> {
  readonly lang: Language;
  readonly excel?: boolean;
  /** A table may be wider than the terminal. */
  readonly wide?: boolean;
}

interface PrintOptions extends SendOptions {
  /** Private folder for spilled data. */
  readonly workFolder: string;
  /** Folder that the rows' tables lie in; nothing is written there. */
  readonly reads: string;
}

/** Streams rows to stdout as they come, as wide as the terminal; stops when the run is interrupted. */
export async function printRows(
  { workFolder, reads, ...given }: PrintOptions,
  rowsOf: (db: DuckDb, options: RowOptions) => AsyncIterable<string>,
  io: Io,
): Promise<void> {
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(workFolder),
    reaches: [reads, workFolder],
  });
  try {
    await sendRows((options) => rowsOf(db, options), given, io);
  } finally {
    await db.close();
  }
}

/** The same of a session that is open. */
export async function sendRows(
  rowsOf: (options: RowOptions) => AsyncIterable<string>,
  { lang, excel, wide, onLeftOut, leftOutLast }: SendOptions,
  io: Io,
): Promise<void> {
  const rows = rowsOf({
    excel: excel === true,
    language: lang,
    ...(onLeftOut === undefined ? {} : { onLeftOut }),
    ...(leftOutLast === undefined ? {} : { leftOutLast }),
    ...(io.stdout.isTerminal && wide !== true ? { width: io.stdout.columns } : {}),
  });
  for await (const text of rows) {
    io.signal.throwIfAborted();
    await io.stdout.write(text);
  }
}
