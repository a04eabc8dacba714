import type { Column } from '../check-words.ts';

/**
 * The columns of `roster-unmatched.parquet`: a line of the roster that matches no account, as it is written, and the account
 * whose key is nearest to it; null where none is near.
 */
export const UNMATCHED_COLUMNS: readonly Column[] = [
  { name: 'line', kind: 'integer', label: { fr: 'Ligne de la liste', en: 'Line of the roster' } },
  { name: 'key', kind: 'text', label: { fr: 'Clé', en: 'Key' } },
  { name: 'category', kind: 'text', label: { fr: 'Catégorie', en: 'Category' } },
  { name: 'establishment', kind: 'text', label: { fr: 'Établissement', en: 'Establishment' } },
  { name: 'nearestKey', kind: 'text', label: { fr: 'Clé la plus proche', en: 'Nearest key' } },
  {
    name: 'nearestUserPrincipalName',
    kind: 'text',
    label: { fr: 'Compte le plus proche', en: 'Nearest account' },
  },
  { name: 'nearestDisplayName', kind: 'text', label: { fr: 'Son nom affiché', en: 'Its display name' } },
];
