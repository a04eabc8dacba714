import type { Words } from '../../i18n/words.ts';

/** What differs between two audits beside the accounts, for those who read the figures. */
export const DIFFERENCE_WORDS = {
  unreadable: {
    fr: 'ses tableaux de constats ne se lisent pas comme une évaluation les écrit',
    en: 'its tables of findings do not read as an assessment writes them',
  },
  threshold: {
    fr: 'Un compte était tenu pour inutilisé après {before} jours lors de l’audit précédent; il l’est maintenant après {now} jours.',
    en: 'An account was held to be unused after {before} days in the previous audit; it now is after {now} days.',
  },
  version: {
    fr: 'L’audit précédent a été évalué par Vigie {before}, celui-ci par Vigie {now}.',
    en: 'The previous audit was assessed by Vigie {before}, this one by Vigie {now}.',
  },
  rule: {
    fr: 'La règle de comptage n’est plus la même\u00a0: {titles}.',
    en: 'The counting rule is no longer the same: {titles}.',
  },
  coverage: {
    fr: 'Source «\u00a0{source}\u00a0»\u00a0: {before} lors de l’audit précédent, {now} maintenant.',
    en: 'Source “{source}”: {before} in the previous audit, {now} now.',
  },
  complete: { fr: 'lue en entier', en: 'read whole' },
  partial: { fr: 'lue en partie', en: 'read in part' },
  none: { fr: 'non lue', en: 'not read' },
  sameTerms: {
    fr: 'Les conditions d’utilisation des deux audits viennent d’une même lecture, celle du {day}\u00a0: aucune acceptation plus récente n’y paraît.',
    en: 'The terms of use of both audits come from one reading, that of {day}: no acceptance since then shows.',
  },
  undetermined: {
    fr: 'Le nombre de comptes indéterminés a beaucoup changé, et une partie de l’écart peut en venir\u00a0: {titles}.',
    en: 'The number of undetermined accounts changed much, and part of the difference may come from it: {titles}.',
  },
  bound: {
    fr: 'Le chiffre est un minimum, ou approximatif, dans un seul des deux audits\u00a0: {titles}.',
    en: 'The figure is a minimum, or approximate, in only one of the two audits: {titles}.',
  },
  categories: {
    fr: 'Les catégories de comptes ne sont plus les mêmes\u00a0: le nombre de médecins et les chiffres par catégorie ont pu changer sans que les comptes changent.',
    en: 'The categories of accounts are no longer the same: the number of physicians and the figures by category may have changed though the accounts did not.',
  },
  categoriesKnown: {
    fr: 'Dans un seul des deux audits, l’appartenance aux catégories n’a pas pu être lue en entier\u00a0: les chiffres des médecins ne se comparent pas.',
    en: 'In only one of the two audits, who belongs to the categories could not be read whole: the figures of the physicians do not compare.',
  },
  physiciansMoved: {
    fr: 'Comptes devenus ceux de médecins, ou qui ne le sont plus\u00a0: {n} sur {of}. Les chiffres des médecins suivent le nouveau classement et ne se comparent pas.',
    en: 'Accounts that became those of physicians, or no longer are: {n} of {of}. The figures of the physicians follow the new placing and do not compare.',
  },
  establishmentsMoved: {
    fr: 'Comptes rattachés à un autre établissement qu’avant\u00a0: {n} sur {of}. Les chiffres par établissement suivent le nouveau rattachement et ne se comparent pas.',
    en: 'Accounts of another establishment than before: {n} of {of}. The figures by establishment follow the new placing and do not compare.',
  },
  categoriesUnknown: {
    fr: 'Dans aucun des deux audits, l’appartenance aux catégories n’a pu être lue en entier\u00a0: les chiffres des médecins ne se comparent pas.',
    en: 'In neither of the two audits could it be read whole who belongs to the categories: the figures of the physicians do not compare.',
  },
  roster: {
    fr: 'La liste des médecins n’est plus la même\u00a0: les chiffres des médecins, par catégorie et par établissement, suivent la nouvelle liste.',
    en: 'The list of physicians is no longer the same: the figures of the physicians, by category and by establishment, follow the new list.',
  },
  findings: {
    fr: 'Les comptes de l’audit précédent n’ont pas pu être comparés à ceux-ci\u00a0: {why}. Les chiffres se comparent, mais on ne sait pas quels comptes ont changé.',
    en: 'The accounts of the previous audit could not be compared with these: {why}. The figures compare, but which accounts changed is not known.',
  },
  otherAccounts: {
    fr: 'ses constats ne correspondent pas à ses chiffres ({titles})',
    en: 'its findings do not agree with its figures ({titles})',
  },
} as const satisfies Record<string, Words>;
