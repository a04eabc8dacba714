import type { Column } from '../check-words.ts';

/** The columns of `exceptions.parquet`: a row for each exception. Its account is null where none is called so. */
export const EXCEPTION_TABLE_COLUMNS: readonly Column[] = [
  { name: 'check', kind: 'text', label: { fr: 'Contrôle', en: 'Check' } },
  { name: 'standing', kind: 'text', label: { fr: 'État', en: 'Standing' } },
  { name: 'account', kind: 'text', label: { fr: 'Compte nommé', en: 'Account named' } },
  {
    name: 'userPrincipalName',
    kind: 'text',
    label: { fr: 'Nom d’utilisateur principal', en: 'User principal name' },
  },
  { name: 'displayName', kind: 'text', label: { fr: 'Nom affiché', en: 'Display name' } },
  { name: 'physician', kind: 'boolean', label: { fr: 'Médecin', en: 'Physician' } },
  { name: 'establishment', kind: 'text', label: { fr: 'Établissement', en: 'Establishment' } },
  { name: 'accountId', kind: 'text', label: { fr: 'Identifiant du compte', en: 'Account id' } },
  { name: 'reason', kind: 'text', label: { fr: 'Raison', en: 'Reason' } },
  { name: 'owner', kind: 'text', label: { fr: 'Responsable', en: 'Owner' } },
  { name: 'until', kind: 'date', label: { fr: 'Jusqu’au', en: 'Until' } },
  { name: 'line', kind: 'integer', label: { fr: 'Ligne', en: 'Line' } },
];

/** What is known of a finding beside what its check says: how old it is, and who answers for it. Null is not known, or nobody. */
export const STANDING_COLUMNS: readonly Column[] = [
  { name: 'state', kind: 'text', label: { fr: 'Ancienneté', en: 'Age' } },
  { name: 'openSince', kind: 'date', label: { fr: 'Depuis le', en: 'Open since' } },
  { name: 'acceptedUntil', kind: 'date', label: { fr: 'Accepté jusqu’au', en: 'Accepted until' } },
  { name: 'acceptedBy', kind: 'text', label: { fr: 'Accepté par', en: 'Accepted by' } },
  { name: 'acceptedReason', kind: 'text', label: { fr: 'Raison de l’acceptation', en: 'Reason accepted' } },
];

export const FINDING_STATES = ['new', 'open', 'reopened', 'accepted'] as const;
