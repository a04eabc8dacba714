import { LIVE, type Staging } from './staging.ts';

function stgSharing(place: 'onedrive' | 'sharepoint'): Staging {
  return {
    name: `stg_sharing_${place}`,
    reads: [
      {
        name: `src_${place}_activity`,
        source: `${place}-activity`,
        by: 'name',
        select: `SELECT lower(userPrincipalName) AS name, CASE WHEN ${LIVE} THEN known_day(lastActivityOn) END AS activeOn,
          CASE WHEN ${LIVE} THEN sharedExternally END AS shared
        FROM "${place}-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
      },
    ],
    sql: `SELECT accountId, true AS ${place}Reported, latest_number(shared, activeOn) AS ${place}SharedExternally
    FROM src_${place}_activity GROUP BY accountId`,
  };
}

/**
 * Files shared outside the organization in the period of each report; null where it does not tell. Whoever is in one report alone shared
 * nothing through the other: a row that may be a deleted account's keeps its account from that.
 */
export const stgSharingOnedrive = stgSharing('onedrive');
export const stgSharingSharepoint = stgSharing('sharepoint');
