import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { DomainLists } from '../../../dossier/redirects/target-classes.ts';
import type { MailFlow } from '../../../situation/sections/mail-flow.ts';
import { bearerOf, classOfTarget, TARGET } from './class-of-target.ts';

const journalRow = z.object({
  name: z.string(),
  isEnabled: z.boolean().nullable(),
  scope: z.string().nullable(),
  ofEverybody: z.boolean(),
  target: TARGET,
});

/** The rules that give somebody a copy of mail for the record. */
export async function journalRules(
  db: DuckDb,
  lists: DomainLists,
): Promise<NonNullable<MailFlow['journalRules']>> {
  const rows = await db.rows(
    `SELECT coalesce(name, '') AS name, isEnabled AS "isEnabled", journalScope AS scope, journalOf IS NULL AS "ofEverybody",
       ${bearerOf(`lower(bare_address(coalesce(journalTo, '')))`)} AS target
     FROM "mail-flow" LEFT JOIN target_bearers b ON b.address = lower(bare_address(journalTo))
     WHERE kind = 'journal-rule' ORDER BY name`,
    journalRow,
  );
  return rows.map(({ target, ...rule }) => ({ ...rule, targetClass: classOfTarget(target, lists) }));
}

const connectorRow = z.object({
  name: z.string(),
  isEnabled: z.boolean().nullable(),
  smartHosts: z.array(z.string()),
  domains: z.array(z.string()),
});

/** Where mail is handed over on its way out. */
export function outboundConnectors(db: DuckDb): Promise<NonNullable<MailFlow['outboundConnectors']>> {
  return db.rows(
    `SELECT coalesce(name, '') AS name, isEnabled AS "isEnabled", coalesce(smartHosts, []) AS "smartHosts",
       coalesce(recipientDomains, []) AS domains
     FROM "mail-flow" WHERE kind = 'outbound-connector' ORDER BY name`,
    connectorRow,
  );
}
