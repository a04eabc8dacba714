import { z } from 'zod';
import { targetInText } from '../../collectors/inbox-rules/exchange-rules.ts';
import { mailboxLines } from '../../collectors/mailbox-forwarding/seal-forwarding.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import type { Miss } from '../../snapshot/miss.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { PARQUET_OF_LARGE_ROWS, writeTable } from '../../snapshot/seal.ts';
import { withoutNames } from '../../snapshot/without-names.ts';
import { isTexts, type Cell, type Row } from '../export-kind.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { inPages } from '../in-pages.ts';
import { NOT_LOOKED_UP, strangersAmong } from '../own-addresses.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';

const COLUMNS = {
  file: 'INTEGER',
  owner: 'VARCHAR',
  isRule: 'BOOLEAN',
  isTold: 'BOOLEAN',
  failed: 'BOOLEAN',
  ruleCount: 'BIGINT',
  name: 'VARCHAR',
  isEnabled: 'BOOLEAN',
  hasError: 'BOOLEAN',
  redirectTo: 'VARCHAR[]',
  forwardTo: 'VARCHAR[]',
  forwardAsAttachmentTo: 'VARCHAR[]',
} as const;

const ID = 'inbox-rules';

/** The rules of every mailbox that the export tells of. A mailbox that has no line there was not asked, for all that is known. */
export async function writeRules(context: ImportContext, files: readonly ScannedExport[]): Promise<Written> {
  const { store, names } = context;
  const pages = await store.spool('rules-by-mailbox');
  await inPages(pages, rulesOf(files));
  const written = pagesScan(pages.path, COLUMNS);
  const owners = `${store.download(ID)}.owners`;
  const byFile = `${store.download(ID)}.by-file`;
  const facts = await store.withDuckDb(async (db) => {
    // A file of their own: a tenant's names are joined once, and not held beside its rules.
    await writeTable(db, ownersSql(context, `SELECT DISTINCT owner FROM ${written}`), owners);
    const lines = `(SELECT l.*, o.accountId FROM ${written} l LEFT JOIN ${tableScan(owners)} o ON o.name = l.owner)`;
    await writeTable(db, TOLD_BY_FILE(lines), byFile, PARQUET_OF_LARGE_ROWS);
    const whole = MAILBOXES(tableScan(byFile));
    await writeTable(db, names ? whole : withoutNames(ID, whole), store.table(ID), PARQUET_OF_LARGE_ROWS);
    return factsOf(db, context, lines);
  });
  const { mailboxes, settled, listed, strangers, unmatched } = facts;
  const expected = Math.max(mailboxes, listed);
  const misses: Miss[] = strangers === 0 ? [] : [NOT_LOOKED_UP];
  const isWhole = settled === expected;
  return {
    report: {
      ...{ outcome: isWhole ? 'complete' : 'partial', read: settled, expected },
      ...(isWhole
        ? {}
        : {
            reason: 'not-exported',
            detail: `${expected - settled} mailboxes without their rules`,
            lacks: { kind: 'rules', count: expected - settled },
          }),
      ...(misses.length === 0 ? {} : { misses }),
    },
    unmatched: new Map(unmatched.map(({ file, lines }) => [files[file]?.path ?? '', lines])),
  };
}

const TARGETS = `len(redirectTo) + len(forwardTo) + len(forwardAsAttachmentTo)`;

const RULE = `{"name": "name", isEnabled: isEnabled, hasError: hasError, redirectTo: redirectTo, forwardTo: forwardTo, forwardAsAttachmentTo: forwardAsAttachmentTo}`;

/**
 * What each file tells of a mailbox: `whole` where it has as many rules as it says, `part` where it says no number. Fewer than it says: the
 * file is not whole. Others than it says: two exports were put into one file.
 */
