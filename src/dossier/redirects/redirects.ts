import { TARGET_CLASSES } from '../../situation/target-class.ts';
import type { Config } from '../../config/config.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { mailFlowParts } from '../mail-flow-parts.ts';
import { createOutboundVerdicts } from './outbound-policies.ts';
import { createRedirectRows } from './redirect-rows.ts';
import { readRemoteDomains } from './remote-domains.ts';
import { createStoppingRules } from './stopping-rules.ts';
import { createAddressMacros } from './target-addresses.ts';
import { domainLists } from './target-classes.ts';
import { createTargetDomains } from './target-domains.ts';

const RISK = `[${TARGET_CLASSES.map((name) => `'${name}'`).join(', ')}]`;

/** Each redirect with what its effect rests on. An address of the organization is internal only where a mailbox is known to bear it. */
const CLASSED = `SELECT r.*, coalesce(nullif(r.address, ''), '?') AS target, d.remote, d.isLetThrough, v.modes, v.policy,
    s.blocking, s.maybe, s.everywhere,
    CASE WHEN d.class = 'internal' AND (r.isNamed OR r.isMailbox IS NOT TRUE) THEN 'unresolved' ELSE d.class END AS class
  FROM redirect_rows r LEFT JOIN target_domains d ON d.domain = r.domain
  LEFT JOIN outbound_verdicts v ON v.accountId = r.accountId
  LEFT JOIN stopping_rules s ON s.keepsSender = (r.action NOT IN ('forwardTo', 'forwardAsAttachmentTo'))`;

// A blocking setting wins over one that lets through: https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding
const VERDICT = `CASE
    WHEN state <> '' THEN {effect: 'not-in-effect', why: state}
    WHEN class = 'internal' AND everywhere IS NOT NULL THEN {effect: 'undetermined', why: concat('transport-rule ', everywhere)}
    WHEN class = 'internal' THEN {effect: 'effective', why: ''}
    WHEN NOT known().mailFlowRead THEN {effect: 'undetermined', why: 'policy-not-read'}
    WHEN class = 'unresolved' THEN {effect: 'undetermined', why: 'target-unresolved'}
    WHEN len(modes) > 0 AND list_has_all(['off', 'automatic'], modes) THEN {effect: 'blocked', why: concat('outbound-policy ', policy)}
    WHEN isLetThrough IS FALSE THEN {effect: 'blocked', why: concat('remote-domain ', remote)}
    WHEN blocking IS NOT NULL THEN {effect: 'blocked', why: concat('transport-rule ', blocking)}
    WHEN maybe IS NOT NULL THEN {effect: 'undetermined', why: concat('transport-rule ', maybe)}
    WHEN modes = ['on'] AND isLetThrough AND known().transportRulesRead THEN {effect: 'effective', why: ''}
    ELSE {effect: 'undetermined', why: 'policy-not-read'} END`;

/**
 * Makes `stg_redirects`: one row per account that has a redirecting rule or a forward of the whole mailbox; of each the list `redirects`, and
 * over those in effect what the dossier tells. Needs `known()`.
 */
export async function createRedirects(
  db: DuckDb,
  manifest: SnapshotManifest,
  domains: Config['domains'],
): Promise<void> {
  const parts = await mailFlowParts(db, manifest);
  await createAddressMacros(db);
  await createRedirectRows(db, manifest);
  const { defaultDomain } = manifest.tenant;
  const lists = await domainLists(db, { domains, defaultDomain, acceptedRead: parts.has('accepted-domain') });
  await createTargetDomains(db, lists, parts.has('remote-domain') ? await readRemoteDomains(db) : []);
  await createOutboundVerdicts(db, manifest, parts);
  await createStoppingRules(db, parts);
  await gather(db);
}

async function gather(db: DuckDb): Promise<void> {
  const inEffect = `FILTER (effect <> 'not-in-effect')`;
  const has = (effect: string): string => `bool_or(effect = '${effect}')`;
  await db.run(`CREATE OR REPLACE TABLE stg_redirects AS SELECT accountId,
      list({mechanism: mechanism, rule: rule, action: action, target: target, class: class, effect: effect, why: why, keepsCopy: keepsCopy}
        ORDER BY mechanism, place, action, target) AS redirects,
      bool_or(effect <> 'not-in-effect') AS redirected,
      bool_or(mechanism = 'inbox-rule') ${inEffect} AS redirectedByRule,
      bool_or(mechanism = 'mailbox-forwarding') ${inEffect} AS redirectedByForwarding,
      ${RISK}[min(list_position(${RISK}, class)) ${inEffect}] AS redirectTargetClass,
      (count(DISTINCT lower(target)) ${inEffect})::INTEGER AS redirectTargetCount,
      CASE WHEN ${has('effective')} THEN 'effective' WHEN ${has('undetermined')} THEN 'undetermined' WHEN ${has('blocked')} THEN 'blocked' END AS redirectEffect,
      bool_or(mechanism = 'mailbox-forwarding' AND keepsCopy IS FALSE) AS forwardsWithoutCopy,
      bool_or(effect = 'blocked' AND keepsCopy IS FALSE) ${inEffect} AS mailReachesNobody,
      bool_or(state = 'rule-error') AS brokenRedirectRules, bool_or(state = 'rule-disabled') AS disabledRedirectRules
    FROM (SELECT * EXCLUDE (verdict), verdict.effect AS effect, verdict.why AS why
      FROM (SELECT *, ${VERDICT} AS verdict FROM (${CLASSED})))
    GROUP BY accountId`);
}
