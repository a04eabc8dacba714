import type { Staging } from './staging.ts';

function stgSharing(place: 'onedrive' | 'sharepoint'): Staging {
  return {
    name: `stg_sharing_${place}`,
    reads: [
      {
        name: `src_${place}_activity`,
        source: `${place}-activity`,
        by: 'name',
        select: `SELECT lower(userPrincipalName) AS name, known_day(lastActivityOn) AS activeOn, sharedExternally AS shared
        FROM "${place}-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
      },
    ],
    sql: `SELECT accountId, true AS ${place}Reported, latest_number(shared, activeOn) AS ${place}SharedExternally
    FROM src_${place}_activity GROUP BY accountId`,
  };
}

/** Files shared outside the organization in the period of each report; null where it does not tell. */
export const stgSharingOnedrive = stgSharing('onedrive');
export const stgSharingSharepoint = stgSharing('sharepoint');
