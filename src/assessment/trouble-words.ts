import type { InBoth } from '../errors.ts';

/** What is wrong with what an assessment reads or has written, and what to do next. */
export const TROUBLE_WORDS = {
  damagedSnapshot: {
    fr: 'L’instantané est endommagé\u00a0: {folder}\u00a0: {why}',
    en: 'The snapshot is damaged: {folder}: {why}',
  },
  collectNew: {
    fr: 'Collecter un nouvel instantané avec «\u00a0vigie collect\u00a0».',
    en: 'Collect a new snapshot with “vigie collect”.',
  },
  strangers: {
    fr: '{file} a des lignes d’établissements qu’establishments.json ne connaît pas\u00a0: {rows}.',
    en: '{file} has {rows} rows of establishments that establishments.json does not know.',
  },
  assessAgain: {
    fr: 'Évaluer de nouveau l’instantané avec «\u00a0vigie assess\u00a0».',
    en: 'Assess the snapshot again with “vigie assess”.',
  },
  damagedFindings: {
    fr: 'Les constats de {audit} sont endommagés\u00a0: ils ne se lisent pas comme une évaluation les écrit.',
    en: 'The findings of {audit} are damaged: they do not read as an assessment writes them.',
  },
  assessItsAgain: {
    fr: 'Évaluer de nouveau son instantané avec «\u00a0vigie assess\u00a0», ou reprendre le dossier d’audit là où il était gardé.',
    en: 'Assess its snapshot again with “vigie assess”, or take the audit folder from where it was kept.',
  },
} as const satisfies Record<string, InBoth>;
