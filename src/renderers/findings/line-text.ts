import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import type { RenderedFile } from '../renderer.ts';
import { inTableOrder, withTableOrder } from './table-order.ts';

/** A text of many lines that the database composes, in the order of its table. */
export interface LineText {
  /** What stands before them, with its own end. */
  readonly head: string;
  /** SQL for one text per row: a line without its end. */
  readonly lines: string;
  readonly end: string;
}

/** The text in chunks of up to 2,048 lines. The session answers nothing else until the last chunk was read. */
export async function* readLines(db: DuckDb, { head, lines, end }: LineText): AsyncGenerator<string> {
  yield head;
  yield* inTableOrder(db, endingIn(db.column(lines), end));
}

async function* endingIn(chunks: AsyncIterable<readonly unknown[]>, end: string): AsyncGenerator<string> {
  for await (const chunk of chunks) yield chunk.join(end) + end;
}

/**
 * A file of such a text, composed once it is asked for. The database writes the same bytes by itself, on all its threads, in a third of the time.
 */
export function linesFile(db: DuckDb, path: string, compose: () => Promise<LineText>): RenderedFile {
  return {
    path,
    content: read(db, compose),
    writeTo: async (file) => {
      await copyLines(db, await compose(), file);
    },
  };
}

async function* read(db: DuckDb, compose: () => Promise<LineText>): AsyncGenerator<string> {
  yield* readLines(db, await compose());
}

/** COPY ends each row in a line feed; without quotes and escapes it writes a text as it is, and what its column is called as the head. */
const AS_IT_IS = `FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER ',', NULLSTR ''`;

async function copyLines(db: DuckDb, { head, lines, end }: LineText, file: string): Promise<void> {
  const before = end.slice(0, -1);
  const line = before === '' ? 'line' : `line || ${literal(before)}`;
  const named = identifier(head.slice(0, -1));
  // A head that is another row, by UNION ALL, would leave it all to one thread.
  const rows = `SELECT ${line} AS ${named} FROM (${lines}) t(line)`;
  await withTableOrder(db, () => db.run(`COPY (${rows}) TO ${literal(file)} (${AS_IT_IS})`));
}
