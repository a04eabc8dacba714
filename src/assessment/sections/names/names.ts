import type { Section } from '../section.ts';
import { establishmentSpellings } from './establishment-spellings.ts';
import { nameGaps } from './gaps.ts';

/** What the names of the config, the roster and the directory have to do with one another. */
export const names: Section = {
  id: 'names',
  count: async ({ db }) => {
    const spellings = await establishmentSpellings(db);
    return { whole: spellings.length === 0 ? {} : { establishmentSpellings: spellings } };
  },
  gaps: nameGaps,
};
