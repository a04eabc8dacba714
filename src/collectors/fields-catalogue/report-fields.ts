import { nameOfReport, type UsageReportName } from '../../graph/usage-report.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import { asked, NOT_KNOWN, SHOWN_EMPTY, words, type AskedEndpoint, type AskedField } from './asked-field.ts';

const REFUSED = [
  'le rapport n’est pas celui qui est documenté\u00a0: source inutilisable',
  'the report is not the documented one: the source is not usable',
] as const;
const NEVER = [
  'd’une ligne\u00a0: aucune activité; de toutes\u00a0: source inutilisable',
  'of one row: no activity; of all: the source is not usable',
] as const;

const DATED = asked(
  'Report Refresh Date',
  'refreshedOn',
  ['la date dont les âges sont comptés', 'the date that ages are counted from'],
  REFUSED,
);
const PERIOD = asked(
  'Report Period',
  null,
  ['la ligne est entière, et de la période demandée', 'the row is whole, and of the period asked'],
  ['lu tout de même', 'read all the same'],
);
const NAMED = [
  DATED,
  asked(
    'User Principal Name',
    'userPrincipalName',
    ['de quel compte il s’agit', 'which account it is'],
    ['la ligne n’est celle de personne', 'the row is nobody’s'],
  ),
  asked(
    'Is Deleted',
    'isDeleted',
    ['les lignes de comptes supprimés sont écartées', 'rows of deleted accounts are left out'],
    [
      'colonne absente, ou vide de toutes les lignes\u00a0: source inutilisable; cellule vide\u00a0: la ligne ne dit rien de personne, avec une lacune',
      'no column, or empty of all rows: the source is not usable; an empty cell: the row tells nothing of anybody, with a gap',
    ],
  ),
];
const LAST = asked('Last Activity Date', 'lastActivityOn', ['dernière activité', 'last activity'], NEVER);
const count = (property: string, keptAs: string, fr: string, en: string): AskedField =>
  asked(property, keptAs, [fr, en], NOT_KNOWN);

function report(source: SourceId, name: UsageReportName, fields: readonly AskedField[]): AskedEndpoint {
  const address = nameOfReport(name);
  const from = address.startsWith('/beta') ? 'beta' : 'v1.0';
  return { source, path: address.replace(/^\/[^/]+/, ''), from, selects: false, fields };
}

const SHARING = [
  ...NAMED,
  LAST,
  count(
    'Viewed Or Edited File Count',
    'viewedOrEdited',
    'fichiers consultés ou modifiés',
    'files viewed or edited',
  ),
  count(
    'Shared Internally File Count',
    'sharedInternally',
    'fichiers partagés à l’interne',
    'files shared inside',
  ),
  asked(
    'Shared Externally File Count',
    'sharedExternally',
    ['fichiers partagés à l’externe', 'files shared outside'],
    [
      'd’une ligne\u00a0: indéterminé; de toutes\u00a0: source inutilisable',
      'of one row: undetermined; of all: the source is not usable',
    ],
  ),
  PERIOD,
];

const SERVICES = [
  ['Exchange', 'exchange'],
  ['OneDrive', 'onedrive'],
  ['SharePoint', 'sharepoint'],
  ['Teams', 'teams'],
  ['Yammer', 'vivaEngage'],
] as const;

/** The usage reports: CSV, read by header. */
export const REPORT_FIELDS: readonly AskedEndpoint[] = [
  report('mail-activity', 'getEmailActivityUserDetail', [
    ...NAMED,
    LAST,
    count(
      'Send Count',
      'sendCount',
      'messages envoyés\u00a0: contredisent une activité vide',
      'messages sent: they belie an empty activity',
    ),
    asked(
      'Receive Count',
      'receiveCount',
      ['messages reçus d’une boîte inutilisée', 'messages received by an unused mailbox'],
      ['inconnu\u00a0: indéterminé, avec une lacune', 'not known: undetermined, with a gap'],
    ),
    count(
      'Read Count',
      'readCount',
      'messages lus\u00a0: contredisent une activité vide',
      'messages read: they belie an empty activity',
    ),
    PERIOD,
  ]),
  report('mailbox-usage', 'getMailboxUsageDetail', [
    ...NAMED,
    asked(
      'Recipient Type',
      'recipientType',
      ['boîte personnelle, partagée, salle', 'personal, shared or room mailbox'],
      [
        'genre inconnu\u00a0: tenue pour personnelle, populations approximatives, avec une lacune',
        'kind not known: taken for personal, populations approximate, with a gap',
      ],
    ),
    asked(
      'Created Date',
      'createdOn',
      ['âge de la boîte aux lettres', 'age of the mailbox'],
      ['la date de création du compte en tient lieu', 'the creation date of the account stands for it'],
    ),
    asked(
      'Last Activity Date',
      'lastActivityOn',
      ['de deux lignes d’un nom, la plus récente', 'of two rows of one name, the latest'],
      SHOWN_EMPTY,
    ),
    PERIOD,
  ]),
  report('service-activity', 'getOffice365ActiveUserDetail', [
    ...NAMED,
    ...SERVICES.map(([name, kept]) =>
      asked(
        `Has ${name} License`,
        `${kept}Licensed`,
        ['licence du service', 'licence of the service'],
        REFUSED,
      ),
    ),
    ...SERVICES.map(([name, kept]) =>
      asked(
        `${name} Last Activity Date`,
        `${kept}LastActivityOn`,
        ['dernière activité dans le service', 'last activity in the service'],
        NEVER,
      ),
    ),
  ]),
  report('onedrive-activity', 'getOneDriveActivityUserDetail', SHARING),
  report('sharepoint-activity', 'getSharePointActivityUserDetail', SHARING),
  {
    ...report('forms-activity', 'getFormsUserActivityUserDetail', [
      ...NAMED.slice(0, 2),
      asked(
        'Is Deleted',
        'isDeleted',
        ['les comptes supprimés sont écartés', 'deleted accounts are left out'],
        [
          'le rapport documenté ne l’a pas\u00a0: compte vivant',
          'the documented report has none: a live account',
        ],
      ),
      LAST,
      count('Created Count', 'createdCount', 'formulaires créés', 'forms created'),
      count('Responded Count', 'respondedCount', 'réponses données', 'answers given'),
      PERIOD,
    ]),
    beyondMetadata: {
      documentedBy: 'https://learn.microsoft.com/graph/api/reportroot-getformsuseractivityuserdetail',
      whenRefused: words([
        'cette source seule manque\u00a0: l’usage de Forms n’est pas connu',
        'this source alone is missing: the use of Forms is not known',
      ]),
    },
  },
  report('service-counts', 'getOffice365ServicesUserCounts', [
    DATED,
    ...SERVICES.flatMap(([name]) => [
      count(`${name} Active`, 'active', 'totaux de Microsoft', 'totals by Microsoft'),
      count(`${name} Inactive`, 'inactive', 'totaux de Microsoft', 'totals by Microsoft'),
    ]),
    PERIOD,
  ]),
];
