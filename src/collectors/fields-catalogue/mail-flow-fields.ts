import { asked, NOT_KNOWN, SHOWN_EMPTY, type AskedEndpoint } from './asked-field.ts';
import { bearers, cmdlet, IN_FORCE, TARGET } from './cmdlet-fields.ts';

const NO_TARGET = ['l’action n’envoie rien par là', 'the action sends nothing that way'] as const;
const MAY_STOP = [
  'sans aucune de ces clés, elle peut arrêter une redirection\u00a0: effet indéterminé',
  'without any of these keys, it may stop a redirect: effect undetermined',
] as const;
const MAY_BE_SOME = [
  'elle n’est pas tenue pour viser tout le courriel\u00a0: effet indéterminé',
  'it is not taken to be about all mail: effect undetermined',
] as const;

const NO_CONDITION = [
  'aucune condition de ce genre où toutes les exceptions manquent, sinon effet indéterminé',
  'no condition of that kind where all exceptions are missing, else effect undetermined',
] as const;
const SCOPES = [
  ['From', 'senders'],
  ['FromMemberOf', 'senderGroups'],
  ['SenderDomainIs', 'senderDomains'],
  ['ExceptIfFrom', 'exceptSenders'],
  ['ExceptIfFromMemberOf', 'exceptSenderGroups'],
  ['ExceptIfSenderDomainIs', 'exceptSenderDomains'],
] as const;

/** Where mail goes by itself, and what stops it, in the organization as a whole. */
export const MAIL_FLOW_FIELDS: readonly AskedEndpoint[] = [
  cmdlet(
    'mail-flow',
    'Get-TransportRule',
    [
      asked('Name', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_EMPTY),
      asked('State', 'isEnabled', ['est-elle en vigueur?', 'whether it is in force'], NOT_KNOWN),
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
      ...[
        ...['AddManagerAsRecipientType', 'ModerateMessageByUser', 'ModerateMessageByManager'],
        ...['GenerateIncidentReport', 'RouteMessageOutboundConnector'],
      ].map((property) => asked(property, 'sends', TARGET, NO_TARGET)),
      asked(
        'IncidentReportContent',
        'sends',
        ['le rapport d’incident contient-il le message?', 'whether the incident report holds the message'],
        ['tenu pour un rapport sans le message', 'taken for a report without the message'],
      ),
      ...[
        ...['RejectMessageReasonText', 'RejectMessageEnhancedStatusCode', 'DeleteMessage', 'Quarantine'],
        'Actions',
      ].map((property) =>
        asked(property, 'stops', ['arrête-t-elle le courriel?', 'whether it stops mail'], MAY_STOP),
      ),
      ...(
        [
          ['MessageTypeMatches', 'messageType'],
          ['FromScope', 'fromScope'],
          ['SentToScope', 'sentToScope'],
          ['Conditions', 'otherConditions'],
          ['Exceptions', 'exceptions'],
          ['ExceptIf…', 'exceptions'],
        ] as const
      ).map(([property, keptAs]) =>
        asked(property, keptAs, ['de quel courriel il s’agit', 'which mail it is about'], MAY_BE_SOME),
      ),
      ...(
        [
          ['From', 'fromPeople'],
          ['SentTo', 'sentToPeople'],
        ] as const
      ).map(([property, keptAs]) =>
        asked(property, keptAs, ['combien de personnes elle nomme', 'how many people it names'], SHOWN_EMPTY),
      ),
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
        ['bloque-t-elle les transferts?', 'whether it blocks forwards'],
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
      asked('State', 'isEnabled', ['est-elle en vigueur?', 'whether it is in force'], NOT_KNOWN),
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
        ['permet-il les transferts?', 'whether it allows forwards'],
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
        ['une destination dans un sous-domaine est indéterminée', 'a target in a sub-domain is undetermined'],
      ),
    ],
    ['les domaines vérifiés seuls sont internes', 'verified domains alone are internal'],
  ),
  cmdlet(
    'mail-flow',
    'Get-JournalRule',
    [
      asked('Name', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_EMPTY),
      IN_FORCE,
      asked(
        'JournalEmailAddress',
        'journalTo',
        ['qui reçoit la copie', 'who is given the copy'],
        ['destination non résolue', 'target unresolved'],
      ),
      asked(
        'Recipient',
        'journalOf',
        ['de qui est le courriel copié', 'whose mail is copied'],
        ['de tout le monde', 'everybody’s'],
      ),
      asked('Scope', 'journalScope', ['quel courriel est copié', 'which mail is copied'], NOT_KNOWN),
    ],
    ['les règles de journalisation ne sont pas connues', 'journal rules are not known'],
  ),
  cmdlet(
    'mail-flow',
    'Get-OutboundConnector',
    [
      asked('Name', 'name', ['nommé dans le rapport', 'named in the report'], SHOWN_EMPTY),
      IN_FORCE,
      asked(
        'SmartHosts',
        'smartHosts',
        ['à qui le courriel est remis', 'whom mail is handed to'],
        SHOWN_EMPTY,
      ),
      asked(
        'RecipientDomains',
        'recipientDomains',
        ['le courriel de quels domaines', 'mail for which domains'],
        SHOWN_EMPTY,
      ),
    ],
    ['les connecteurs sortants ne sont pas connus', 'outbound connectors are not known'],
  ),
  ...bearers('mail-flow'),
];
