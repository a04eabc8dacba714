import { CONFIGURATION } from '../situation/gap-source.ts';
import type { SERVICES, SERVICES_WITHOUT_REPORT } from '../situation/sections/services.ts';
import type { MAILBOX_OUTCOMES, Situation } from '../situation/situation.ts';
import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';

type Source = Situation['sources'][number];
type Service = (typeof SERVICES)[number];

export const SOURCE_NAMES: Record<Source['id'], Words> = {
  tenant: { fr: 'locataire', en: 'tenant' },
  accounts: { fr: 'comptes', en: 'accounts' },
  'sign-in-activity': { fr: 'connexions', en: 'sign-ins' },
  'mail-activity': { fr: 'activité de courriel', en: 'mail activity' },
  'mailbox-usage': { fr: 'utilisation des boîtes aux lettres', en: 'mailbox usage' },
  'service-activity': { fr: 'activité par service', en: 'activity by service' },
  'onedrive-activity': { fr: 'activité OneDrive', en: 'OneDrive activity' },
  'sharepoint-activity': { fr: 'activité SharePoint', en: 'SharePoint activity' },
  'forms-activity': { fr: 'activité Forms (bêta)', en: 'Forms activity (beta)' },
  'service-counts': { fr: 'totaux par service', en: 'totals by service' },
  'inbox-rules': { fr: 'règles de boîte de réception', en: 'inbox rules' },
  'mailbox-forwarding': { fr: 'transfert des boîtes aux lettres', en: 'mailbox forwarding' },
  'mail-flow': { fr: 'flux de messagerie', en: 'mail flow' },
  'mfa-registrations': { fr: 'inscriptions à l’authentification multifacteur', en: 'MFA registrations' },
  'mfa-policies': { fr: 'stratégies d’accès conditionnel', en: 'Conditional Access policies' },
  'role-assignments': { fr: 'attributions de rôles', en: 'role assignments' },
  'per-user-mfa': { fr: 'AMF par utilisateur', en: 'per-user MFA' },
  'terms-of-use': { fr: 'conditions d’utilisation', en: 'terms of use' },
  'group-members': { fr: 'membres des groupes', en: 'group members' },
};

/** Where a gap lies that is in no source. */
const NO_SOURCE: Readonly<Record<string, Words>> = {
  [CONFIGURATION]: { fr: 'configuration', en: 'configuration' },
};

export const OUTCOMES: Record<Source['outcome'], Words> = {
  complete: { fr: 'complète', en: 'complete' },
  partial: { fr: 'partielle', en: 'partial' },
  refused: { fr: 'refusée', en: 'refused' },
  skipped: { fr: 'non demandée', en: 'skipped' },
};

export const GAP_REASONS: Record<NonNullable<Source['reason']>, Words> = {
  permission: { fr: 'permission manquante', en: 'missing permission' },
  licence: { fr: 'licence manquante', en: 'missing licence' },
  'concealed-names': { fr: 'noms masqués', en: 'concealed names' },
  'no-cloud-mailbox': { fr: 'boîte aux lettres hors du nuage', en: 'no cloud mailbox' },
  denied: { fr: 'accès refusé', en: 'access denied' },
  'gave-up': { fr: 'abandon après plusieurs essais', en: 'gave up after retries' },
  error: { fr: 'erreur', en: 'error' },
  'not-read': { fr: 'non lue', en: 'not read' },
  'not-exported': { fr: 'absente des exportations', en: 'not exported' },
};

/** What a file that was imported is an export of. */
export const EXPORT_KIND_NAMES: Record<NonNullable<Situation['imported']>['files'][number]['kind'], Words> = {
  users: { fr: 'utilisateurs de Microsoft Entra', en: 'users of Microsoft Entra' },
  'mail-activity': { fr: 'rapport d’activité de courriel', en: 'email activity report' },
  'mailbox-usage': { fr: 'rapport d’utilisation des boîtes aux lettres', en: 'mailbox usage report' },
  'service-activity': { fr: 'rapport des utilisateurs actifs', en: 'active users report' },
  'onedrive-activity': { fr: 'rapport d’activité OneDrive', en: 'OneDrive activity report' },
  'sharepoint-activity': { fr: 'rapport d’activité SharePoint', en: 'SharePoint activity report' },
  'forms-activity': { fr: 'rapport d’activité Forms', en: 'Forms activity report' },
  'service-counts': { fr: 'totaux par service', en: 'totals by service' },
  'mfa-registrations': {
    fr: 'détails d’inscription aux méthodes d’authentification',
    en: 'registration details of authentication methods',
  },
  mailboxes: { fr: 'boîtes aux lettres (Get-EXOMailbox)', en: 'mailboxes (Get-EXOMailbox)' },
  'inbox-rules': { fr: 'règles de boîte de réception (Get-InboxRule)', en: 'inbox rules (Get-InboxRule)' },
  'transport-rule': {
    fr: 'règles de transport (Get-TransportRule)',
    en: 'transport rules (Get-TransportRule)',
  },
  'outbound-policy': {
    fr: 'stratégies de courrier sortant (Get-HostedOutboundSpamFilterPolicy)',
    en: 'outbound spam policies (Get-HostedOutboundSpamFilterPolicy)',
  },
  'outbound-rule': {
    fr: 'règles de courrier sortant (Get-HostedOutboundSpamFilterRule)',
    en: 'outbound spam rules (Get-HostedOutboundSpamFilterRule)',
  },
  'remote-domain': { fr: 'domaines distants (Get-RemoteDomain)', en: 'remote domains (Get-RemoteDomain)' },
  'accepted-domain': {
    fr: 'domaines acceptés (Get-AcceptedDomain)',
    en: 'accepted domains (Get-AcceptedDomain)',
  },
  'journal-rule': { fr: 'règles de journal (Get-JournalRule)', en: 'journal rules (Get-JournalRule)' },
  'outbound-connector': {
    fr: 'connecteurs sortants (Get-OutboundConnector)',
    en: 'outbound connectors (Get-OutboundConnector)',
  },
};

