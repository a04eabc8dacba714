import pLimit from 'p-limit';
import { z } from 'zod';
import { exchangeReader } from '../../grants/grant.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import type { Miss } from '../../snapshot/miss.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { PARQUET_OF_LARGE_ROWS, writeTable } from '../../snapshot/seal.ts';
import { TABLES } from '../../snapshot/tables.ts';
import { withoutNames } from '../../snapshot/without-names.ts';
import type { CollectContext } from '../collector.ts';
import { missOf } from '../miss-of.ts';
import { lookUpAddresses } from '../recipient-lookup.ts';
import { rulesByExchange } from './exchange-rules.ts';

const ID = 'inbox-rules';
/** Of what Exchange tells beside Graph. */
export const SETTLING_GRANTS = exchangeReader('View-Only Recipients');

/** Exchange takes about a second for a mailbox: so many are asked, and so many side by side. */
const MOST_MAILBOXES = 1_000;
const AT_ONCE = 4;

type RulesMiss = Miss<typeof ID>;

/**
 * Completes the sealed table with what Graph does not tell: the rules that it cannot express, as Exchange tells them, and
 * who bears the addresses of the organization that rules send mail to. What could not be had is a miss.
 */
export async function settleRules(context: CollectContext): Promise<RulesMiss[]> {
  const untold = await settleUntold(context);
  if (!context.config.names) await removeNames(context);
  return [...untold, ...(await nameRecipients(context))];
}

const COLUMNS = TABLES[ID];

const IN_EFFECT = `len(list_filter(rules, lambda r: r.isEnabled IS NOT FALSE AND r.hasError IS NOT TRUE)) > 0`;

/** Only mailboxes of which no other rule settles that they redirect. */
const UNTOLD = `len(untoldRules) > 0 AND outcome = 'rules' AND NOT (${IN_EFFECT})`;

const untoldSchema = z.object({
  accountId: z.string(),
  untold: z.array(z.string()),
  redirecting: z.array(z.string()),
});

async function settleUntold({ store, exchange }: CollectContext): Promise<RulesMiss[]> {
  const table = tableScan(store.table(ID));
  const mailboxes = await store.withDuckDb((db) =>
    db.rows(
      `SELECT accountId, untoldRules AS untold, list_transform(rules, lambda r: coalesce(r.name, '')) AS redirecting
       FROM ${table} WHERE ${UNTOLD} ORDER BY md5(accountId) LIMIT ${MOST_MAILBOXES + 1}`,
      untoldSchema,
    ),
  );
  if (mailboxes.length === 0) return [];
  const file = await store.spool('rules-by-exchange');
  const limit = pLimit(AT_ONCE);
  let failure: GraphFailure | null = null;
  const asked = mailboxes.slice(0, MOST_MAILBOXES);
  for (let at = 0; at < asked.length && failure?.kind !== 'refused'; at += AT_ONCE * 8) {
    const some = asked.slice(at, at + AT_ONCE * 8);
    const answers = await Promise.all(
      some.map((mailbox) =>
        limit(async () => {
          try {
            const { accountId } = mailbox;
            return { accountId, ...(await rulesByExchange(exchange, accountId, mailbox)) };
          } catch (error) {
            if (error instanceof GraphFailure) return error;
            throw error;
          }
        }),
      ),
    );
    failure ??= answers.find((answer) => answer instanceof GraphFailure) ?? null;
    const rows = answers.filter((answer) => !(answer instanceof GraphFailure));
    await file.appendRows(rows, null);
  }
  if (file.rows > 0) await addRules(store, file);
  if (failure !== null) return [missOf('untold-rules', failure, { grants: SETTLING_GRANTS })];
  return mailboxes.length > MOST_MAILBOXES ? [BEYOND] : [];
}

const BEYOND: RulesMiss = {
  part: 'untold-rules',
  reason: 'not-read',
  detail: `Get-InboxRule: ${MOST_MAILBOXES} mailboxes at the most`,
  lacks: { kind: 'most-mailboxes', of: MOST_MAILBOXES },
};

/** Recipients are kept by their addresses alone. */
async function removeNames({ store }: CollectContext): Promise<void> {
  const table = store.table(ID);
  const unnamed = withoutNames(ID, `SELECT * FROM ${tableScan(table)}`);
  await store.withDuckDb((db) => writeTable(db, unnamed, table, PARQUET_OF_LARGE_ROWS));
}

