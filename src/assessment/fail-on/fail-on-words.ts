import type { InBoth } from '../../errors.ts';

/** Why an expression of `--fail-on` is refused, and what to write instead. */
export const FAIL_ON_WORDS = {
  refused: { fr: '--fail-on {text}\u00a0: {why}', en: '--fail-on {text}: {why}' },
  write: {
    fr: 'Écrire `gaps` ou `gaps:<source>` (les lacunes à réparer), `gaps.all` (toutes), `exceptions` (toute exception échue), ou `<indicateur> > N`, `<indicateur> >= N`, `<indicateur> > P%` (des comptes examinés).',
    en: 'Write gaps or gaps:<source> (those to repair), gaps.all (any), exceptions (any that expired), or <indicator> > N, <indicator> >= N, <indicator> > P% (of the accounts examined).',
  },
  figures: {
    fr: 'Après un indicateur peuvent venir .undetermined, .new (du nombre actuel, et non de celui de l’audit précédent), .change (par rapport au nombre précédent, `N` ou `P%` de celui-ci), .unaccepted (sans les cas acceptés), .physicians, et ces quatre après .physicians.',
    en: "After an indicator may stand .undetermined, .new (in the count now, not in the previous audit's), .change (against the previous count, N or P% of it), .unaccepted (without the accepted cases), .physicians, and these four after .physicians.",
  },
  known: {
    fr: 'Après la limite peut venir [known], pour ne tenir compte que des comptes examinés, et non de ce que peuvent être les indéterminés.',
    en: 'After the limit may stand [known], to look at the examined accounts alone and not at what the undetermined ones may be.',
  },
  informs: {
    fr: '{indicator} ne fait qu’informer, et ne compte personne',
    en: '{indicator} only informs and counts nobody',
  },
  writeUndetermined: {
    fr: 'Écrire `{indicator}.undetermined > N`.',
    en: 'Write {indicator}.undetermined > N.',
  },
  newIsCounted: {
    fr: 'les nouveaux comptes sont comptés, et non une part de quoi que ce soit',
    en: 'new accounts are counted, not a share of anything',
  },
  writeNew: {
    fr: 'Écrire `{indicator}.{figure} > N`, ou `{indicator}.change > P%`.',
    en: 'Write {indicator}.{figure} > N, or {indicator}.change > P%.',
  },
  shareOfExamined: {
    fr: 'une part est celle des comptes examinés, dont les indéterminés ne sont pas',
    en: 'a share is of the accounts examined, which undetermined ones are not',
  },
  writeNoPercent: {
    fr: 'Écrire `{indicator}.{figure} > N`, sans le signe de pourcentage.',
    en: 'Write {indicator}.{figure} > N, without %.',
  },
  nothingKnown: {
    fr: 'les comptes indéterminés sont ceux dont rien n’est connu',
    en: 'the undetermined accounts are those of which nothing is known',
  },
  writeNoKnown: {
    fr: 'Écrire `{indicator}.{figure} > N`, sans [known].',
    en: 'Write {indicator}.{figure} > N, without [known].',
  },
  noNumber: { fr: '{limit} n’est pas un nombre de comptes', en: '{limit} is no number of accounts' },
  writeWhole: {
    fr: 'Écrire un nombre entier, ou un pourcentage tel que `2.5%`.',
    en: 'Write a whole number, or a percentage such as 2.5%.',
  },
  noFigure: { fr: 'il n’y a pas de chiffre {word}.{hint}', en: 'there is no figure {word}.{hint}' },
  noIndicator: { fr: 'il n’y a pas d’indicateur {word}.{hint}', en: 'there is no indicator {word}.{hint}' },
  noSource: { fr: 'il n’y a pas de source {word}.{hint}', en: 'there is no source {word}.{hint}' },
  hint: { fr: ' Vouliez-vous dire {meant}?', en: ' Did you mean {meant}?' },
  allowed: { fr: 'Permis\u00a0: {words}', en: 'Allowed: {words}' },
  notUnderstood: {
    fr: 'ce n’est pas une expression qui puisse être vérifiée.{hint}',
    en: 'it is not an expression that can be checked.{hint}',
  },
  indicators: { fr: 'Indicateurs\u00a0: {ids}', en: 'Indicators: {ids}' },
} as const satisfies Record<string, InBoth>;
