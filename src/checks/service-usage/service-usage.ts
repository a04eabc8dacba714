import type { Check, FactColumn } from '../check.ts';

const SERVICES = [
  { column: 'exchange', name: 'Exchange' },
  { column: 'onedrive', name: 'OneDrive' },
  { column: 'sharepoint', name: 'SharePoint' },
  { column: 'teams', name: 'Teams' },
  { column: 'vivaEngage', name: 'Viva Engage' },
];

/** Informative: which Microsoft 365 services the accounts hold and use. */
export const serviceUsage: Check = {
  id: 'service-usage',
  title: { fr: 'Utilisation des services', en: 'Service usage' },
  shortTitle: { fr: 'Services', en: 'Services' },
  question: {
    fr: 'Quels services Microsoft 365 sont réellement utilisés?',
    en: 'Which Microsoft 365 services are really used?',
  },
  rule: {
    fr:
      'Pour information : aucun compte n’est jugé. Population : les comptes ayant une boîte aux lettres personnelle. Par ' +
      'service, le nombre de comptes qui en ont la licence, et de ceux dont la dernière activité remonte à 30 jours et à ' +
      '90 jours au plus avant la date du rapport. Absent du rapport : indéterminé.',
    en:
      'Informative: no account is judged. Population: accounts with a personal mailbox. Per service, the number of ' +
      'accounts that hold its licence, and of those whose last activity is at most 30 and at most 90 days before the date ' +
      'of the report. Absent from the report: undetermined.',
  },
  primary: ['service-activity'],
  population: 'personalMailbox',
  verdict: `CASE WHEN serviceReported THEN 'compliant' ELSE 'undetermined' END`,
  columns: [...SERVICES.flatMap(columnsOf), lastActivity('forms', 'Forms')],
  facts: {},
  constats: { fr: [], en: [] },
  theme: 'service-usage',
};

function columnsOf({ column, name }: (typeof SERVICES)[number]): FactColumn[] {
  return [
    {
      name: `${column}Licensed`,
      kind: 'boolean',
      label: { fr: `Licence ${name}`, en: `${name} licence` },
      sql: `${column}Licensed`,
    },
    lastActivity(column, name),
  ];
}

function lastActivity(column: string, name: string): FactColumn {
  return {
    name: `${column}LastActivityOn`,
    kind: 'date',
    label: { fr: `Dernière activité ${name} le`, en: `Last ${name} activity on` },
    sql: `${column}LastActivityOn`,
  };
}
