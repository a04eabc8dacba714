import type { Column } from '../check-words.ts';

/**
 * The columns of `changes.parquet`: a row for each account and check whose verdict, or items, moved. What the account is,
 * is of now; of then where it is gone, `verdict` being null. `verdictBefore` is null of an account that was not there.
 */
export const CHANGE_COLUMNS: readonly Column[] = [
  { name: 'check', kind: 'text', label: { fr: 'Contrôle', en: 'Check' } },
  { name: 'change', kind: 'text', label: { fr: 'Mouvement', en: 'Movement' } },
  { name: 'verdictBefore', kind: 'text', label: { fr: 'Verdict précédent', en: 'Verdict before' } },
  { name: 'verdict', kind: 'text', label: { fr: 'Verdict', en: 'Verdict' } },
  {
    name: 'userPrincipalName',
    kind: 'text',
    label: { fr: 'Nom d’utilisateur principal', en: 'User principal name' },
  },
  { name: 'displayName', kind: 'text', label: { fr: 'Nom affiché', en: 'Display name' } },
  { name: 'category', kind: 'text', label: { fr: 'Catégorie', en: 'Category' } },
  { name: 'physician', kind: 'boolean', label: { fr: 'Médecin', en: 'Physician' } },
  { name: 'establishment', kind: 'text', label: { fr: 'Établissement', en: 'Establishment' } },
  { name: 'accountEnabled', kind: 'boolean', label: { fr: 'Compte activé', en: 'Account enabled' } },
  { name: 'accountId', kind: 'text', label: { fr: 'Identifiant du compte', en: 'Account id' } },
  { name: 'detail', kind: 'text', label: { fr: 'Ce qui est nouveau', en: 'What is new' } },
];
