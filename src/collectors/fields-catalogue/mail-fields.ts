import { asked, NOT_KNOWN, SHOWN_EMPTY, type AskedEndpoint } from './asked-field.ts';
import { bearers, cmdlet, TARGET } from './cmdlet-fields.ts';

const UNTOLD = [
  'sans les trois clés, ce que fait la règle n’est pas connu\u00a0: indéterminé',
  'without all three keys, what the rule does is not known: undetermined',
] as const;

/** Where arriving mail goes by itself, mailbox by mailbox, by Graph and by Exchange Online. */
export const MAIL_FIELDS: readonly AskedEndpoint[] = [
  {
    source: 'inbox-rules',
    path: '/users/{id}/mailFolders/inbox/messageRules',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('displayName', 'rules', ['nom de la règle', 'name of the rule'], SHOWN_EMPTY),
      asked(
        'isEnabled',
        'rules',
        ['est-elle en vigueur?', 'whether it is in force'],
        ['compte comme activée', 'counts as enabled'],
      ),
      asked('hasError', 'rules', ['est-elle en erreur?', 'whether it is in error'], NOT_KNOWN),
      asked('actions', 'rules', TARGET, [
        'une règle activée dont les actions ne viennent pas laisse indéterminé',
        'an enabled rule whose actions do not come leaves undetermined',
      ]),
      asked(
        'isReadOnly',
        'readOnlyRules',
        ['Graph dit-il tout ce qu’elle fait?', 'whether Graph tells all that it does'],
        ['ses actions seules le disent', 'its actions alone tell'],
      ),
    ],
  },
  cmdlet(
    'inbox-rules',
    'Get-InboxRule',
    [
      asked(
        'Name',
        'untoldRules',
        [
          'de quelle règle que Graph ne dit pas il s’agit',
          'which of the rules that Graph does not tell it is',
        ],
        ['elle n’en règle aucune', 'it settles none of them'],
      ),
      asked(
        'Enabled',
        'rules',
        ['est-elle en vigueur?', 'whether it is in force'],
        ['compte comme activée', 'counts as enabled'],
      ),
      asked('InError', 'rules', ['est-elle en erreur?', 'whether it is in error'], NOT_KNOWN),
      ...['RedirectTo', 'ForwardTo', 'ForwardAsAttachmentTo'].map((property) =>
        asked(property, 'rules', TARGET, UNTOLD),
      ),
    ],
    [
      'les règles que Graph ne dit pas restent inconnues\u00a0: leurs comptes sont indéterminés',
      'the rules that Graph does not tell stay unknown: their accounts are undetermined',
    ],
  ),
  ...bearers('inbox-rules'),
  cmdlet(
    'mailbox-forwarding',
    'Get-Mailbox',
    [
      asked(
        'ExternalDirectoryObjectId',
        'accountId',
        ['de quel compte il s’agit', 'which account it is'],
        ['son nom d’utilisateur principal en tient lieu', 'its user principal name stands for it'],
      ),
      asked(
        'UserPrincipalName',
        'userPrincipalName',
        ['de quel compte il s’agit, à défaut', 'which account it is, failing that'],
        ['la boîte n’est celle d’aucun compte', 'the mailbox is no account’s'],
      ),
      asked(
        'PrimarySmtpAddress',
        'primarySmtpAddress',
        ['destinations internes', 'internal targets'],
        NOT_KNOWN,
      ),
      asked(
        'RecipientTypeDetails',
        'recipientType',
        [
          'genre de la boîte, et si elle est dans le nuage',
          'kind of the mailbox, and whether it is in the cloud',
        ],
        ['le rapport d’utilisation le dit', 'mailbox usage tells'],
      ),
      asked('ForwardingAddress', 'forwardingAddress', TARGET, [
        'les trois clés absentes\u00a0: «\u00a0non rendu\u00a0», jamais «\u00a0aucune\u00a0»',
        'all three keys missing: “not returned”, never “none”',
      ]),
      asked('ForwardingSmtpAddress', 'forwardingSmtpAddress', TARGET, [
        'les trois clés absentes\u00a0: «\u00a0non rendu\u00a0», jamais «\u00a0aucune\u00a0»',
        'all three keys missing: “not returned”, never “none”',
      ]),
      asked(
        'DeliverToMailboxAndForward',
        'deliverToMailboxAndForward',
        ['une copie est-elle conservée?', 'whether a copy is kept'],
        NOT_KNOWN,
      ),
    ],
    [
      'les redirections de boîte ne sont pas connues\u00a0: le chiffre est un minimum',
      'mailbox-level forwarding is not known: the figure is a lower bound',
    ],
  ),
  cmdlet(
    'mailbox-forwarding',
    'Get-Recipient',
    [
      asked(
        'RecipientTypeDetails',
        'resolvedKind',
        ['ce qu’est la destination', 'what the target is'],
        ['destination non résolue', 'target unresolved'],
      ),
      asked(
        'ExternalEmailAddress',
        'resolvedAddress',
        ['où mène un contact', 'where a contact leads'],
        ['son adresse principale en tient lieu', 'its primary address stands for it'],
      ),
      asked(
        'PrimarySmtpAddress',
        'resolvedAddress',
        ['où mène un destinataire', 'where a recipient leads'],
        ['destination non résolue', 'target unresolved'],
      ),
    ],
    ['les destinations sont non résolues', 'targets are unresolved'],
  ),
];