/** What became of a mailbox that was asked for its rules. */
export const MAILBOX_OUTCOME_WORDS: Record<(typeof MAILBOX_OUTCOMES)[number], Words> = {
  rules: { fr: 'lue\u00a0: des règles', en: 'read: some rules' },
  none: { fr: 'lue\u00a0: aucune règle', en: 'read: no rule' },
  'no-cloud-mailbox': GAP_REASONS['no-cloud-mailbox'],
  denied: GAP_REASONS.denied,
  'gave-up': GAP_REASONS['gave-up'],
  error: GAP_REASONS.error,
};

export const SERVICE_NAMES: Record<Service, Words> = {
  exchange: { fr: 'Exchange (courriel)', en: 'Exchange (mail)' },
  onedrive: { fr: 'OneDrive', en: 'OneDrive' },
  sharepoint: { fr: 'SharePoint', en: 'SharePoint' },
  teams: { fr: 'Teams', en: 'Teams' },
  'viva-engage': { fr: 'Viva Engage', en: 'Viva Engage' },
  forms: { fr: 'Forms', en: 'Forms' },
};

/** Services that Microsoft has no usage report of. */
export const NAMES_WITHOUT_REPORT: Record<(typeof SERVICES_WITHOUT_REPORT)[number], Words> = {
  planner: { fr: 'Planner', en: 'Planner' },
  stream: { fr: 'Stream', en: 'Stream' },
};

/** What the mail flow's parts, actions, modes and classes of target are called. */
export const MAIL_FLOW_WORDS: Readonly<Record<string, Words>> = {
  'transport-rule': { fr: 'règles de transport', en: 'transport rules' },
  'outbound-policy': { fr: 'stratégies de courrier sortant', en: 'outbound policies' },
  'outbound-rule': { fr: 'règles de courrier sortant', en: 'outbound rules' },
  'remote-domain': { fr: 'domaines distants', en: 'remote domains' },
  'accepted-domain': { fr: 'domaines acceptés', en: 'accepted domains' },
  'journal-rule': { fr: 'règles de journalisation', en: 'journal rules' },
  'outbound-connector': { fr: 'connecteurs sortants', en: 'outbound connectors' },
  'journal-Global': { fr: 'tous', en: 'all' },
  'journal-Internal': { fr: 'internes', en: 'internal' },
  'journal-External': { fr: 'externes', en: 'external' },
  redirect: { fr: 'redirige', en: 'redirects' },
  'blind-copy': { fr: 'copie cachée', en: 'blind copy' },
  copy: { fr: 'copie', en: 'copy' },
  'add-recipient': { fr: 'ajoute un destinataire', en: 'adds a recipient' },
  'add-manager': { fr: 'ajoute le gestionnaire', en: 'adds the manager' },
  'moderate-by-user': { fr: 'soumet à une personne', en: 'sends for approval' },
  'moderate-by-manager': { fr: 'soumet au gestionnaire', en: 'sends to the manager for approval' },
  report: { fr: 'envoie un rapport', en: 'sends a report' },
  'report-with-mail': { fr: 'envoie un rapport avec le message', en: 'sends a report with the message' },
  'route-connector': { fr: 'remet à un connecteur', en: 'hands over to a connector' },
  'forwarding-on': { fr: 'permis', en: 'allowed' },
  'forwarding-off': { fr: 'bloqué', en: 'blocked' },
  'forwarding-automatic': {
    fr: 'automatique (bloqué, comme l’indique Microsoft)',
    en: 'automatic (blocked, as Microsoft says)',
  },
  'forwarding-mixed': { fr: 'variable selon la stratégie', en: 'depends on the policy' },
  On: { fr: 'permis', en: 'allowed' },
  Off: { fr: 'bloqué', en: 'blocked' },
  Automatic: { fr: 'automatique (bloqué)', en: 'automatic (blocked)' },
  Enforce: { fr: 'appliquée', en: 'enforced' },
  Audit: { fr: 'à l’essai', en: 'tested' },
  AuditAndNotify: { fr: 'à l’essai, avec avis', en: 'tested, with notices' },
  Authoritative: { fr: 'faisant autorité', en: 'authoritative' },
  InternalRelay: { fr: 'relais interne', en: 'internal relay' },
  ExternalRelay: { fr: 'relais externe', en: 'external relay' },
};

/** The word that a list has for a value; one that it has none for is printed as it is. */
export function wordOf(words: Readonly<Record<string, Words>>, value: string, language: Language): string {
  return Object.hasOwn(words, value) ? (words[value]?.[language] ?? value) : value;
}

/** The name of a source; an id that is none of the known ones is printed as it is. */
export function sourceName(id: string, language: Language): string {
  const known = Object.entries(SOURCE_NAMES).find(([source]) => source === id);
  return known === undefined ? wordOf(NO_SOURCE, id, language) : known[1][language];
}
