import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import type { SharingKey } from '../evidence/sharing-key.ts';
import { DIGITS, NO_DOMAIN, PREFIXES, UNKNOWN_TARGET, type PseudonymKind } from './pseudonyms.ts';

/** Of SHA-256. */
const BLOCK_BYTES = 64;

/**
 * Creates the macros that pseudonyms are made with in SQL: `pseudonym_of(kind, text)`, `pseudonym_address(text)` and `pseudonym_typed(text)`,
 * the same as `pseudonymsOf` gives. Null stays null.
 *
 * @param keptDomains in lower case: those that name no person
 */
export async function createPseudonymMacros(
  db: DuckDb,
  { secret }: SharingKey,
  keptDomains: readonly string[],
): Promise<void> {
  await db.setVariable('pseudonym_inner', padded(secret, 0x36));
  await db.setVariable('pseudonym_outer', padded(secret, 0x5c));
  await db.setVariable('kept_domains', keptDomains);
  const prefix = Object.entries(PREFIXES)
    .map(([kind, text]) => `WHEN ${literal(kind)} THEN ${literal(text)}`)
    .join(' ');
  await db.run(`CREATE OR REPLACE MACRO pseudonym_hmac(kind, x) AS sha256(unhex(getvariable('pseudonym_outer'))
    || unhex(sha256(unhex(getvariable('pseudonym_inner')) || encode(kind || chr(0) || x))))`);
  await db.run(`CREATE OR REPLACE MACRO pseudonym_of(kind, x) AS
    CASE WHEN x = '' THEN '' ELSE concat_ws('', CASE kind ${prefix} END, left(pseudonym_hmac(kind, x), ${DIGITS})) END`);
  await db.run(`CREATE OR REPLACE MACRO pseudonym_domain(x) AS CASE
    WHEN list_contains(getvariable('kept_domains'), x) THEN x ELSE ${pseudonym('domain', 'x')} || ${literal(NO_DOMAIN)} END`);
  await db.run(`CREATE OR REPLACE MACRO pseudonym_address(x) AS CASE
    WHEN x IS NULL OR x IN ('', ${literal(UNKNOWN_TARGET)}) THEN x
    WHEN contains(x, '@') THEN ${pseudonym('address', 'lower(x)')} || '@' || pseudonym_domain(lower(regexp_extract(x, '@([^@]*)$', 1)))
    ELSE ${pseudonym('address', 'lower(x)')} END`);
  await db.run(`CREATE OR REPLACE MACRO pseudonym_typed(x) AS
    array_to_string(list_transform(string_split(x, ', '), lambda name: ${pseudonym('typed', 'name')}), ', ')`);
}

/** SQL of the pseudonym of a text, itself SQL; null of a null. */
export function pseudonym(kind: PseudonymKind, sql: string): string {
  return `CASE WHEN ${sql} IS NOT NULL THEN pseudonym_of(${literal(kind)}, ${sql}) END`;
}

function padded(key: Buffer, by: number): string {
  return Buffer.from(
    Buffer.concat([key, Buffer.alloc(BLOCK_BYTES - key.length)]).map((byte) => byte ^ by),
  ).toString('hex');
}
