import type { Words } from '../../i18n/words.ts';
import type { SourceId } from '../../snapshot/tables.ts';

/** What to do about something that no export tells, where nothing more is known of it. */
export const EXPORT_WHAT_IS_MISSING: Words = {
  fr: 'Exporter ce qui manque («\u00a0vigie import --print-commands\u00a0» dit comment), puis importer de nouveau avec les autres fichiers.',
  en: 'Export what is missing (“vigie import --print-commands” tells how), then import again with the other files.',
};

/** A thing of a source that no export has. */
export function thingNotExported({ fr, en }: Words): Words {
  return { fr: `Absent des exportations\u00a0: ${fr}.`, en: `Not in any export: ${en}.` };
}

const AND_IMPORT: Words = {
  fr: 'puis importer de nouveau avec les autres fichiers.',
  en: 'then import again with the other files.',
};

function usageReport(fr: string, en: string): Words {
  return {
    fr: `Exporter le rapport «\u00a0${fr}\u00a0» sur 180 jours (centre d’administration Microsoft 365, Rapports, Utilisation), ${AND_IMPORT.fr}`,
    en: `Export the report “${en}” over 180 days (Microsoft 365 admin centre, Reports, Usage), ${AND_IMPORT.en}`,
  };
}

function cmdlets(names: string): Words {
  return {
    fr: `Exporter ${names} («\u00a0vigie import --print-commands\u00a0» dit comment), ${AND_IMPORT.fr}`,
    en: `Export ${names} (“vigie import --print-commands” tells how), ${AND_IMPORT.en}`,
  };
}

/** What to do about what no export can tell. */
export const COLLECT_IT: Words = {
  fr: 'Aucune exportation ne le dit\u00a0: il faut une collecte avec Microsoft Graph (vigie setup, puis vigie collect).',
  en: 'No export tells it: that takes a collection with Microsoft Graph (vigie setup, then vigie collect).',
};

/** What to do about a source that no imported file tells of. */
export const EXPORT_REMEDIES: Readonly<Record<SourceId, Words>> = {
  tenant: COLLECT_IT,
  accounts: {
    fr: `Exporter les utilisateurs (centre d’administration Microsoft Entra, Tous les utilisateurs, Télécharger les utilisateurs), ${AND_IMPORT.fr}`,
    en: `Export the users (Microsoft Entra admin centre, All users, Download users), ${AND_IMPORT.en}`,
  },
  'sign-in-activity': COLLECT_IT,
  'mail-activity': usageReport('Activité de courrier', 'Email activity'),
  'mailbox-usage': usageReport('Utilisation des boîtes aux lettres', 'Mailbox usage'),
  'service-activity': usageReport('Utilisateurs actifs', 'Active users'),
  'onedrive-activity': usageReport('Activité OneDrive', 'OneDrive activity'),
  'sharepoint-activity': usageReport('Activité SharePoint', 'SharePoint activity'),
  'forms-activity': usageReport('Activité Forms', 'Forms activity'),
  'service-counts': COLLECT_IT,
  'inbox-rules': cmdlets('Get-InboxRule'),
  'mailbox-forwarding': cmdlets('Get-EXOMailbox -PropertySets Minimum,Delivery'),
  'mail-flow': cmdlets('Get-TransportRule'),
  'mfa-registrations': {
    fr: `Exporter les détails d’inscription des utilisateurs (centre d’administration Microsoft Entra, Méthodes d’authentification), ${AND_IMPORT.fr}`,
    en: `Export the user registration details (Microsoft Entra admin centre, Authentication methods), ${AND_IMPORT.en}`,
  },
  'mfa-policies': COLLECT_IT,
  'role-assignments': COLLECT_IT,
  'per-user-mfa': COLLECT_IT,
  'terms-of-use': COLLECT_IT,
  'group-members': COLLECT_IT,
};

/** Mailboxes that have no line in the export of rules: that is not “no rule”. */
export const RULES_NOT_EXPORTED = {
  what: {
    fr: 'Boîtes aux lettres sans aucune ligne dans l’exportation des règles\u00a0: rien ne dit qu’elles ont été interrogées.',
    en: 'Mailboxes without a line in the export of rules: nothing tells that they were asked.',
  },
  remedy: {
    fr: `Exporter les règles avec les commandes de «\u00a0vigie import --print-commands\u00a0», qui écrivent aussi une ligne pour une boîte sans règle, ${AND_IMPORT.fr}`,
    en: `Export the rules with the commands of “vigie import --print-commands”, which write a line for a mailbox without a rule too, ${AND_IMPORT.en}`,
  },
} as const satisfies { readonly what: Words; readonly remedy: Words };
