import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import { IS_APPLIED } from '../../../dossier/redirects/stopping-rules.ts';
import type { DomainLists } from '../../../dossier/redirects/target-classes.ts';
import { TARGET_CLASSES } from '../../../situation/target-class.ts';
import { transportRuleSchema, type MailFlow } from '../../../situation/sections/mail-flow.ts';
import { bearerOf, classOfTarget, TARGET } from './class-of-target.ts';

const ACTIONS = [
  ['redirect', 'redirectTo'],
  ['blind-copy', 'blindCopyTo'],
  ['copy', 'copyTo'],
  ['add-recipient', 'addedRecipients'],
] as const;

const ruleRow = transportRuleSchema
  .pick({ name: true, isEnabled: true, mode: true, isActive: true, actions: true })
  .extend({
    targets: z.array(TARGET),
    senders: z.number(),
    recipients: z.number(),
    conditions: z.array(z.string()).nullable(),
    exceptions: z.array(z.string()).nullable(),
  });

const FIRST_ACTIONS = `list_filter([${ACTIONS.map(([action, column]) => `CASE WHEN len(${column}) > 0 THEN '${action}' END`).join(', ')}], lambda x: x IS NOT NULL)`;
/** Actions whose targets are addresses; a connector is none. */
const SENT = `flatten(list_transform(list_filter(coalesce(sends, []), lambda s: s.action <> 'route-connector'), lambda s: s.targets))`;

/** The transport rules that send mail elsewhere, the riskiest target first, and how many do not. */
export async function transportRules(
  db: DuckDb,
  lists: DomainLists,
): Promise<{ redirecting: MailFlow['transportRules']; others: number }> {
  const targets = [...ACTIONS.map(([, column]) => `coalesce(${column}, [])`), SENT].join(' || ');
  const rows = await db.rows(
    `SELECT coalesce(name, '') AS name, isEnabled AS "isEnabled", mode, ${IS_APPLIED} AS "isActive",
       ${FIRST_ACTIONS} || list_transform(coalesce(sends, []), lambda s: s.action) AS actions,
       coalesce((SELECT list(${bearerOf('t.address')} ORDER BY t.address)
         FROM (SELECT DISTINCT lower(bare_address(unnest(${targets}))) AS address) t LEFT JOIN target_bearers b ON b.address = t.address), []) AS targets,
       coalesce(len(fromPeople), 0)::DOUBLE AS senders, coalesce(len(sentToPeople), 0)::DOUBLE AS recipients,
       otherConditions AS conditions, exceptions
     FROM "mail-flow" WHERE kind = 'transport-rule' ORDER BY priority NULLS LAST, name`,
    ruleRow,
  );
  const redirecting = rows
    .filter(({ actions }) => actions.length > 0)
    .map(({ targets: found, senders, recipients, conditions, exceptions, ...rule }) => ({
      ...rule,
      targets: found.length,
      targetClass: riskiest(found, lists),
      ...(senders === 0 ? {} : { namedSenders: senders }),
      ...(recipients === 0 ? {} : { namedRecipients: recipients }),
      ...(conditions === null || conditions.length === 0 ? {} : { conditions }),
      ...(exceptions === null || exceptions.length === 0 ? {} : { exceptions }),
    }))
    .sort(
      (left, right) => TARGET_CLASSES.indexOf(left.targetClass) - TARGET_CLASSES.indexOf(right.targetClass),
    );
  return { redirecting, others: rows.length - redirecting.length };
}

/** Whom a rule sends mail to without naming an address (a manager, a connector) is not known. */
function riskiest(
  targets: readonly z.infer<typeof TARGET>[],
  lists: DomainLists,
): MailFlow['transportRules'][number]['targetClass'] {
  const classes = new Set(targets.map((target) => classOfTarget(target, lists)));
  return TARGET_CLASSES.find((one) => classes.has(one)) ?? 'unresolved';
}
