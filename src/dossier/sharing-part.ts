import type { DossierPart, SourceRows } from './part.ts';

const PLACES = ['onedrive', 'sharepoint'] as const;

/** Files shared outside the organization, in the period of each report; null where it does not tell. */
export const sharingPart: DossierPart = {
  named: PLACES.map((place): SourceRows => ({
    source: `${place}-activity`,
    select: `SELECT lower(userPrincipalName) AS name, true AS ${place}Reported, known_day(lastActivityOn) AS ${place}ActiveOn,
        sharedExternally AS ${place}SharedExternally
      FROM "${place}-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
  })),
  byName: PLACES.flatMap((place) => [
    `bool_or(${place}Reported) AS ${place}Reported`,
    `latest_number(${place}SharedExternally, ${place}ActiveOn) AS ${place}SharedExternally`,
  ]),
  byAccount: PLACES.flatMap((place) => [
    `bool_or(${place}Reported) AS ${place}Reported`,
    `max(${place}SharedExternally) AS ${place}SharedExternally`,
  ]),
  columns: PLACES.flatMap((place) => [
    `coalesce(${place}Reported, false) AS ${place}Reported`,
    `${place}SharedExternally`,
  ]),
};
