import type { DossierPart } from './part.ts';

export const signInPart: DossierPart = {
  rows: [
    {
      source: 'sign-in-activity',
      select: `SELECT accountId, true AS signInRead, known_day(lastSuccessfulSignInAt) AS successfulOn,
          known_day(lastInteractiveSignInAt) AS interactiveOn, known_day(lastNonInteractiveSignInAt) AS nonInteractiveOn
        FROM "sign-in-activity"`,
    },
  ],
  byAccount: [
    'bool_or(signInRead) AS signInRead',
    'max(successfulOn) AS successfulOn',
    'max(interactiveOn) AS interactiveOn',
    'max(nonInteractiveOn) AS nonInteractiveOn',
  ],
  columns: [
    'coalesce(signInRead, false) AS signInRead',
    'coalesce(successfulOn, greatest(interactiveOn, nonInteractiveOn)) AS signedInOn',
    `CASE WHEN signInRead THEN CASE
      WHEN successfulOn IS NOT NULL THEN 'successful'
      WHEN interactiveOn IS NOT NULL OR nonInteractiveOn IS NOT NULL THEN 'attempt'
      ELSE 'never' END END AS signInBasis`,
    `days_until(coalesce(successfulOn, greatest(interactiveOn, nonInteractiveOn)), 'collectedOn') AS daysWithoutSignIn`,
    `days_until(createdOn, 'collectedOn') AS ageAtCollection`,
  ],
};
