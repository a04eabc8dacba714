import { column, NOT_LISTED, NOT_REPORTED, type DossierColumn } from './column.ts';

const SERVICES = { sources: ['service-activity'] } as const;
const TERMS = { sources: ['terms-of-use'] } as const;

const licensed = (service: string): DossierColumn =>
  column(
    'BOOLEAN',
    SERVICES,
    [`Licence ${service}, selon le rapport`, `${service} licence, by the report`],
    NOT_LISTED,
  );
const lastActivity = (service: string): DossierColumn =>
  column(
    'DATE',
    { ...SERVICES, untold: 'NOT serviceReported' },
    [`Dernière activité ${service}`, `Last ${service} activity`],
    NOT_REPORTED,
  );

/** The services that the account holds and uses, what it shares and what it accepted. */
export const SERVICE_DOSSIER_COLUMNS = {
  enrolments: column(
    'VARCHAR[]',
    { sources: ['group-members'], names: 'nobody', untold: 'NOT known().enrolmentsKnown' },
    [
      'Services de la configuration dont le groupe compte ce compte parmi ses membres; vide\u00a0: aucun trouvé',
      'Services of the config whose group has this account among its members; empty: none found',
    ],
  ),
  serviceReported: column('BOOLEAN', { ...SERVICES, untold: `NOT is_read('service-activity')` }, [
    'Le rapport des utilisateurs actifs parle de ce compte',
    'The active users report tells of this account',
  ]),
  exchangeLicensed: licensed('Exchange'),
  exchangeLastActivityOn: lastActivity('Exchange'),
  onedriveLicensed: licensed('OneDrive'),
  onedriveLastActivityOn: lastActivity('OneDrive'),
  sharepointLicensed: licensed('SharePoint'),
  sharepointLastActivityOn: lastActivity('SharePoint'),
  teamsLicensed: licensed('Teams'),
  teamsLastActivityOn: lastActivity('Teams'),
  vivaEngageLicensed: licensed('Viva Engage'),
  vivaEngageLastActivityOn: lastActivity('Viva Engage'),
  onedriveReported: column(
    'BOOLEAN',
    { sources: ['onedrive-activity'], untold: `NOT is_read('onedrive-activity')` },
    ['Le rapport OneDrive parle de ce compte', 'The OneDrive report tells of this account'],
  ),
  onedriveSharedExternally: column(
    'BIGINT',
    { sources: ['onedrive-activity'] },
    ['Fichiers OneDrive partagés à l’externe en 180 jours', 'OneDrive files shared outside in 180 days'],
    NOT_LISTED,
  ),
  sharepointReported: column(
    'BOOLEAN',
    { sources: ['sharepoint-activity'], untold: `NOT is_read('sharepoint-activity')` },
    ['Le rapport SharePoint parle de ce compte', 'The SharePoint report tells of this account'],
  ),
  sharepointSharedExternally: column(
    'BIGINT',
    { sources: ['sharepoint-activity'] },
    ['Fichiers SharePoint partagés à l’externe en 180 jours', 'SharePoint files shared outside in 180 days'],
    NOT_LISTED,
  ),
  formsLastActivityOn: column(
    'DATE',
    { sources: ['forms-activity'], untold: `NOT is_read('forms-activity')` },
    ['Dernière activité Forms (rapport bêta)', 'Last Forms activity (beta report)'],
    NOT_REPORTED,
  ),
  termsStandings: column(
    'STRUCT(agreement VARCHAR, "label" VARCHAR, standing VARCHAR, recordedOn DATE, expiresOn DATE)[]',
    {
      ...TERMS,
      names: 'agreements',
      values: ['accepted', 'missing', 'declined', 'expired', 'undetermined'],
    },
    [
      'Chaque condition d’utilisation de l’organisation et où en est le compte',
      'Each agreement of the tenant and where the account stands',
    ],
    ['conditions d’utilisation non lues', 'terms of use not read'],
  ),
  termsAccepted: column(
    'VARCHAR[]',
    { ...TERMS, names: 'objects' },
    ['Identifiants des conditions d’utilisation acceptées', 'Ids of the agreements accepted'],
    ['conditions d’utilisation non lues', 'terms of use not read'],
  ),
} as const satisfies Record<string, DossierColumn>;
