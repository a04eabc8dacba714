import { z } from 'zod';
import { identifier, literal, pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import { writeTable } from '../../snapshot/seal.ts';
import { TABLES } from '../../snapshot/tables.ts';

const COLUMNS = Object.entries(TABLES['mailbox-forwarding']);

/** `names`: what else a mailbox of an export is called. */
const READ_COLUMNS: [string, string][] = [
  ...COLUMNS.filter(([name]) => name !== 'resolvedAddress'),
  ['names', 'VARCHAR[]'],
];

function readLines(file: string, columns: readonly (readonly [string, string])[]): string {
  const schema = columns.map(([name, type]) => `${literal(name)}: ${literal(type)}`).join(', ');
  return `read_json(${pathLiteral(file)}, format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, columns = {${schema}})`;
}

/** The mailboxes of a file of pages, as SQL reads them. */
export function mailboxLines(file: string): string {
  return readLines(file, READ_COLUMNS);
}

/** The addresses that recipients were resolved to: `value`, `address`. */
export function resolvedLines(file: string): string {
  return readLines(file, [
    ['value', 'VARCHAR'],
    ['address', 'VARCHAR'],
  ]);
}

/** Of an address that nobody could be asked about: itself, unless a contact of the organisation may bear it. */
function unasked(value: string): string {
  return `CASE WHEN regexp_full_match(${value}, '(?i)(smtp:)?[^\\s@:/]+@[^\\s@:/]+')
      AND NOT list_contains(getvariable('ownDomains'), lower(split_part(${value}, '@', 2)))
    THEN regexp_replace(${value}, '(?i)^smtp:', '') END`;
}

/**
 * Where the forwarding of an export's mailboxes leads, as `value` and `address`: a mailbox that alone bears the name. An
 * export holds no contacts.
 */
export function resolvedAmong(mailboxes: string): string {
  return `SELECT f.value, CASE count(DISTINCT lower(m.primarySmtpAddress))
        WHEN 0 THEN ${unasked('f.value')} WHEN 1 THEN any_value(m.primarySmtpAddress) END AS address
    FROM (SELECT DISTINCT forwardingAddress AS value FROM ${mailboxes} WHERE forwardingAddress IS NOT NULL) f
    LEFT JOIN (SELECT lower(unnest(names)) AS name, primarySmtpAddress FROM ${mailboxes}) m
      ON m.name = regexp_replace(lower(f.value), '^smtp:', '')
    GROUP BY f.value`;
}

export interface SealedForwarding {
  readonly rows: number;
  /** Mailboxes whose forwarding was not told. */
  readonly untold: number;
}

export interface ForwardingPages {
  /** SQL that reads the mailboxes. */
  readonly mailboxes: string;
  /** SQL that gives `value` and `address`; null where nothing was resolved. */
  readonly resolved: string | null;
  /** Domains of the organisation, in lower case. */
  readonly ownDomains: readonly string[];
}

/** A mailbox that came twice is one row, the one that tells more. A mailbox without an account is known by its address. */
const KEY = `coalesce(accountId, 'address:' || lower(coalesce(primarySmtpAddress, userPrincipalName)))`;

/** Writes the table: the mailboxes and where their forwarding leads. */
export async function sealForwarding(
  db: DuckDb,
  parquet: string,
  { mailboxes, resolved, ownDomains }: ForwardingPages,
): Promise<SealedForwarding> {
  await db.setVariable('ownDomains', ownDomains);
  const names = COLUMNS.map(([name]) => identifier(name)).join(', ');
  const address = `CASE WHEN r.value IS NULL THEN ${unasked('m.forwardingAddress')} ELSE r.address END`;
  const select = `SELECT ${names} FROM (
    SELECT m.*, ${resolved === null ? unasked('m.forwardingAddress') : address} AS resolvedAddress
    FROM ${mailboxes} m ${resolved === null ? '' : `LEFT JOIN (${resolved}) r ON r.value = m.forwardingAddress`})`;
  await writeTable(db, select, parquet);
  const { told, keys } = await db.row(
    `SELECT count(${KEY})::DOUBLE AS told, count(DISTINCT ${KEY})::DOUBLE AS keys FROM ${tableScan(parquet)}`,
    z.object({ told: z.number(), keys: z.number() }),
  );
  if (keys < told) await writeTable(db, onePerMailbox(select, names), parquet);
  return db.row(
    `SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (NOT forwardingReturned)::DOUBLE AS untold FROM ${tableScan(parquet)}`,
    z.object({ rows: z.number(), untold: z.number() }),
  );
}

function onePerMailbox(select: string, names: string): string {
  const tellsMore = `forwardingAddress IS NOT NULL OR forwardingSmtpAddress IS NOT NULL`;
  return `SELECT ${names} FROM (SELECT *, ${KEY} AS mailbox_key FROM (${select}))
    QUALIFY mailbox_key IS NULL OR row_number() OVER (
      PARTITION BY mailbox_key ORDER BY ${tellsMore} DESC, forwardingReturned DESC) = 1`;
}
