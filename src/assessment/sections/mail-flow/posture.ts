import { z } from 'zod';
import { TARGET_CLASSES } from '../../../situation/target-class.ts';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { isUsable } from '../../../dossier/source-use.ts';
import { MAIL_FLOW_KINDS, type MailFlowKind } from '../../../snapshot/mail-flow-kinds.ts';
import { mailFlowParts } from '../../../dossier/mail-flow-parts.ts';
import { classOfDomain, domainLists, type DomainLists } from '../../../dossier/redirects/target-classes.ts';
import { transportRuleSchema, postureSchema, type Posture } from '../../../situation/sections/posture.ts';

/** The key of the situation; none where nothing of the mail flow was read. Needs the macros of `createRedirects`. */
export async function assessPosture(
  db: DuckDb,
  manifest: SnapshotManifest,
  domains: Config['domains'],
): Promise<{ posture?: Posture }> {
  if (!isUsable(manifest, 'mail-flow')) return {};
  const parts = await mailFlowParts(db, manifest);
  const { defaultDomain } = manifest.tenant;
  const lists = await domainLists(db, { domains, defaultDomain, acceptedRead: parts.has('accepted-domain') });
  const rules = parts.has('transport-rule') ? await transportRules(db, lists) : null;
  const policies = parts.has('outbound-policy') ? await outboundPolicies(db, parts) : [];
  const together = autoForwarding(policies);
  const posture: Posture = {
    transportRules: rules?.redirecting ?? [],
    ...(rules === null ? {} : { otherTransportRules: rules.others }),
    outboundPolicies: policies,
    remoteDomains: parts.has('remote-domain') ? await remoteDomains(db) : [],
    acceptedDomains: parts.has('accepted-domain') ? await acceptedDomains(db) : [],
    missing: MAIL_FLOW_KINDS.filter((kind) => !parts.has(kind)),
    ...(together === undefined ? {} : { autoForwarding: together }),
  };
  return { posture };
}

const ACTIONS = [
  ['redirect', 'redirectTo'],
  ['blind-copy', 'blindCopyTo'],
  ['copy', 'copyTo'],
  ['add-recipient', 'addedRecipients'],
] as const;

const ruleRow = transportRuleSchema
  .omit({ targets: true, targetClass: true })
  .extend({ domains: z.array(z.string()) });

/** Outside its dates a rule is not applied; a date that cannot be read decides nothing. */
const FROM = `(nullif(activeFrom, '') IS NULL OR try_cast(activeFrom AS TIMESTAMP)::DATE <= known().collectedOn)`;
const UNTIL = `(nullif(activeUntil, '') IS NULL OR try_cast(activeUntil AS TIMESTAMP)::DATE >= known().collectedOn)`;

async function transportRules(
  db: DuckDb,
  lists: DomainLists,
): Promise<{ redirecting: Posture['transportRules']; others: number }> {
  const targets = ACTIONS.map(([, column]) => `coalesce(${column}, [])`).join(' || ');
  const rows = await db.rows(
    `SELECT coalesce(name, '') AS name, isEnabled AS "isEnabled", mode,
       isEnabled AND nullif(lower(trimmed(mode)), '') = 'enforce' AND ${FROM} AND ${UNTIL} AS "isActive",
       list_filter([${ACTIONS.map(([action, column]) => `CASE WHEN len(${column}) > 0 THEN '${action}' END`).join(', ')}], lambda x: x IS NOT NULL) AS actions,
       list_transform(list_distinct(list_transform(${targets}, lambda x: lower(bare_address(x)))), lambda x: address_domain(x)) AS domains
     FROM "mail-flow" WHERE kind = 'transport-rule' ORDER BY priority NULLS LAST, name`,
    ruleRow,
  );
  const risk = ({ targetClass }: { targetClass: Posture['transportRules'][number]['targetClass'] }): number =>
    TARGET_CLASSES.indexOf(targetClass);
  const redirecting = rows
    .filter(({ actions }) => actions.length > 0)
    .map(({ domains, ...rule }) => {
      const classes = new Set(domains.map((domain) => classOfDomain(domain, lists)));
      const targetClass = TARGET_CLASSES.find((one) => classes.has(one)) ?? 'unresolved';
      return { ...rule, targets: domains.length, targetClass };
    })
    .sort((left, right) => risk(left) - risk(right));
  return { redirecting, others: rows.length - redirecting.length };
}

const policyRow = z.object({
  name: z.string(),
  isDefault: z.boolean(),
  autoForwardingMode: z.string().nullable(),
  rule: z.string().nullable(),
  isEnabled: z.boolean().nullable(),
  priority: z.int().nullable(),
});

async function outboundPolicies(
  db: DuckDb,
  parts: ReadonlySet<MailFlowKind>,
): Promise<Posture['outboundPolicies']> {
  const rows = await db.rows(
    `SELECT p.name AS name, coalesce(p.isDefault, lower(p.name) = 'default') AS "isDefault", p.autoForwardingMode AS "autoForwardingMode",
       r.name AS rule, r.isEnabled AS "isEnabled", r.priority AS priority
     FROM (SELECT * FROM "mail-flow" WHERE kind = 'outbound-policy' AND name IS NOT NULL) p
     LEFT JOIN (SELECT * FROM "mail-flow" WHERE kind = 'outbound-rule') r ON lower(trimmed(r.policy)) = lower(trimmed(p.name))
     ORDER BY 2, r.priority NULLS LAST, p.name, r.name`,
    policyRow,
  );
  return rows.map(({ rule, isEnabled, ...row }) => ({
    ...row,
    isEnabled: row.isDefault ? true : rule === null && parts.has('outbound-rule') ? false : isEnabled,
    ...(rule === null ? {} : { rule }),
  }));
}

const MODES = ['on', 'off', 'automatic'] as const;

function autoForwarding(policies: Posture['outboundPolicies']): Posture['autoForwarding'] {
  if (!policies.some(({ isDefault }) => isDefault)) return undefined;
  const modes = new Set(
    policies
      .filter(({ isEnabled }) => isEnabled !== false)
      .map(({ autoForwardingMode }) => autoForwardingMode?.trim().toLowerCase()),
  );
  if (modes.has(undefined)) return undefined;
  const known = MODES.filter((mode) => modes.has(mode));
  return modes.size === 1 ? known[0] : 'mixed';
}

function remoteDomains(db: DuckDb): Promise<Posture['remoteDomains']> {
  return db.rows(
    `SELECT coalesce(name, domainName) AS name, domainName AS domain, autoForwardEnabled AS "autoForwardEnabled"
     FROM "mail-flow" WHERE kind = 'remote-domain' AND domainName IS NOT NULL ORDER BY ALL`,
    postureSchema.shape.remoteDomains.element,
  );
}

function acceptedDomains(db: DuckDb): Promise<Posture['acceptedDomains']> {
  return db.rows(
    `SELECT domainName AS domain, domainType AS type, matchSubDomains AS "matchSubDomains"
     FROM "mail-flow" WHERE kind = 'accepted-domain' AND domainName IS NOT NULL ORDER BY ALL`,
    postureSchema.shape.acceptedDomains.element,
  );
}
