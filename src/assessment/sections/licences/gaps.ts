import { z } from 'zod';
import type { FoundGap, GapWords } from '../../gaps/found-gap.ts';
import type { GapContext } from '../section.ts';
import { pricesOfNoLicence } from '../../../dossier/licence-terms.ts';

const LICENCES_NOT_TOLD: GapWords = {
  what: {
    fr: 'Comptes de l’annuaire dont les licences ne sont pas connues\u00a0: celles des comptes non utilisés sont indéterminées.',
    en: 'Accounts of the directory whose licences are not known: those of unused accounts are undetermined.',
  },
  remedy: {
    fr: 'Collecter de nouveau\u00a0: l’annuaire donne les licences (assignedLicenses) avec les comptes.',
    en: 'Collect again: the directory gives the licences (assignedLicenses) with the accounts.',
  },
};

/** Accounts whose licences were not told, and prices of licences that the tenant does not have. */
export async function licenceGaps({ db }: GapContext): Promise<FoundGap[]> {
  const { accounts } = await db.row(
    `SELECT count(*) FILTER (WHERE NOT isGuest AND licences IS NULL)::DOUBLE AS accounts FROM dossier`,
    z.object({ accounts: z.number() }),
  );
  const priced = await pricesOfNoLicence(db);
  return [
    ...(accounts === 0
      ? []
      : [{ source: 'accounts', reason: 'not-read', accounts, words: LICENCES_NOT_TOLD } as const]),
    ...(priced.length === 0
      ? []
      : [
          {
            source: 'tenant',
            reason: 'not-read',
            accounts: 0,
            words: pricedForNothing(priced),
          } as const,
        ]),
  ];
}

function pricedForNothing(licences: readonly string[]): GapWords {
  const list = licences.map((licence) => licence.toUpperCase()).join(', ');
  return {
    what: {
      fr: `La configuration donne un prix à des licences que l’organisation n’a pas\u00a0: ${list}.`,
      en: `The config has a price for licences that the organization does not have: ${list}.`,
    },
    remedy: {
      fr: 'Corriger la clé sous «\u00a0licences: monthlyPrices:\u00a0» (skuPartNumber ou skuId), ou la retirer.',
      en: 'Correct the key under “licences: monthlyPrices:” (skuPartNumber or skuId), or take it out.',
    },
  };
}
