import { asked, NOT_KNOWN, SHOWN_EMPTY, words, type AskedEndpoint } from './asked-field.ts';

const CMDLET = 'https://learn.microsoft.com/powershell/module/exchange/';
const TARGET = ['où le courriel est envoyé', 'where mail is sent'] as const;
const NO_TARGET = ['l’action n’envoie rien par là', 'the action sends nothing that way'] as const;

const NO_CONDITION = ['aucune condition de ce genre', 'no condition of that kind'] as const;
const SCOPES = [
  ['From', 'senders'],
  ['FromMemberOf', 'senderGroups'],
  ['SenderDomainIs', 'senderDomains'],
  ['ExceptIfFrom', 'exceptSenders'],
  ['ExceptIfFromMemberOf', 'exceptSenderGroups'],
  ['ExceptIfSenderDomainIs', 'exceptSenderDomains'],
] as const;

function cmdlet(
  source: 'mailbox-forwarding' | 'mail-flow',
  name: string,
  fields: AskedEndpoint['fields'],
  whenRefused: readonly [string, string],
): AskedEndpoint {
  const beyondMetadata = { documentedBy: `${CMDLET}${name.toLowerCase()}`, whenRefused: words(whenRefused) };
  return { source, path: name, from: 'exchange', selects: false, fields, beyondMetadata };
}

/** Where arriving mail goes by itself, by Graph and by Exchange Online. */
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
        ['est-elle en vigueur\u00a0?', 'whether it is in force'],
        ['compte comme activée', 'counts as enabled'],
      ),
      asked('hasError', 'rules', ['est-elle en erreur\u00a0?', 'whether it is in error'], NOT_KNOWN),
      asked('actions', 'rules', TARGET, [
        'une règle activée dont les actions ne viennent pas laisse indéterminé',
        'an enabled rule whose actions do not come leaves undetermined',
      ]),
    ],
  },
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
        ['une copie est-elle conservée\u00a0?', 'whether a copy is kept'],
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
        'resolvedAddress',
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
  cmdlet(
    'mail-flow',
    'Get-TransportRule',
    [
      asked('Name', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_EMPTY),
      asked('State', 'isEnabled', ['est-elle en vigueur\u00a0?', 'whether it is in force'], NOT_KNOWN),
      asked('Mode', 'mode', ['appliquée ou mise à l’essai', 'enforced or audited'], NOT_KNOWN),
      asked(
        'ActivationDate',
        'activeFrom',
        ['depuis quand', 'since when'],
        ['sans début', 'without a beginning'],
      ),
      asked('ExpiryDate', 'activeUntil', ['jusqu’à quand', 'until when'], ['sans fin', 'without an end']),
      asked('Priority', 'priority', ['ordre', 'order'], SHOWN_EMPTY),
      asked('RedirectMessageTo', 'redirectTo', TARGET, NO_TARGET),
      asked('BlindCopyTo', 'blindCopyTo', TARGET, NO_TARGET),
      asked('CopyTo', 'copyTo', TARGET, NO_TARGET),
      asked('AddToRecipients', 'addedRecipients', TARGET, NO_TARGET),
    ],
    ['les règles de transport ne sont pas connues', 'transport rules are not known'],
  ),
  cmdlet(
    'mail-flow',
    'Get-HostedOutboundSpamFilterPolicy',
    [
      asked('Name', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_EMPTY),
      asked(
        'IsDefault',
        'isDefault',
        ['s’applique à tous les autres', 'applies to everybody else'],
        NOT_KNOWN,
      ),
      asked(
        'AutoForwardingMode',
        'autoForwardingMode',
        ['bloque-t-elle les transferts\u00a0?', 'whether it blocks forwards'],
        ['effet indéterminé', 'effect undetermined'],
      ),
    ],
    ['l’effet des redirections est indéterminé', 'the effect of redirects is undetermined'],
  ),
  cmdlet(
    'mail-flow',
    'Get-HostedOutboundSpamFilterRule',
    [
      asked('Name', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_EMPTY),
      asked('State', 'isEnabled', ['est-elle en vigueur\u00a0?', 'whether it is in force'], NOT_KNOWN),
      asked(
        'Priority',
        'priority',
        ['la première qui s’applique l’emporte', 'the first that applies wins'],
        NOT_KNOWN,
      ),
      asked(
        'HostedOutboundSpamFilterPolicy',
        'policy',
        ['la stratégie qu’elle applique', 'the policy that it applies'],
        ['effet indéterminé', 'effect undetermined'],
      ),
      ...SCOPES.map(([property, keptAs]) =>
        asked(property, keptAs, ['à qui elle s’applique', 'whom it applies to'], NO_CONDITION),
      ),
    ],
    ['l’effet des redirections est indéterminé', 'the effect of redirects is undetermined'],
  ),
  cmdlet(
    'mail-flow',
    'Get-RemoteDomain',
    [
      asked(
        'DomainName',
        'domainName',
        ['de quel domaine il s’agit', 'which domain it is'],
        ['cette partie échoue', 'this part fails'],
      ),
      asked(
        'AutoForwardEnabled',
        'autoForwardEnabled',
        ['permet-il les transferts\u00a0?', 'whether it allows forwards'],
        ['effet indéterminé', 'effect undetermined'],
      ),
    ],
    ['l’effet des redirections est indéterminé', 'the effect of redirects is undetermined'],
  ),
  cmdlet(
    'mail-flow',
    'Get-AcceptedDomain',
    [
      asked(
        'DomainName',
        'domainName',
        ['domaines de l’organisation', 'domains of the organization'],
        ['cette partie échoue', 'this part fails'],
      ),
      asked('DomainType', 'domainType', ['domaine local ou relayé', 'a local or relayed domain'], NOT_KNOWN),
      asked(
        'MatchSubDomains',
        'matchSubDomains',
        ['sous-domaines compris', 'sub-domains included'],
        ['sous-domaines non compris', 'sub-domains not included'],
      ),
    ],
    ['les domaines vérifiés seuls sont internes', 'verified domains alone are internal'],
  ),
];
