import type { DossierPart } from './part.ts';

/** The last activity in Forms, of a beta report. */
export const formsPart: DossierPart = {
  named: [
    {
      source: 'forms-activity',
      select: `SELECT lower(userPrincipalName) AS name, known_day(lastActivityOn) AS formsLastActivityOn
        FROM "forms-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
  ],
  byName: ['max(formsLastActivityOn) AS formsLastActivityOn'],
  byAccount: ['max(formsLastActivityOn) AS formsLastActivityOn'],
  columns: ['formsLastActivityOn'],
};
