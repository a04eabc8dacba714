import type { SourceId } from '../../snapshot/tables.ts';
import { asked, NOT_KNOWN, words, type AskedEndpoint } from './asked-field.ts';

const CMDLET = 'https://learn.microsoft.com/powershell/module/exchange/';

export const TARGET = ['où le courriel est envoyé', 'where mail is sent'] as const;

/** A cmdlet of Exchange Online, and what becomes of its source where it is refused. */
export function cmdlet(
  source: SourceId,
  name: string,
  fields: AskedEndpoint['fields'],
  whenRefused: readonly [string, string],
): AskedEndpoint {
  const beyondMetadata = { documentedBy: `${CMDLET}${name.toLowerCase()}`, whenRefused: words(whenRefused) };
  return { source, path: name, from: 'exchange', selects: false, fields, beyondMetadata };
}

const UNRESOLVED = ['destination non résolue', 'target unresolved'] as const;

/** Who bears an address of the organization that mail is sent to: asked of Graph, then of Exchange, and kept as `recipients`. */
export function bearers(source: SourceId): readonly AskedEndpoint[] {
  return [
    {
      source,
      path: '/users',
      from: 'v1.0',
      selects: true,
      fields: [
        asked(
          'id',
          null,
          ['de quel compte il s’agit', 'which account it is'],
          ['son nom d’utilisateur principal le dit', 'its user principal name tells'],
        ),
        asked(
          'userPrincipalName',
          'recipients',
          ['le compte qui porte l’adresse', 'the account that bears the address'],
          ['l’adresse est demandée à Exchange', 'the address is asked of Exchange'],
        ),
        asked(
          'mail',
          null,
          ['l’adresse est-elle la sienne?', 'whether the address is its own'],
          ['ses autres adresses le disent', 'its other addresses tell'],
        ),
        asked(
          'proxyAddresses',
          null,
          ['l’adresse est-elle une des siennes?', 'whether the address is one of its own'],
          ['l’adresse est demandée à Exchange', 'the address is asked of Exchange'],
        ),
      ],
    },
    cmdlet(
      source,
      'Get-Recipient',
      [
        asked(
          'RecipientTypeDetails',
          'recipients',
          ['ce qu’est la destination', 'what the target is'],
          UNRESOLVED,
        ),
        asked(
          'ExternalEmailAddress',
          'recipients',
          ['où mène un contact', 'where a contact leads'],
          ['son adresse principale en tient lieu', 'its primary address stands for it'],
        ),
        asked(
          'PrimarySmtpAddress',
          'recipients',
          ['où mène un destinataire', 'where a recipient leads'],
          UNRESOLVED,
        ),
      ],
      ['les destinations sont non résolues', 'targets are unresolved'],
    ),
  ];
}

/** Whether a thing of the mail flow is in force, and what its absence means. */
export const IN_FORCE = asked(
  'Enabled',
  'isEnabled',
  ['est-elle en vigueur?', 'whether it is in force'],
  NOT_KNOWN,
);
