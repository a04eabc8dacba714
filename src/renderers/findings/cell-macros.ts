import type { Column } from '../../situation/check-words.ts';
import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { formulaPatterns } from '../neutralise.ts';
import { START } from './composed-rows.ts';
import { WIDE } from './display-width.ts';
import { UNPRINTABLE_RE2 } from './unprintable.ts';

const { leading, inner } = formulaPatterns('re2');

// Both dialects quote for both separators: a reader may split on the other one.
const QUOTED = '[,;"\\r\\n\\t]';

const MACROS = [
  `plain_cell(s) AS coalesce(s, '')`,
  `careful_cell(texts) AS regexp_matches(texts, ${literal(`${START}${leading.replace('^', '')}|${QUOTED}`)})`,
  `safe_text(s) AS CASE WHEN regexp_matches(s, ${literal(`${leading}|[,;\\t\\r\\n]`)})
     THEN CASE WHEN regexp_matches(s, ${literal(leading)}) THEN '''' ELSE '' END
          || regexp_replace(s, ${literal(inner)}, '\\1''\\2', 'g')
     ELSE s END`,
  `quoted_text(s) AS CASE WHEN regexp_matches(s, ${literal(QUOTED)})
     THEN '"' || replace(s, '"', '""') || '"' ELSE s END`,
  // One test lets ordinary cells through; the others take the long way.
  `csv_cell(s) AS CASE WHEN s IS NULL THEN ''
     WHEN regexp_matches(s, ${literal(`${leading}|${QUOTED}`)}) THEN quoted_text(safe_text(s))
     ELSE s END`,
  `terminal_text(s) AS safe_text(trim(regexp_replace(regexp_replace(coalesce(s, ''),
     ${literal(UNPRINTABLE_RE2.escapes)}, '', 'g'), ${literal(UNPRINTABLE_RE2.characters)}, ' ', 'g')))`,
  `cell_width(s) AS CASE WHEN strlen(s) = length(s) THEN length(s)
     ELSE length(s) + length(regexp_replace(s, ${literal(`[^${WIDE.re2}]`)}, '', 'g')) END`,
];

/** Sessions that have the macros: a report asks for them before each of its many tables. */
const defined = new WeakSet<DuckDb>();

/** Defines `csv_cell`, `plain_cell`, `careful_cell`, `safe_text`, `terminal_text` and `cell_width` in a session, once. */
export async function defineCellMacros(db: DuckDb): Promise<void> {
  if (defined.has(db)) return;
  for (const macro of MACROS) await db.run(`CREATE OR REPLACE TEMP MACRO ${macro}`);
  defined.add(db);
}

const TYPES = { text: 'VARCHAR', integer: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' } as const;

/** A column as the kind its description says, whatever the file's own type. */
export function typedColumn({ name, kind }: Column): string {
  return `CAST(${identifier(name)} AS ${TYPES[kind]})`;
}
