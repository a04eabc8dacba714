import { z } from 'zod';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { writeTable } from '../../snapshot/seal.ts';
import { TABLES } from '../../snapshot/tables.ts';
import { withoutNames } from '../../snapshot/without-names.ts';

const COLUMNS = Object.entries(TABLES['mailbox-forwarding']);

/** `names`: what else a mailbox of an export is called, but for its display name. */
const READ_COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(COLUMNS.filter(([name]) => name !== 'resolvedAddress' && name !== 'resolvedKind')),
  names: 'VARCHAR[]',
  displayName: 'VARCHAR',
};

/** The mailboxes of a file of pages, as SQL reads them. */
export function mailboxLines(file: string): string {
  return pagesScan(file, READ_COLUMNS);
}

/** The addresses that recipients were resolved to: `value`, `address`, `kind`. */
export function resolvedLines(file: string): string {
  return pagesScan(file, { value: 'VARCHAR', address: 'VARCHAR', kind: 'VARCHAR' });
}

/** Of an address that nobody could be asked about: itself, unless a contact of the organisation may bear it. */
function unasked(value: string): string {
  return `CASE WHEN regexp_full_match(${value}, '(?i)(smtp:)?[^\\s@:/]+@[^\\s@:/]+')
      AND NOT list_contains(getvariable('ownDomains'), lower(split_part(${value}, '@', 2)))
    THEN regexp_replace(${value}, '(?i)^smtp:', '') END`;
}

/**
 * Where the forwarding of an export's mailboxes leads, as `value`, `address` and `kind`: a mailbox that alone bears the
 * name. A display name says least: where another kind of name fits, it has no say. An export holds no contacts.
 */
export function resolvedAmong(mailboxes: string): string {
  const named = (column: string): string =>
    `lower(unnest(${column})) AS name, primarySmtpAddress, recipientType`;
  return `SELECT value, CASE mailboxes WHEN 0 THEN ${unasked('value')} WHEN 1 THEN address END AS address,
      CASE mailboxes WHEN 1 THEN kind WHEN 0 THEN NULL::VARCHAR ELSE '' END AS kind
    FROM (SELECT f.value, count(DISTINCT lower(m.primarySmtpAddress)) AS mailboxes,
        any_value(m.primarySmtpAddress) AS address, any_value(m.recipientType) AS kind
      FROM (SELECT DISTINCT forwardingAddress AS value FROM ${mailboxes} WHERE forwardingAddress IS NOT NULL) f
      LEFT JOIN (SELECT *, min(rank) OVER (PARTITION BY name) AS best FROM (
          SELECT ${named('names')}, 0 AS rank FROM ${mailboxes}
          UNION ALL SELECT lower(displayName), primarySmtpAddress, recipientType, 1 FROM ${mailboxes} WHERE displayName IS NOT NULL)) m
        ON m.name = regexp_replace(lower(f.value), '^smtp:', '') AND m.rank = m.best
      GROUP BY f.value)`;
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
  /** False: whom a mailbox forwards to is not kept by name. */
  readonly names: boolean;
}

/** A mailbox that came twice is one row, the one that tells more. A mailbox without an account is known by its address. */
const KEY = `coalesce(accountId, 'address:' || lower(coalesce(primarySmtpAddress, userPrincipalName)))`;

/** Of a name, not of an address: nobody forwards to himself, so that another recipient of the name is meant. */
const UNLESS_ITSELF = (
  column: string,
): string => `CASE WHEN forwardingAddress IS NOT NULL AND NOT contains(forwardingAddress, '@')
      AND lower(resolvedAddress) = lower(primarySmtpAddress) THEN NULL ELSE ${column} END`;

/** An SMTP address leads to itself, unless somebody was found who bears it. */
const ADDRESS = (resolved: string | null): string =>
  `CASE WHEN ${resolved === null ? 'true' : 'r.value IS NULL'} THEN ${unasked('m.forwardingAddress')} ELSE ${resolved === null ? 'NULL' : 'r.address'} END`;

/** Writes the table: the mailboxes and where their forwarding leads. */
export async function sealForwarding(
  db: DuckDb,
  parquet: string,
  { mailboxes, resolved, ownDomains, names: areNamesKept }: ForwardingPages,
): Promise<SealedForwarding> {
  await db.setVariable('ownDomains', ownDomains);
  const names = COLUMNS.map(([name]) => identifier(name)).join(', ');
  const whole = `SELECT ${names} FROM (SELECT * REPLACE (${UNLESS_ITSELF('resolvedAddress')} AS resolvedAddress,
      ${UNLESS_ITSELF('resolvedKind')} AS resolvedKind)
    FROM (SELECT m.*, ${ADDRESS(resolved)} AS resolvedAddress, ${resolved === null ? 'NULL::VARCHAR' : 'r.kind'} AS resolvedKind
      FROM ${mailboxes} m
      ${resolved === null ? '' : `LEFT JOIN (${resolved}) r ON r.value = coalesce(m.forwardingAddress, m.forwardingSmtpAddress)`}))`;
  const select = areNamesKept ? whole : withoutNames('mailbox-forwarding', whole);
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
