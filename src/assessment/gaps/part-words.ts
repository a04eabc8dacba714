import { grantsInWords } from '../../grants/grant-words.ts';
import type { Words } from '../../i18n/words.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { Miss } from '../../snapshot/miss.ts';
import type { PartOf, PARTS_WITH_SUBJECT } from '../../snapshot/source-parts.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { Situation } from '../../situation/situation.ts';
import { SOURCE_NAMES } from './source-words.ts';

type PartWithSubject = (typeof PARTS_WITH_SUBJECT)[number];

/** The same in both languages, for names that are Microsoft's. */
function name(text: string): Words {
  return { fr: text, en: text };
}

const EXCHANGE = 'Exchange.ManageAsApp + View-Only Configuration';

/** What each part of a source is called, with the grant that it takes; a part with a subject is called as its subject. */
export const PART_NAMES: {
  readonly [S in SourceId]: Readonly<Record<Exclude<PartOf<S>, PartWithSubject>, Words>>;
} = {
  tenant: {
    domains: name('domains (Domain.Read.All)'),
    organization: name('organization (Organization.Read.All)'),
    'report-settings': name('reportSettings (ReportSettings.Read.All)'),
    'subscribed-skus': name('subscribedSkus (LicenseAssignment.Read.All)'),
  },
  accounts: {},
  'sign-in-activity': {},
  'mail-activity': {},
  'mailbox-usage': {},
  'service-activity': {},
  'onedrive-activity': {},
  'sharepoint-activity': {},
  'forms-activity': {},
  'service-counts': {},
  'inbox-rules': {
    'untold-rules': {
      fr: 'règles que Graph ne dit pas en entier (Get-InboxRule)',
      en: 'rules that Graph does not tell in full (Get-InboxRule)',
    },
    'recipient-addresses': {
      fr: 'titulaires des adresses de l’organisation vers lesquelles mènent les règles (Get-Recipient)',
      en: 'bearers of the organization’s addresses that rules lead to (Get-Recipient)',
    },
  },
  'mailbox-forwarding': {
    'recipient-addresses': {
      fr: 'adresses vers lesquelles mènent les redirections (Get-Recipient)',
      en: 'addresses that forwarding leads to (Get-Recipient)',
    },
  },
  'mail-flow': {
    'transport-rule': name(`transport rules (${EXCHANGE})`),
    'outbound-policy': name(`outbound spam policies (${EXCHANGE})`),
    'outbound-rule': name(`outbound spam rules (${EXCHANGE})`),
    'remote-domain': name(`remote domains (${EXCHANGE})`),
    'accepted-domain': name(`accepted domains (Exchange.ManageAsAppV2, or ${EXCHANGE})`),
    'journal-rule': name('journal rules (Exchange.ManageAsApp + Journaling)'),
    'outbound-connector': name(`outbound connectors (${EXCHANGE})`),
    'recipient-addresses': {
      fr: 'titulaires des adresses de l’organisation que nomme le flux de messagerie (Get-Recipient)',
      en: 'bearers of the organization’s addresses that the mail flow names (Get-Recipient)',
    },
  },
  'mfa-registrations': {},
  'mfa-policies': {
    'conditional-access': name('conditionalAccess (Policy.Read.All)'),
    'preview-policies': {
      fr: 'stratégies d’accès conditionnel que seule la version bêta donne (Policy.Read.All)',
      en: 'Conditional Access policies that only beta gives (Policy.Read.All)',
    },
    'security-defaults': name('securityDefaults (Policy.Read.All)'),
  },
  'role-assignments': {
    'role-definitions': name('roleDefinitions (RoleManagement.Read.Directory)'),
    'eligible-assignments': name('roleEligibilitySchedules (RoleEligibilitySchedule.Read.Directory)'),
  },
  'per-user-mfa': {},
  'terms-of-use': {},
  'group-members': {},
};

/** What a miss is about: the part, its subject, or what an earlier version called it. */
export function nameOfMiss(source: SourceId, { part, subject, subjectName, what }: Miss): Words {
  if (subject !== undefined) return name(subjectName === undefined ? subject : `${subjectName} (${subject})`);
  const names: Readonly<Partial<Record<string, Words>>> = PART_NAMES[source];
  return names[part] ?? (what === undefined ? SOURCE_NAMES[source] : name(what));
}

/** What would have allowed a source, as its report tells it; undefined where nothing is told. */
export function needsOf({ grants, needs }: SourceReport): Words | undefined {
  if (grants !== undefined) return grantsInWords(grants);
  return needs === undefined ? undefined : name(needs);
}

/**
 * What would have allowed a part: the source's own, where all of it is missed for the same reason. Of a source that has many of
 * a part, each may take another grant.
 */
export function needsOfMiss(report: SourceReport, { reason, grants, subject }: Miss): Words | undefined {
  const whole = needsOf(report);
  const own = grants === undefined ? undefined : grantsInWords(grants);
  if (subject !== undefined) return own ?? whole;
  return reason === report.reason ? (whole ?? own) : (own ?? whole);
}

/** A source's report as the situation publishes it: the facts, and beside them their words in English. */
export function reportInWords(report: SourceReport): Situation['sources'][number] {
  const { misses, ...facts } = report;
  const needs = needsOf(report);
  return {
    ...facts,
    ...(needs === undefined ? {} : { needs: needs.en }),
    ...(misses === undefined ? {} : { misses: misses.map((miss) => missInWords(report.id, miss)) }),
  };
}

function missInWords(source: SourceId, miss: Miss): { what: string } & Miss {
  return { ...miss, what: nameOfMiss(source, miss).en };
}
