import { EXPORT_WHAT_IS_MISSING } from './export-words.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import type { GapReason, SourceReport } from '../../snapshot/manifest.ts';
import { lackWords } from './lack-words.ts';
import type { SourceId } from '../../snapshot/tables.ts';

/** What each source tells, as the subject of a sentence. */
export const SOURCE_NAMES: Readonly<Record<SourceId, Words>> = {
  tenant: { fr: 'Renseignements sur l’organisation', en: 'Facts about the organization' },
  accounts: { fr: 'Comptes de l’annuaire', en: 'Accounts of the directory' },
  'sign-in-activity': { fr: 'Dernières connexions', en: 'Last sign-ins' },
  'mail-activity': { fr: 'Rapport d’activité de courriel', en: 'Mail activity report' },
  'mailbox-usage': { fr: 'Rapport d’utilisation des boîtes aux lettres', en: 'Mailbox usage report' },
  'service-activity': { fr: 'Rapport des utilisateurs actifs par service', en: 'Active users report' },
  'onedrive-activity': { fr: 'Rapport d’activité OneDrive', en: 'OneDrive activity report' },
  'sharepoint-activity': { fr: 'Rapport d’activité SharePoint', en: 'SharePoint activity report' },
  'forms-activity': { fr: 'Rapport d’activité Forms (bêta)', en: 'Forms activity report (beta)' },
  'service-counts': {
    fr: 'Totaux par service de l’organisation',
    en: 'Totals per service of the organization',
  },
  'inbox-rules': { fr: 'Règles de boîte de réception', en: 'Inbox rules' },
  'mailbox-forwarding': {
    fr: 'Redirections réglées au niveau de la boîte aux lettres',
    en: 'Redirects set at mailbox level',
  },
  'mail-flow': { fr: 'Flux de messagerie de l’organisation', en: 'Mail flow of the organization' },
  'mfa-registrations': {
    fr: 'Inscriptions à l’authentification multifacteur',
    en: 'Multifactor registrations',
  },
  'mfa-policies': {
    fr: 'Stratégies d’accès conditionnel et paramètres de sécurité par défaut',
    en: 'Conditional Access policies and security defaults',
  },
  'role-assignments': {
    fr: 'Attributions des rôles d’administration',
    en: 'Assignments of administrator roles',
  },
  'per-user-mfa': {
    fr: 'Authentification multifacteur par utilisateur',
    en: 'Per-user multifactor authentication',
  },
  'terms-of-use': { fr: 'Conditions d’utilisation', en: 'Terms of use' },
  'group-members': { fr: 'Membres des groupes', en: 'Members of groups' },
};

export const WHY: Readonly<Record<GapReason, Words>> = {
  permission: { fr: 'accès refusé, permission manquante', en: 'access refused, permission missing' },
  licence: { fr: 'accès refusé, licence manquante', en: 'access refused, licence missing' },
  'concealed-names': { fr: 'noms masqués', en: 'names concealed' },
  'no-cloud-mailbox': { fr: 'aucune boîte aux lettres infonuagique', en: 'no mailbox in the cloud' },
  denied: { fr: 'accès refusé', en: 'access denied' },
  'gave-up': { fr: 'abandon après plusieurs essais', en: 'given up after several attempts' },
  error: { fr: 'erreur du service', en: 'error of the service' },
  'not-read': { fr: 'source non lue', en: 'not read' },
  'not-exported': { fr: 'aucune exportation importée ne le dit', en: 'no imported export tells it' },
};

/** What came did not tell all that it was asked for. */
const READ_IN_PART: Words = { fr: 'source lue en partie', en: 'read in part' };

const EXPORTED_IN_PART: Words = {
  fr: 'les exportations importées ne disent pas tout',
  en: 'the imported exports do not tell all',
};

const CUT_OFF: Words = { fr: 'interruption à la durée maximale', en: 'cut off at the maximum duration' };

function whyOf({ outcome, cutOff }: SourceReport, reason: GapReason): Words {
  if (reason === 'gave-up' && cutOff === true) return CUT_OFF;
  if (outcome === 'partial' && reason === 'not-read') return READ_IN_PART;
  return outcome === 'partial' && reason === 'not-exported' ? EXPORTED_IN_PART : WHY[reason];
}

