import type { InBoth } from '../errors.ts';

/** What is wrong with the published files of an assessment, and what to do next. */
export const TROUBLE_WORDS = {
  otherVersion: {
    fr: 'La situation est d’une autre version\u00a0: {file} dit {found}, ce programme lit {expected}.',
    en: 'The situation is of another version: {file} says {found}, this program reads {expected}.',
  },
  writeAgain: {
    fr: 'La récrire à partir de son instantané avec «\u00a0vigie assess\u00a0».',
    en: 'Write it again from its snapshot with “vigie assess”.',
  },
  damagedWhere: {
    fr: 'La situation est endommagée\u00a0: {file}\u00a0: {faults}.',
    en: 'The situation is damaged: {file}: {faults}.',
  },
  damaged: {
    fr: 'La situation est endommagée\u00a0: {file} {why}.',
    en: 'The situation is damaged: {file} {why}.',
  },
  noSituation: {
    fr: 'Aucune situation ici\u00a0: {file} ({why}).',
    en: 'No situation here: {file} ({why}).',
  },
  assess: { fr: 'L’écrire avec «\u00a0vigie assess\u00a0».', en: 'Write it with “vigie assess”.' },
  damagedFigures: {
    fr: 'Les chiffres des établissements sont endommagés, ou d’une autre évaluation\u00a0: {file}\u00a0: {faults}.',
    en: 'The figures of the establishments are damaged, or of another assessment: {file}: {faults}.',
  },
  noFigures: {
    fr: 'Aucun chiffre des établissements ici\u00a0: {file} ({why}).',
    en: 'No figures of establishments here: {file} ({why}).',
  },
  noCheckId: {
    fr: 'situation.json nomme un contrôle {id}, ce qui n’est l’identifiant d’aucun contrôle.',
    en: "situation.json names a check {id}, which is no check's id.",
  },
  assessAgain: {
    fr: 'Évaluer de nouveau l’instantané\u00a0: vigie assess',
    en: 'Assess the snapshot again: vigie assess',
  },
} as const satisfies Record<string, InBoth>;
