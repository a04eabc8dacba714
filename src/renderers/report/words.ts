import type { Words } from '../../i18n/words.ts';

/** What the report says of change, of certainty, and in its charts; and the words that several formats say. */
export const REPORT_WORDS = {
  labelled: { fr: '{label}\u00a0: {value}', en: '{label}: {value}' },
  gapOfTenant: { fr: 'nombre pour tout le locataire', en: 'number for the whole tenant' },
  gapsElseOne: {
    fr: 'Dont {n} qui ne demande rien à réparer\u00a0: elle passe d’elle-même, ou est ordinaire.',
    en: 'Of these, {n} needs no repair: it passes by itself, or is ordinary.',
  },
  gapsElseOther: {
    fr: 'Dont {n} qui ne demandent rien à réparer\u00a0: elles passent d’elles-mêmes, ou sont ordinaires.',
    en: 'Of these, {n} need no repair: they pass by themselves, or are ordinary.',
  },
  firstAudit: {
    fr: 'Aucun audit antérieur auquel le comparer',
    en: 'No earlier audit to compare with',
  },
  physician: { fr: 'Médecin', en: 'Physician' },
  scope: { fr: 'Établissement\u00a0: {id}', en: 'Establishment: {id}' },
  scopeNote: {
    fr: 'Extrait de l’état de situation du locataire\u00a0: les chiffres sont ceux de cet établissement seul.',
    en: 'Extract of the tenant’s situation report: the figures are those of this establishment alone.',
  },
  worst: { fr: 'Le plus grave\u00a0: {sentence}.', en: 'Most serious: {sentence}.' },
  worstKnown: {
    fr: 'Le plus grave de ce qui est connu\u00a0: {sentence}.',
    en: 'Most serious of what is known: {sentence}.',
  },
  nothingFound: {
    fr: 'Aucun compte non conforme parmi ceux qui ont pu être examinés.',
    en: 'No non-compliant account among those that could be examined.',
  },
  nothingKnown: {
    fr: 'Rien n’a pu être évalué\u00a0: aucun constat ne peut être tiré de cet audit.',
    en: 'Nothing could be assessed: no finding can be drawn from this audit.',
  },
  ofPopulation: { fr: 'sur {n}', en: 'out of {n}' },
  shareOfOne: { fr: '{share} du seul examiné', en: '{share} of the only one examined' },
  shareOfOther: { fr: '{share} des {n} examinés', en: '{share} of the {n} examined' },
  physicians: { fr: 'Médecins', en: 'Physicians' },
  whole: { fr: 'Complet\u00a0: tous ont été examinés', en: 'Complete: all were examined' },
  lowerBound: {
    fr: 'une partie des sources manque, le nombre réel peut être plus élevé',
    en: 'some of the sources are missing, the real number may be higher',
  },
  approximate: {
    fr: 'les boîtes personnelles n’ont pu être distinguées des autres',
    en: 'personal mailboxes could not be told from the others',
  },
  undeterminedOne: {
    fr: '{n} compte n’a pu être examiné',
    en: '{n} account could not be examined',
  },
  undeterminedOther: {
    fr: '{n} comptes n’ont pu être examinés',
    en: '{n} accounts could not be examined',
  },
  partial: { fr: 'Partiel\u00a0: {reasons}', en: 'Partial: {reasons}' },
  unknown: { fr: 'Non évaluable', en: 'Not assessable' },
  since: { fr: 'depuis le {day}', en: 'since {day}' },
  changeSince: { fr: '{n} {since}', en: '{n} {since}' },
  noChange: { fr: 'Inchangé {since}', en: 'Unchanged {since}' },
  notComparable: { fr: '{change} (non comparable tel quel)', en: '{change} (not comparable as it stands)' },
  changeUnknown: {
    fr: 'Évolution inconnue {since}',
    en: 'Change {since} not known',
  },

  evolution: { fr: 'Évolution', en: 'Changes' },
  comparedWith: {
    fr: 'Comparé à l’audit en date du {day} (données recueillies le {instant}).',
    en: 'Compared with the audit as of {day} (data collected on {instant}).',
  },
  noPrevious: {
    fr: 'Aucun audit antérieur de ce locataire\u00a0: il n’y a rien à comparer.',
    en: 'No earlier audit of this tenant: there is nothing to compare.',
  },
  differences: { fr: 'À savoir avant de comparer', en: 'To know before comparing' },
  notUsed: { fr: 'Audits antérieurs laissés de côté', en: 'Earlier audits left aside' },
  before: { fr: 'Avant', en: 'Before' },
  now: { fr: 'Maintenant', en: 'Now' },
  change: { fr: 'Écart', en: 'Change' },
  physiciansBefore: { fr: 'Médecins, avant', en: 'Physicians, before' },
  physiciansNow: { fr: 'Médecins, maintenant', en: 'Physicians, now' },
  physiciansChange: { fr: 'Médecins, écart', en: 'Physicians, change' },
  comparable: { fr: 'Comparable', en: 'Comparable' },
  exceptPhysicians: { fr: 'oui, sauf les médecins', en: 'yes, but for physicians' },
  movesTitle: { fr: 'Comptes qui ont changé', en: 'Accounts that changed' },
  movesOfCheck: { fr: 'Mouvement', en: 'Movement' },
  appeared: { fr: 'Nouvellement non conformes', en: 'Newly non-compliant' },
  joined: { fr: 'Nouveaux comptes, ou nouvellement visés', en: 'New accounts, or newly concerned' },
  becameKnown: { fr: 'Auparavant indéterminés', en: 'Undetermined before' },
  resolved: { fr: 'Redevenus conformes', en: 'Compliant again' },
  left: {
    fr: 'Comptes supprimés, ou qui ne sont plus visés',
    en: 'Accounts removed, or no longer concerned',
  },
  becameUnknown: { fr: 'Devenus indéterminés', en: 'Now undetermined' },
  altered: { fr: 'Changés', en: 'Altered' },
  movesNote: {
    fr: 'Les comptes eux-mêmes sont dans findings/changes.parquet et changes.csv.',
    en: 'The accounts themselves are in findings/changes.parquet and changes.csv.',
  },
  asOf: { fr: 'En date du', en: 'As of' },
  audits: { fr: 'D’un audit à l’autre', en: 'From audit to audit' },

  titleAtLeast: { fr: '{title} (au moins)', en: '{title} (at least)' },
  titleAbout: { fr: '{title} (environ)', en: '{title} (about)' },
  titleAtLeastAbout: { fr: '{title} (au moins, environ)', en: '{title} (at least, about)' },
  chartSummary: { fr: '{title}\u00a0: {values}.', en: '{title}: {values}.' },
  chartOthers: { fr: 'et {n} autres', en: 'and {n} others' },
  byCategory: { fr: '{title}, par catégorie', en: '{title}, by category' },
  byEstablishment: { fr: '{title}, par établissement', en: '{title}, by establishment' },
  overTime: {
    fr: 'Part des comptes examinés, d’un audit à l’autre',
    en: 'Share of the accounts examined, from audit to audit',
  },

  advice: { fr: 'Quoi faire', en: 'What to do' },
  adviceNote: {
    fr: 'Une liste par contrôle, prête pour un publipostage, accompagne ce rapport\u00a0: actions/<contrôle>.{language}.csv.',
    en: 'A list for each check, ready for a mail merge, comes with this report: actions/<check>.{language}.csv.',
  },
  toHolder: { fr: 'S’adresse au titulaire du compte.', en: 'For the holder of the account.' },
  toAdministrator: {
    fr: 'S’adresse à l’administrateur de l’établissement.',
    en: 'For the establishment’s administrator.',
  },
  toAdopt: { fr: 'Comportements à adopter\u00a0: {lines}', en: 'Behaviours to adopt: {lines}' },
  toAvoid: { fr: 'Comportements à éviter\u00a0: {lines}', en: 'Behaviours to avoid: {lines}' },
  toProceed: { fr: 'Comment procéder\u00a0: {lines}', en: 'How to proceed: {lines}' },
} as const satisfies Record<string, Words>;