const TOLD_BY_FILE = (lines: string): string => `SELECT accountId, file, listed, rules, untoldRules, digests,
    CASE WHEN hasFailed THEN 'NotExported' WHEN mostSaid > listed THEN 'Truncated' WHEN len(digests) > leastSaid THEN 'Differing'
      WHEN mostSaid IS NOT NULL THEN 'whole' ELSE 'part' END AS told
  FROM (SELECT accountId, file, count(*) FILTER (isRule) AS listed, bool_or(failed) AS hasFailed,
      min(ruleCount) AS leastSaid, max(ruleCount) AS mostSaid,
      coalesce(list(${RULE}) FILTER (isRule AND ${TARGETS} > 0), []) AS rules,
      coalesce(list(coalesce("name", '')) FILTER (isRule AND NOT isTold AND ${TARGETS} = 0 AND isEnabled IS NOT FALSE), []) AS untoldRules,
      coalesce(list(DISTINCT hash(${RULE})) FILTER (isRule), []) AS digests
    FROM ${lines} WHERE accountId IS NOT NULL
    GROUP BY accountId, file HAVING count(*) FILTER (isRule OR failed OR ruleCount = 0) > 0)`;

/** Every rule that any file tells of stands in each that tells all of them; where no file says that it does, in the longest. */
const AGREE = `len(list_distinct(flatten(list(digests)))) = coalesce(min(len(digests)) FILTER (told = 'whole'), max(len(digests)))`;

/**
 * One row per mailbox. A file that tells all of it is believed over those that do not. Where one has what another has not, it is not known
 * which is right, and neither tells anything. Where none tells all of it, nothing clears the mailbox, and what is known stays.
 */
const MAILBOXES = (byFile: string): string => `SELECT accountId,
    CASE WHEN code IS NOT NULL THEN 'error' WHEN listed > 0 THEN 'rules' ELSE 'none' END AS outcome, code,
    CASE WHEN code = 'Differing' THEN [] ELSE coalesce(wholeRules, rules) END AS rules,
    CASE WHEN code = 'Differing' THEN [] ELSE coalesce(wholeUntold, untoldRules) END AS untoldRules,
    NULL::VARCHAR[] AS readOnlyRules,
    NULL::STRUCT(written VARCHAR, kind VARCHAR, address VARCHAR)[] AS recipients
  FROM (SELECT accountId, sum(listed) AS listed,
      CASE WHEN bool_or(told = 'Differing') THEN 'Differing'
        WHEN bool_or(told = 'whole') OR bool_and(told = 'part') THEN CASE WHEN NOT ${AGREE} THEN 'Differing' END
        WHEN bool_or(told = 'NotExported') THEN 'NotExported' ELSE 'Truncated' END AS code,
      CASE WHEN count(*) = 1 THEN any_value(rules) ELSE list_sort(list_distinct(flatten(list(rules)))) END AS rules,
      CASE WHEN count(*) = 1 THEN any_value(untoldRules) ELSE list_sort(list_distinct(flatten(list(untoldRules)))) END AS untoldRules,
      arg_min(rules, file) FILTER (told = 'whole') AS wholeRules, arg_min(untoldRules, file) FILTER (told = 'whole') AS wholeUntold
    FROM ${byFile} GROUP BY accountId)`;

/** Of what is asked for (a SELECT of names in lower case), whose it is; a name that two of them bear is nobody's. */
function ownersSql({ store, mailboxPages }: ImportContext, asked: string): string {
  const accounts = tableScan(store.table('accounts'));
  const isAsked = `WHERE name IN (${asked})`;
  const names = [
    `SELECT lower(unnest([accountId, userPrincipalName, mail])) AS name, accountId FROM ${accounts}`,
  ];
  if (mailboxPages !== null) {
    names.push(
      `SELECT lower(unnest(list_concat(m.names, [m.primarySmtpAddress, m.userPrincipalName]))) AS name, coalesce(m.accountId, a.accountId) AS accountId
       FROM ${mailboxLines(mailboxPages)} m LEFT JOIN ${accounts} a ON lower(a.userPrincipalName) = lower(m.userPrincipalName)`,
    );
  }
  const named = names.map((select) => `SELECT name, accountId FROM (${select}) ${isAsked}`);
  return `SELECT name, min(accountId) AS accountId FROM (${named.join(' UNION ALL ')})
    GROUP BY name HAVING count(DISTINCT coalesce(accountId, '')) = 1 AND min(accountId) IN (SELECT accountId FROM ${accounts})`;
}

