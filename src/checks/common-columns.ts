import type { FactColumn } from './check.ts';

/** The columns that every findings table begins with; `verdict` and `check` are added where it is written. */
export const COMMON_COLUMNS: readonly FactColumn[] = [
  { name: 'verdict', kind: 'text', label: { fr: 'Verdict', en: 'Verdict' }, sql: 'verdict' },
  { name: 'check', kind: 'text', label: { fr: 'Contrôle', en: 'Check' }, sql: '"check"' },
  {
    name: 'userPrincipalName',
    kind: 'text',
    label: { fr: 'Nom d’utilisateur principal', en: 'User principal name' },
    sql: 'userPrincipalName',
  },
  { name: 'displayName', kind: 'text', label: { fr: 'Nom affiché', en: 'Display name' }, sql: 'displayName' },
  { name: 'category', kind: 'text', label: { fr: 'Catégorie', en: 'Category' }, sql: 'category' },
  { name: 'physician', kind: 'boolean', label: { fr: 'Médecin', en: 'Physician' }, sql: 'physician' },
  {
    name: 'establishment',
    kind: 'text',
    label: { fr: 'Établissement', en: 'Establishment' },
    sql: 'establishment',
  },
  {
    name: 'accountEnabled',
    kind: 'boolean',
    label: { fr: 'Compte activé', en: 'Account enabled' },
    sql: 'accountEnabled',
  },
  { name: 'createdOn', kind: 'date', label: { fr: 'Créé le', en: 'Created on' }, sql: 'createdOn' },
  {
    name: 'accountId',
    kind: 'text',
    label: { fr: 'Identifiant du compte', en: 'Account id' },
    sql: 'accountId',
  },
];
