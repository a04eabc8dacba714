import type { Section } from '../section.ts';
import { importedGaps } from './gaps.ts';

/** The files that a snapshot was imported from, and what they leave untold. */
export const imported: Section = {
  id: 'imported',
  count: ({ manifest }) =>
    Promise.resolve({ whole: manifest.imported === undefined ? {} : { imported: manifest.imported } }),
  gaps: ({ manifest }) => Promise.resolve(importedGaps(manifest)),
};