async function addRules(store: CollectContext['store'], file: PageFile): Promise<void> {
  const { accountId, rules, untoldRules } = COLUMNS;
  const told = pagesScan(file.path, { accountId, rules, untoldRules });
  await store.withDuckDb((db) =>
    writeTable(
      db,
      `SELECT t.* REPLACE (CASE WHEN e.accountId IS NULL THEN t.rules ELSE list_concat(t.rules, e.rules) END AS rules,
         CASE WHEN e.accountId IS NULL THEN t.untoldRules ELSE e.untoldRules END AS untoldRules)
       FROM ${tableScan(store.table(ID))} t LEFT JOIN ${told} e ON e.accountId = t.accountId`,
      store.table(ID),
      PARQUET_OF_LARGE_ROWS,
    ),
  );
}

const TARGETS = `lower(rtrim(trim(regexp_replace(unnest(flatten(list_transform(rules,
  lambda r: list_concat(list_concat(r.redirectTo, r.forwardTo), r.forwardAsAttachmentTo)))), '^smtp:', '', 'i')), '.,; '))`;

/** Addresses of the organization that no mailbox is known by are asked about, each once. */
async function nameRecipients(context: CollectContext): Promise<RulesMiss[]> {
  const { store, tenant } = context;
  const known = await knownAddresses(context);
  const addresses = await store.withDuckDb(async (db) => {
    await db.setVariable(
      'ownDomains',
      tenant.domains.map(({ name }) => name.toLowerCase()),
    );
    return db.rows(
      `SELECT address FROM (SELECT DISTINCT ${TARGETS} AS address FROM ${tableScan(store.table(ID))})
       WHERE regexp_full_match(address, '[^\\s@<>"]+@[^\\s@<>"]+') AND len(list_filter(getvariable('ownDomains'),
           lambda d: split_part(address, '@', 2) = d OR ends_with(split_part(address, '@', 2), concat('.', d)))) > 0
         AND address NOT IN (SELECT address FROM (${known}) WHERE address IS NOT NULL)
       ORDER BY address`,
      z.object({ address: z.string() }),
    );
  });
  if (addresses.length === 0) return [];
  const { found, failure } = await lookUpAddresses(
    context,
    addresses.map(({ address }) => address),
  );
  if (found.length > 0) await addRecipients(store, found);
  return failure === null ? [] : [missOf('recipient-addresses', failure, { grants: SETTLING_GRANTS })];
}

/** The addresses of accounts that hold a plan of Exchange in force, and those of the mailboxes that Exchange lists. */
async function knownAddresses({ store }: CollectContext): Promise<string> {
  const listed = (await store.holds('mailbox-forwarding'))
    ? ` UNION ALL SELECT lower(primarySmtpAddress) FROM ${tableScan(store.table('mailbox-forwarding'))}`
    : '';
  return `SELECT lower(unnest([userPrincipalName, mail])) AS address FROM ${tableScan(store.table('accounts'))}
    WHERE list_bool_or([lower(plan.status) IN ('enabled', 'warning') FOR plan IN exchangePlans])${listed}`;
}

type Found = Awaited<ReturnType<typeof lookUpAddresses>>['found'];

async function addRecipients(store: CollectContext['store'], found: Found): Promise<void> {
  const file = await store.spool('rule-recipients');
  await file.appendRows(found, null);
  const told = pagesScan(file.path, { written: 'VARCHAR', kind: 'VARCHAR', address: 'VARCHAR' });
  await store.withDuckDb((db) =>
    writeTable(
      db,
      `WITH targets AS (SELECT accountId, ${TARGETS} AS written FROM ${tableScan(store.table(ID))}),
         named AS (SELECT t.accountId, list({written: r.written, kind: r.kind, address: r.address} ORDER BY r.written) AS recipients
           FROM (SELECT DISTINCT * FROM targets) t JOIN ${told} r ON r.written = t.written GROUP BY t.accountId)
       SELECT t.* REPLACE (n.recipients AS recipients) FROM ${tableScan(store.table(ID))} t LEFT JOIN named n ON n.accountId = t.accountId`,
      store.table(ID),
      PARQUET_OF_LARGE_ROWS,
    ),
  );
}
