import type { Words } from '../i18n/words.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** What each source is read for: what the report lacks without it. */
export const SOURCE_REASONS: Readonly<Record<SourceId, Words>> = {
  tenant: {
    fr: 'l’organisation, ses domaines (ce qui est interne), ses licences, et si les noms sont masqués',
    en: 'the organisation, its domains (what is internal), its licences, and whether names are concealed',
  },
  accounts: {
    fr: 'tous les comptes\u00a0: sans eux il n’y a pas de rapport',
    en: 'every account: without them there is no report',
  },
  'sign-in-activity': { fr: 'les comptes sans connexion récente', en: 'accounts without a recent sign-in' },
  'mail-activity': {
    fr: 'les boîtes aux lettres non utilisées, et celles qui reçoivent encore',
    en: 'unused mailboxes, and those that still receive',
  },
  'mailbox-usage': {
    fr: 'quelles boîtes aux lettres existent, et lesquelles sont partagées',
    en: 'which mailboxes exist, and which are shared',
  },
  'service-activity': {
    fr: 'l’utilisation de chaque service, licences comprises',
    en: 'the use of each service, licences included',
  },
  'onedrive-activity': {
    fr: 'les fichiers partagés à l’externe (OneDrive)',
    en: 'files shared outside (OneDrive)',
  },
  'sharepoint-activity': {
    fr: 'les fichiers partagés à l’externe (SharePoint)',
    en: 'files shared outside (SharePoint)',
  },
  'forms-activity': { fr: 'l’utilisation de Forms', en: 'the use of Forms' },
  'service-counts': {
    fr: 'les totaux par service, tels que Microsoft les compte',
    en: 'the totals by service, as Microsoft counts them',
  },
  'inbox-rules': {
    fr: 'les redirections par règle de boîte de réception',
    en: 'redirects by an inbox rule',
  },
  'mailbox-forwarding': {
    fr: 'les redirections de boîtes aux lettres entières',
    en: 'redirects of whole mailboxes',
  },
  'mail-flow': {
    fr: 'ce qui, dans toute l’organisation, redirige, bloque ou permet',
    en: 'what redirects, stops or allows in the whole organisation',
  },
  'mfa-registrations': { fr: 'l’AMF telle qu’elle est inscrite', en: 'MFA as it is registered' },
  'mfa-policies': { fr: 'l’AMF telle qu’elle est exigée', en: 'MFA as it is demanded' },
  'role-assignments': { fr: 'qui administre', en: 'who administers' },
  'per-user-mfa': { fr: 'l’AMF exigée compte par compte', en: 'MFA demanded account by account' },
  'terms-of-use': {
    fr: 'qui a accepté les conditions d’utilisation; une personne doit se connecter',
    en: 'who accepted the terms of use; a person has to sign in',
  },
  'group-members': {
    fr: 'les membres des groupes que nomment la configuration, les stratégies et les rôles',
    en: 'members of the groups that the configuration, the policies and the roles name',
  },
};

/** The same of a part that takes something of its own. */
export const PART_REASONS: Readonly<Partial<Record<PartOf, Words>>> = {
  domains: {
    fr: 'les domaines de l’organisation\u00a0: ce qui est interne',
    en: 'the organisation’s domains: what is internal',
  },
  organization: {
    fr: 'le nom de l’organisation, dans le rapport',
    en: 'the organisation’s name, in the report',
  },
  'report-settings': {
    fr: 'si les rapports d’utilisation masquent les noms',
    en: 'whether usage reports conceal names',
  },
  'subscribed-skus': { fr: 'les licences de l’organisation', en: 'the organisation’s licences' },
  'untold-rules': {
    fr: 'les règles que Graph ne sait pas exprimer',
    en: 'the rules that Graph cannot express',
  },
  'recipient-addresses': {
    fr: 'où mènent les adresses de l’organisation vers lesquelles on redirige',
    en: 'where addresses of the organisation that mail is redirected to lead',
  },
  'eligible-assignments': {
    fr: 'qui peut devenir administrateur sur demande (Entra ID P2)',
    en: 'who may become an administrator on request (Entra ID P2)',
  },
};
