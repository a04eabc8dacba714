import type { MAILBOX_OUTCOMES, SERVICES, Situation } from '../situation/situation.ts';
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
  'inbox-rules': { fr: 'règles de boîte de réception', en: 'inbox rules' },
  'mailbox-forwarding': { fr: 'transfert des boîtes aux lettres', en: 'mailbox forwarding' },
  'mfa-registrations': { fr: 'inscriptions à l’authentification multifacteur', en: 'MFA registrations' },
  'group-members': { fr: 'membres des groupes', en: 'group members' },
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
};

/** The fixed words of the breakdowns of facts; a value that is not among them is printed as it is. */
const TERMS: Partial<Record<string, Words>> = {
  'inbox-rule': { fr: 'Règle de boîte de réception', en: 'Inbox rule' },
  'mailbox-forwarding': { fr: 'Transfert de la boîte aux lettres', en: 'Mailbox forwarding' },
  'public-webmail': { fr: 'Messagerie Web publique', en: 'Public webmail' },
  external: { fr: 'Externe', en: 'External' },
  university: { fr: 'Université', en: 'University' },
  unresolved: { fr: 'Non résolue', en: 'Unresolved' },
  partner: { fr: 'Partenaire', en: 'Partner' },
  internal: { fr: 'Interne', en: 'Internal' },
};

/** The word for a value of a fact's breakdown. */
export function term(value: string, language: Language): string {
  return Object.hasOwn(TERMS, value) ? (TERMS[value]?.[language] ?? value) : value;
}

/** The name of a source; an id that is none of the known ones is printed as it is. */
export function sourceName(id: string, language: Language): string {
  const known = Object.entries(SOURCE_NAMES).find(([source]) => source === id);
  return known === undefined ? id : known[1][language];
}