const factsSchema = z.object({ mailboxes: z.number(), settled: z.number() });

/** What became of the mailboxes, and how many there are; how many addresses of ours somebody unknown bears. */
async function factsOf(
  db: DuckDb,
  context: ImportContext,
  lines: string,
): Promise<{
  readonly mailboxes: number;
  readonly settled: number;
  readonly listed: number;
  readonly strangers: number;
  readonly unmatched: readonly { readonly file: number; readonly lines: number }[];
}> {
  const { store, mailboxPages } = context;
  const table = tableScan(store.table(ID));
  const counts = await db.row(
    `SELECT count(*)::DOUBLE AS mailboxes, count(*) FILTER (outcome IN ('rules', 'none'))::DOUBLE AS settled FROM ${table}`,
    factsSchema,
  );
  const { listed } =
    mailboxPages === null
      ? { listed: 0 }
      : await db.row(
          `SELECT count(*)::DOUBLE AS listed FROM ${tableScan(store.table('mailbox-forwarding'))}
           WHERE accountId IN (SELECT accountId FROM ${tableScan(store.table('accounts'))})`,
          z.object({ listed: z.number() }),
        );
  const targets = `SELECT DISTINCT unnest(flatten(list_transform(rules,
    lambda r: list_concat(list_concat(r.redirectTo, r.forwardTo), r.forwardAsAttachmentTo)))) AS address FROM ${table}`;
  const unmatched = await db.rows(
    `SELECT file, count(*)::DOUBLE AS lines FROM ${lines} WHERE accountId IS NULL GROUP BY file`,
    z.object({ file: z.number(), lines: z.number() }),
  );
  return { ...counts, listed, unmatched, strangers: await strangersAmong(db, context, targets) };
}

async function* rulesOf(files: readonly ScannedExport[]): AsyncGenerator<object> {
  for (const [file, one] of files.entries()) {
    for await (const { row } of rowsOf(one)) yield { file, ...ruleOf(row) };
  }
}

const ACTIONS = ['redirectTo', 'forwardTo', 'forwardAsAttachmentTo'] as const;

/**
 * A rule of which a column is not there, or holds the name of a type, was not told. `Enabled` is written of every rule: where it is
 * empty, nothing of the rule is.
 */
function ruleOf(row: Row): object {
  const { mailbox, owner, identity, ruleCount, failure, name, enabled, inError } = row;
  const isRule =
    [name, enabled, ...ACTIONS.map((action) => row[action])].some(isSomething) && ruleCount !== 0;
  const targets = ACTIONS.map((action): [string, string[]] => [action, addressesIn(row[action])]);
  return {
    owner: ownerOf([mailbox, owner, ownerInIdentity(identity)]),
    isRule,
    isTold: isSomething(enabled) && ACTIONS.every((action) => row[action] !== undefined),
    failed: isSomething(failure),
    ruleCount: ruleCount ?? null,
    ...{ name: name ?? null, isEnabled: enabled ?? null, hasError: inError ?? null },
    ...Object.fromEntries(targets),
  };
}

function isSomething(cell: Cell): boolean {
  return cell !== undefined && cell !== null && !(Array.isArray(cell) && cell.length === 0);
}

function ownerOf(cells: readonly Cell[]): string | null {
  const found = cells.find((cell) => typeof cell === 'string');
  return typeof found === 'string' ? found.toLowerCase() : null;
}

/** Exchange calls a rule by its mailbox and its number: `anne.roy\\123`. */
function ownerInIdentity(identity: Cell): Cell {
  return typeof identity === 'string' ? (/^(.+)\\[^\\]+$/.exec(identity)?.[1] ?? null) : null;
}

function addressesIn(cell: Cell): string[] {
  return isTexts(cell) ? cell.map(targetInText) : [];
}