/** That a source was not read, or only in part, and why. */
export function shortfallOf(report: SourceReport, reason: GapReason): Words {
  const lacking = lackWords(report.lacks, report.detail ?? '');
  const beside = (language: Language): string => (lacking[language] === '' ? '' : ` (${lacking[language]})`);
  const name = SOURCE_NAMES[report.id];
  // Of a sample of nobody knows how many, what was read is no part that can be told.
  const isOfUnknown = report.lacks?.kind === 'sample' && report.lacks.of === undefined;
  const partly = report.outcome === 'partial' && !isOfUnknown;
  const why = whyOf(report, reason);
  const extent = (word: string, language: Language): string =>
    partly ? `, ${word} ${integer(report.read, language)} / ${integer(report.expected, language)}` : '';
  return {
    fr: `${name.fr}\u00a0: ${why.fr}${extent('lu', 'fr')}${beside('fr')}.`,
    en: `${name.en}: ${why.en}${extent('read', 'en')}${beside('en')}.`,
  };
}

const RUN_LONGER: Words = {
  fr: 'Collecter de nouveau, plus longtemps\u00a0: avec un --max-duration plus grand, ou sans cette option.',
  en: 'Collect again, for longer: with a greater --max-duration, or without it.',
};

/** What to do about a source that was not read, or only in part. */
export function remedyFor(
  reason: GapReason,
  needs: Words | undefined,
  { isCutOff = false }: { readonly isCutOff?: boolean } = {},
): Words {
  if (reason === 'gave-up' && isCutOff) return RUN_LONGER;
  const remedies: Readonly<Record<GapReason, Words>> = {
    permission: {
      fr: `Accorder ${needs?.fr ?? 'la permission que liste «\u00a0vigie permissions\u00a0»'} à l’application avec le consentement de l’administrateur, puis collecter de nouveau.`,
      en: `Grant ${needs?.en ?? 'the permission that “vigie permissions” lists'} to the application with admin consent, then collect again.`,
    },
    licence: {
      fr: `Il faut ${needs?.fr ?? 'une licence Microsoft Entra ID P1'} dans l’organisation; collecter de nouveau ensuite.`,
      en: `The organization needs ${needs?.en ?? 'a Microsoft Entra ID P1 licence'}; collect again afterwards.`,
    },
    'concealed-names': {
      fr: 'Dans le centre d’administration Microsoft 365, Paramètres → Paramètres de l’organisation → Rapports, décocher l’affichage de noms masqués (displayConcealedNames), attendre le prochain rapport (48 h au plus), puis collecter de nouveau.',
      en: 'In the Microsoft 365 admin centre, Settings → Org settings → Reports, clear the display of concealed names (displayConcealedNames), wait for the next report (48 h at most), then collect again.',
    },
    'no-cloud-mailbox': {
      fr: 'Vérifier si ces boîtes aux lettres sont hébergées sur place; leurs règles se lisent alors sur le serveur Exchange local.',
      en: 'Check whether these mailboxes are hosted on premises; their rules are then read on the local Exchange server.',
    },
    denied: {
      fr: 'Étendre la portée de l’application à ces boîtes aux lettres (RBAC pour les applications, stratégie d’accès), puis collecter de nouveau.',
      en: 'Extend the application’s scope to these mailboxes (RBAC for Applications, access policy), then collect again.',
    },
    'gave-up': {
      fr: 'Collecter de nouveau, à une heure moins chargée ou avec un --give-up-after plus long.',
      en: 'Collect again, at a quieter hour or with a longer --give-up-after.',
    },
    error: {
      fr: 'Collecter de nouveau; si l’erreur persiste, la signaler à Microsoft avec son code.',
      en: 'Collect again; if the error persists, report it to Microsoft with its code.',
    },
    'not-read': {
      fr: 'Collecter de nouveau avec cette source.',
      en: 'Collect again with this source.',
    },
    'not-exported': EXPORT_WHAT_IS_MISSING,
  };
  return remedies[reason];
}
