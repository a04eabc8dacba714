import type { DuckDb } from '../../duckdb/duckdb.ts';

/** What may stand around an address and is no part of it. */
const TAIL = `concat('.,; ', chr(9), chr(160))`;

/** Names of a directory, and addresses that wrap something else than an SMTP one. */
const NOT_SMTP = '^((ex|x500|x400):|/(o|ou|cn|dc|c)=|imcea[a-z0-9]+-)';

/** An address with nothing around it. */
const BARE = '[a-zA-Z0-9._+-]+@[a-zA-Z0-9.-]*[a-zA-Z0-9]';

/**
 * Creates the macros that targets are read with. `bare_address(x)`: the address alone, of `smtp:x@y`, `Name <x@y>`, `'x@y'`.
 * `address_domain(x)`: what stands after the @ of a bare address, in lower case; '' for a name, an X.500 or an encapsulated address, and for several in one text.
 */
export async function createAddressMacros(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE MACRO bracketed(x) AS
    coalesce(nullif(regexp_extract(x, '[<\\[]((?:[a-zA-Z0-9]+:)?[^<>\\[\\]]*@[^<>\\[\\]]*)[>\\]]$', 1), ''), x)`);
  await db.run(`CREATE OR REPLACE MACRO unquoted(x) AS regexp_replace(x, '^(["''])(.*)["'']$', '\\2')`);
  // Nearly all are bare as they come: one look at them costs a fifth of taking away what is not there.
  await db.run(`CREATE OR REPLACE MACRO bare_address(x) AS CASE WHEN regexp_full_match(x, '${BARE}') THEN x ELSE
    rtrim(trimmed(regexp_replace(trimmed(unquoted(bracketed(trimmed(x)))), '^smtp:', '', 'i')), ${TAIL}) END`);
  await db.run(`CREATE OR REPLACE MACRO address_domain(x) AS CASE
    WHEN regexp_matches(x, '${NOT_SMTP}', 'i') THEN ''
    WHEN regexp_matches(regexp_replace(x, '^"[^"]*"@', 'q@'), '[;,\\s]|@.*@') THEN ''
    ELSE lower(regexp_extract(x, '@([^@]*)$', 1)) END`);
}
