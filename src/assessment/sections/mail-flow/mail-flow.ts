import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { isUsable } from '../../../dossier/source-use.ts';
import { MAIL_FLOW_KINDS, type MailFlowKind } from '../../../snapshot/mail-flow-kinds.ts';
import { mailFlowParts } from '../../../dossier/mail-flow-parts.ts';
import { domainLists } from '../../../dossier/redirects/target-classes.ts';
import { mailFlowSchema, type MailFlow } from '../../../situation/sections/mail-flow.ts';
import { journalRules, outboundConnectors } from './records-and-connectors.ts';
import type { Section } from '../section.ts';
import { transportRules } from './transport-rules.ts';

export const mailFlow: Section = {
  id: 'mail-flow',
  isOf: ({ isChosen }) => isChosen('mailbox-redirects'),
  count: async ({ db, manifest, config }) => {
    const found = await mailFlowRead(db, manifest, config.domains);
    return { whole: found === null ? {} : { mailFlow: found, posture: found } };
  },
};

/** Null where nothing of it was read. Needs the macros of `createRedirects`. */
async function mailFlowRead(
  db: DuckDb,
  manifest: SnapshotManifest,
  domains: Config['domains'],
): Promise<MailFlow | null> {
  if (!isUsable(manifest, 'mail-flow')) return null;
  const parts = await mailFlowParts(db, manifest);
  const { defaultDomain } = manifest.tenant;
  const lists = await domainLists(db, { domains, defaultDomain, acceptedRead: parts.has('accepted-domain') });
  const rules = parts.has('transport-rule') ? await transportRules(db, lists) : null;
  const policies = parts.has('outbound-policy') ? await outboundPolicies(db, parts) : [];
  const together = autoForwarding(policies);
  return {
    transportRules: rules?.redirecting ?? [],
    ...(rules === null ? {} : { otherTransportRules: rules.others }),
    outboundPolicies: policies,
    remoteDomains: parts.has('remote-domain') ? await remoteDomains(db) : [],
    acceptedDomains: parts.has('accepted-domain') ? await acceptedDomains(db) : [],
    ...(parts.has('journal-rule') ? { journalRules: await journalRules(db, lists) } : {}),
    ...(parts.has('outbound-connector') ? { outboundConnectors: await outboundConnectors(db) } : {}),
    missing: MAIL_FLOW_KINDS.filter((kind) => !parts.has(kind)),
    ...(together === undefined ? {} : { autoForwarding: together }),
  };
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
): Promise<MailFlow['outboundPolicies']> {
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

function autoForwarding(policies: MailFlow['outboundPolicies']): MailFlow['autoForwarding'] {
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

function remoteDomains(db: DuckDb): Promise<MailFlow['remoteDomains']> {
  return db.rows(
    `SELECT coalesce(name, domainName) AS name, domainName AS domain, autoForwardEnabled AS "autoForwardEnabled"
     FROM "mail-flow" WHERE kind = 'remote-domain' AND domainName IS NOT NULL ORDER BY ALL`,
    mailFlowSchema.shape.remoteDomains.element,
  );
}

function acceptedDomains(db: DuckDb): Promise<MailFlow['acceptedDomains']> {
  return db.rows(
    `SELECT domainName AS domain, domainType AS type, matchSubDomains AS "matchSubDomains"
     FROM "mail-flow" WHERE kind = 'accepted-domain' AND domainName IS NOT NULL ORDER BY ALL`,
    mailFlowSchema.shape.acceptedDomains.element,
  );
}
