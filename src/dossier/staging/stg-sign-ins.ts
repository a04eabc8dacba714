import type { Staging } from './staging.ts';

/** The last sign-in: a successful one, else an attempt, which may have failed (`signInBasis` tells). */
export const stgSignIns: Staging = {
  name: 'stg_sign_ins',
  reads: [
    {
      name: 'src_sign_in_activity',
      source: 'sign-in-activity',
      by: 'accountId',
      select: `SELECT accountId, known_day(lastSuccessfulSignInAt) AS successfulOn,
          known_day(lastInteractiveSignInAt) AS interactiveOn, known_day(lastNonInteractiveSignInAt) AS nonInteractiveOn
        FROM "sign-in-activity"`,
    },
  ],
  sql: `SELECT accountId, true AS signInRead,
      coalesce(successfulOn, attemptedOn) AS signedInOn,
      CASE WHEN successfulOn IS NOT NULL THEN 'successful' WHEN attemptedOn IS NOT NULL THEN 'attempt' ELSE 'never' END AS signInBasis
    FROM (SELECT accountId, max(successfulOn) AS successfulOn, greatest(max(interactiveOn), max(nonInteractiveOn)) AS attemptedOn
      FROM src_sign_in_activity GROUP BY accountId)`,
};
