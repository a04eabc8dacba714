import { z } from 'zod';
import type { FoundGap } from '../../gaps/found-gap.ts';
import type { GapContext } from '../section.ts';

/** A tenant that has no terms of use: that everybody accepted all of none is no figure. */
export async function termsGaps({ db, populations }: GapContext): Promise<FoundGap[]> {
  const { none } = await db.row(
    `SELECT coalesce(len(known().termsAgreements) = 0, false) AS "none"`,
    z.object({ none: z.boolean() }),
  );
  if (!none) return [];
  const words = {
    what: {
      fr: 'L’organisation n’a pas de conditions d’utilisation dans Microsoft Entra\u00a0: rien à accepter ni à compter.',
      en: 'The organization has no terms of use in Microsoft Entra: nothing to accept, and nothing to count.',
    },
    remedy: {
      fr: 'S’il devait y en avoir, les publier dans Microsoft Entra (Accès conditionnel, Conditions d’utilisation), puis les relire.',
      en: 'If there should be some, publish them in Microsoft Entra (Conditional Access, Terms of use), then read them again.',
    },
  };
  return [{ source: 'terms-of-use', reason: 'not-read', accounts: populations.members, words }];
}
