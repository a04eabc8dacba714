import type { Words } from '../../i18n/words.ts';

/** What a letter says around its merge fields, and what each of them is. */
export const LETTER_WORDS = {
  date: { fr: 'Selon l’état de situation du {day}', en: 'By the état de situation of {day}' },
  label: { fr: '{name}\u00a0: ', en: '{name}: ' },
  greeting: { fr: 'Bonjour,', en: 'Hello,' },
  reference: { fr: 'Référence', en: 'Reference' },
  email: { fr: 'Courriel', en: 'Email' },
  displayName: { fr: 'Destinataire', en: 'To' },
  establishment: { fr: 'Établissement', en: 'Establishment' },
  category: { fr: 'Catégorie', en: 'Category' },
  physician: { fr: 'Médecin', en: 'Physician' },
  audience: { fr: 'À l’attention de', en: 'For the attention of' },
  subject: { fr: 'Objet', en: 'Subject' },
  finding: { fr: 'Constat', en: 'Finding' },
  userPrincipalName: { fr: 'Compte', en: 'Account' },
  accountId: { fr: 'Identifiant du compte', en: 'Account id' },
  accountEnabled: { fr: 'Compte activé', en: 'Account enabled' },
  accounts: { fr: 'Comptes', en: 'Accounts' },
  physicians: { fr: 'Comptes de médecins', en: 'Physicians’ accounts' },
} as const satisfies Record<string, Words>;
