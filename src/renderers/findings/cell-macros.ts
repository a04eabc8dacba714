import type { Column } from '../../checks/check.ts';
import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { formulaPatterns } from '../neutralise.ts';
import { WIDE } from './display-width.ts';

const { leading, inner } = formulaPatterns('re2');

// Both dialects quote for both separators: a reader may split on the other one.
const QUOTED = '[,;"\\r\\n\\t]';

// CSI and OSC sequences whole, then any other escape; what is left of control characters, and those
// that change the direction of the text or take no room, become spaces.
const ESCAPES = [
  '[\\x{1B}]\\[[0-?]*[ -/]*[@-~]',
  '\\x{9B}[0-?]*[ -/]*[@-~]',
  '(?:\\x{1B}[\\]PX^_]|[\\x{90}\\x{98}\\x{9D}-\\x{9F}])[^\\x{7}\\x{1B}\\x{9C}]*(?:\\x{7}|\\x{1B}\\\\|\\x{9C})?',
  '\\x{1B}[ -/]*[0-~]?',
].join('|');
const UNPRINTABLE =
  '[\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{61C}\\x{200B}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}\\x{2060}-\\x{206F}\\x{FEFF}]+';

const MACROS = [
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
     ${literal(ESCAPES)}, '', 'g'), ${literal(UNPRINTABLE)}, ' ', 'g')))`,
  `cell_width(s) AS CASE WHEN strlen(s) = length(s) THEN length(s)
     ELSE length(s) + length(regexp_replace(s, ${literal(`[^${WIDE.re2}]`)}, '', 'g')) END`,
];

/** Defines `csv_cell`, `safe_text`, `terminal_text` and `cell_width` in a session. */
export async function defineCellMacros(db: DuckDb): Promise<void> {
  for (const macro of MACROS) await db.run(`CREATE OR REPLACE TEMP MACRO ${macro}`);
}

const TYPES = { text: 'VARCHAR', integer: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' } as const;

/** A column as the kind its description says, whatever the file's own type. */
export function typedColumn({ name, kind }: Column): string {
  return `CAST(${identifier(name)} AS ${TYPES[kind]})`;
}
