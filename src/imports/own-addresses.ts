import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { tableScan } from '../snapshot/check-table.ts';
import type { Miss } from '../snapshot/miss.ts';
import type { ImportContext } from './import-context.ts';

/** No export tells who bears an address of ours that is no account’s and no mailbox’s: a list, a contact. */
export const NOT_LOOKED_UP = {
  part: 'recipient-addresses',
  reason: 'not-exported',
  detail: 'Get-Recipient',
} as const satisfies Miss<'inbox-rules'> & Miss<'mail-flow'>;

/** How many of these addresses (a SELECT of `address`) are of the organization and no account’s or mailbox’s. */
export async function strangersAmong(
  db: DuckDb,
  { store, ownDomains, mailboxPages }: ImportContext,
  addresses: string,
): Promise<number> {
  await db.setVariable('ownDomains', ownDomains);
  const listed =
    mailboxPages === null
      ? ''
      : ` UNION ALL SELECT lower(primarySmtpAddress) FROM ${tableScan(store.table('mailbox-forwarding'))}`;
  const { strangers } = await db.row(
    `SELECT count(*)::DOUBLE AS strangers FROM (SELECT DISTINCT lower(trim(regexp_replace(address, '^smtp:', '', 'i'))) AS address FROM (${addresses})) t
     WHERE contains(address, '@') AND len(list_filter(getvariable('ownDomains'),
         lambda d: split_part(t.address, '@', 2) = d OR ends_with(split_part(t.address, '@', 2), concat('.', d)))) > 0
       AND address NOT IN (SELECT address FROM (SELECT lower(unnest([userPrincipalName, mail])) AS address FROM ${tableScan(store.table('accounts'))}${listed})
         WHERE address IS NOT NULL)`,
    z.object({ strangers: z.number() }),
  );
  return strangers;
}
