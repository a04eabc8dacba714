import type { Section } from '../section.ts';

/** That the audit is a pilot, and of how many accounts. */
export const sample: Section = {
  id: 'sample',
  count: ({ manifest }) =>
    Promise.resolve({ whole: manifest.sample === undefined ? {} : { sample: manifest.sample } }),
};
