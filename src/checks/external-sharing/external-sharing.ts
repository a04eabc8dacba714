import type { Check, Fact, FactColumn } from '../check.ts';
import { externalSharingAdvice } from './advice.ts';
import { externalSharingWords as words } from './words.ts';

const PLACES = [
  { place: 'onedrive', name: 'OneDrive' },
  { place: 'sharepoint', name: 'SharePoint' },
] as const;

/** The report was read, and tells numbers where it tells of accounts: a column of blanks is not "none". */
const isRead = (place: string): string =>
  `(is_read('${place}-activity')
        AND (count(${place}SharedExternally) > 0 OR NOT coalesce(bool_or(${place}Reported), false)))`;

const accountsOf = ({ place, name }: (typeof PLACES)[number]): Fact => ({
  label: {
    fr: `Comptes ayant partagé des fichiers à l’externe dans ${name}`,
    en: `Accounts that shared files outside in ${name}`,
  },
  sql: `CASE WHEN ${isRead(place)}
        THEN count(*) FILTER (WHERE verdict = 'non-compliant' AND ${place}SharedExternally > 0) END`,
});

/** Accounts that shared files outside the organization in the period of the reports. */
export const externalSharing: Check = {
  id: 'external-sharing',
  ...words,
  advice: externalSharingAdvice,
  primary: ['onedrive-activity', 'sharepoint-activity'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN onedriveSharedExternally > 0 OR sharepointSharedExternally > 0 THEN 'non-compliant'
  WHEN onedriveReported AND onedriveSharedExternally IS NULL THEN 'undetermined'
  WHEN sharepointReported AND sharepointSharedExternally IS NULL THEN 'undetermined'
  WHEN onedriveReported OR sharepointReported THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: PLACES.map(({ place, name }): FactColumn => ({
    name: `${place}SharedExternally`,
    kind: 'integer',
    label: {
      fr: `Fichiers ${name} partagés à l’externe en 180 jours`,
      en: `${name} files shared outside in 180 days`,
    },
    sql: `${place}SharedExternally`,
  })),
  worstFirst: '-(coalesce(onedriveSharedExternally, 0) + coalesce(sharepointSharedExternally, 0))',
  facts: {
    onedrive: accountsOf(PLACES[0]),
    sharepoint: accountsOf(PLACES[1]),
    files: {
      label: { fr: 'Fichiers partagés à l’externe', en: 'Files shared outside' },
      sql: `CASE WHEN ${isRead('onedrive')} AND ${isRead('sharepoint')} THEN coalesce(
        sum(coalesce(onedriveSharedExternally, 0) + coalesce(sharepointSharedExternally, 0))
        FILTER (WHERE verdict = 'non-compliant'), 0)::BIGINT END`,
    },
  },
};
