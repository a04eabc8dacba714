import { column, NOT_TOLD, type DossierColumn } from './column.ts';

const ACCOUNTS = { sources: ['accounts'] } as const;
const PLACED = { sources: ['accounts'], fallback: ['group-members'] } as const;
/** Exchange's own kind comes first where it was read; the report tells it without. */
const KIND = { sources: ['accounts', 'mailbox-usage'], fallback: ['mailbox-forwarding'] } as const;
/** An account that no list of mailboxes could have named may have one of any kind. */
const KIND_UNTOLD = 'mailboxKind IS NULL AND (mailboxUntold OR NOT known().mailboxesListed)';

/** Who the account is, and what mailbox it has. */
export const PERSON_COLUMNS = {
  accountId: column('VARCHAR', { ...ACCOUNTS, names: 'object' }, [
    'Identifiant du compte dans Microsoft Entra',
    'Id of the account in Microsoft Entra',
  ]),
  userPrincipalName: column(
    'VARCHAR',
    { ...ACCOUNTS, names: 'address' },
    ['Nom d’utilisateur principal', 'User principal name'],
    NOT_TOLD,
  ),
  displayName: column(
    'VARCHAR',
    { ...ACCOUNTS, names: 'person', untold: 'NOT known().displayNameAsked' },
    ['Nom affiché', 'Display name'],
    ['la source ne le dit pas, ou n’en a pas été priée', 'the source does not tell, or was not asked'],
  ),
  accountEnabled: column('BOOLEAN', ACCOUNTS, ['Le compte est activé', 'The account is enabled'], NOT_TOLD),
  createdOn: column(
    'DATE',
    ACCOUNTS,
    ['Jour de création du compte', 'Day the account was created'],
    NOT_TOLD,
  ),
  category: column('VARCHAR', { ...PLACED, names: 'nobody' }, [
    'Catégorie de la configuration, ou de la liste des médecins; vide\u00a0: aucune',
    'Category of the config, or of the list of physicians; empty: none',
  ]),
  physician: column('BOOLEAN', PLACED, [
    'Sa catégorie est une catégorie de médecins',
    'Its category is one of physicians',
  ]),
  establishment: column('VARCHAR', { ...ACCOUNTS, names: 'nobody' }, [
    'Établissement, selon la configuration ou la liste des médecins; vide\u00a0: aucun',
    'Establishment, by the config or the list of physicians; empty: none',
  ]),
  serviceAccount: column('BOOLEAN', { ...PLACED, untold: 'NOT known().servicesKnown' }, [
    'Sa catégorie est une catégorie de comptes de service',
    'Its category is one of service accounts',
  ]),
  isGuest: column('BOOLEAN', ACCOUNTS, ['Le compte est un compte invité', 'The account is a guest']),
  otherMail: column(
    'VARCHAR',
    { ...ACCOUNTS, names: 'address', untold: 'NOT known().mailAsked' },
    [
      'Adresse de courriel, quand elle n’est pas le nom d’utilisateur principal',
      'Mail address, where it is not the user principal name',
    ],
    [
      'aucune autre adresse, ou l’annuaire n’a pas été prié de la dire (il l’est là où la configuration s’en sert)',
      'no other address, or the directory was not asked for it (it is where the configuration uses it)',
    ],
  ),
  licences: column(
    'VARCHAR[]',
    { ...ACCOUNTS, names: 'nobody' },
    ['Identifiants (skuId) des licences attribuées', 'Ids (skuId) of the licences assigned'],
    NOT_TOLD,
  ),
  licenceNames: column(
    'VARCHAR[]',
    { sources: ['accounts'], fallback: ['tenant'], names: 'nobody' },
    [
      'Noms des licences attribuées, dans l’ordre de leurs identifiants',
      'Names of the licences assigned, in the order of their ids',
    ],
    NOT_TOLD,
  ),
  licenceCost: column(
    'DECIMAL(18,2)',
    { sources: ['accounts'], fallback: ['tenant'] },
    [
      'Coût mensuel des licences dont la configuration donne le prix',
      'Monthly cost of the licences that the config prices',
    ],
    ['aucune de ses licences n’a de prix connu', 'none of its licences has a known price'],
  ),
  mailboxKind: column(
    'VARCHAR',
    { ...KIND, values: ['user', 'shared', 'room', 'equipment', 'other'], untold: KIND_UNTOLD },
    ['Genre de la boîte aux lettres', 'Kind of the mailbox'],
    ['aucune source ne nomme de boîte aux lettres de ce compte', 'no source names a mailbox of this account'],
  ),
  isSharedOrRoom: column('BOOLEAN', { ...KIND, untold: KIND_UNTOLD }, [
    'La boîte aux lettres est partagée, une salle ou un équipement',
    'The mailbox is shared, a room or equipment',
  ]),
  personalMailbox: column('BOOLEAN', KIND, [
    'Boîte aux lettres personnelle\u00a0: un plan en vigueur en donne une, ou les plans n’ont pas été dits, ou le rapport la dit celle d’une personne; ni compte invité, ni boîte partagée, salle ou équipement',
    'A personal mailbox: a plan in force gives one, or the plans were not told, or the report calls it a person’s; neither a guest nor a shared mailbox, room or equipment',
  ]),
  enabledMember: column('BOOLEAN', KIND, [
    'Compte membre activé (ou dont l’annuaire ne dit pas s’il l’est), qui n’est pas celui d’une boîte partagée, d’une salle ou d’un équipement',
    'Enabled member account (or one of which the directory does not tell whether it is) that is not that of a shared mailbox, a room or equipment',
  ]),
  planUnknown: column('BOOLEAN', KIND, [
    'Seul un plan dont Vigie ne sait pas s’il donne une boîte aux lettres pourrait lui en donner une',
    'Only a plan of which Vigie does not know whether it gives a mailbox could give it one',
  ]),
  mailboxUntold: column('BOOLEAN', KIND, [
    'Aucun plan ne donne de boîte aux lettres et aucune liste lue n’aurait nommé la sienne, ou ne dit de quel genre elle est ni si la ligne qui la nomme est celle d’un compte supprimé, ou ses plans n’ont pas été dits\u00a0: il est alors compté parmi les boîtes personnelles',
    'No plan gives a mailbox, and no list that was read would have named its own, or tells of what kind it is or whether the row that names it is a deleted account’s; or its plans were not told: it is then counted among the personal mailboxes',
  ]),
} as const satisfies Record<string, DossierColumn>;
