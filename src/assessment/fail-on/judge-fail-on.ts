import { integer, share } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import {
  bounded,
  countBound,
  countPhysiciansAlone,
  isNotAssessable,
  type Bound,
} from '../../i18n/sentence.ts';
import type { Words } from '../../i18n/words.ts';
import { isLeftOut } from '../../situation/not-chosen.ts';
import { expiredExceptions } from '../../situation/exceptions/expired-exceptions.ts';
import type { FailOn } from './fail-on.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import type { Moves } from '../../situation/trend/trend-schema.ts';

type FigureExpression = Extract<FailOn, { kind: 'figure' }>;

/** What became of an expression, and the sentence that tells it. */
export interface FailOnVerdict {
  readonly outcome: 'matched' | 'not-assessed' | 'clear';
  readonly words: Words;
}

/**
 * Holds an expression against a situation. It is clear only if it were so whatever the undetermined accounts, and those of a
 * source that was not read, turned out to be; else it is not assessed, unless the expression looks at what is known alone.
 * An approximate figure is taken as it stands.
 */
export function judgeFailOn(expression: FailOn, situation: Situation): FailOnVerdict {
  switch (expression.kind) {
    case 'gaps':
      return ofGaps(expression, situation);
    case 'exceptions':
      return ofExceptions(expression.text, situation);
    case 'figure':
      return ofFigure(expression, situation);
  }
}

/** Accepted cases whose last day is past, and whose accounts are found still. */
function ofExceptions(text: string, situation: Situation): FailOnVerdict {
  if (situation.exceptions === undefined) return verdict(text, 'clear', NO_EXCEPTIONS);
  const { found, undetermined } = expiredExceptions(situation);
  if (found === 0 && undetermined > 0)
    return verdict(text, 'not-assessed', expiredWords(undetermined, UNSEEN));
  return verdict(text, found > 0 ? 'matched' : 'clear', expiredWords(found));
}

const UNSEEN: Words = {
  fr: ', sans que l’on sache si le compte est encore un constat',
  en: ', not known whether the account is still a finding',
};

function expiredWords(n: number, more: Words = { fr: '', en: '' }): Words {
  return {
    fr: `${integer(n, 'fr')} ${n > 1 ? 'exceptions échues' : 'exception échue'}${more.fr}`,
    en: `${integer(n, 'en')} ${n === 1 ? 'exception' : 'exceptions'} expired${more.en}`,
  };
}

function ofGaps(
  { text, source, ranks }: Extract<FailOn, { kind: 'gaps' }>,
  { gaps }: Situation,
): FailOnVerdict {
  const own = gaps.filter((gap) => source === null || gap.source === source);
  const found = own.filter(({ rank }) => ranks === 'all' || rank === 'repair');
  const sources = [...new Set(found.map((gap) => gap.source))].join(', ');
  const toRepair = ranks === 'all' ? { fr: '', en: '' } : { fr: ' à réparer', en: ' to repair' };
  const words = {
    fr: `${integer(found.length, 'fr')} ${found.length > 1 ? 'lacunes' : 'lacune'}${toRepair.fr}${sources === '' ? '' : `\u00a0: ${sources}`}`,
    en: `${integer(found.length, 'en')} ${found.length === 1 ? 'gap' : 'gaps'}${toRepair.en}${sources === '' ? '' : `: ${sources}`}`,
  };
  const others = own.length - found.length;
  return verdict(
    text,
    found.length > 0 ? 'matched' : 'clear',
    together(words, others === 0 ? null : notToRepair(others)),
  );
}

/** The gaps that the expression leaves alone, and the expression that counts them. */
function notToRepair(n: number): Words {
  return {
    fr: `sans compter ${integer(n, 'fr')} ${n > 1 ? 'autres' : 'autre'}\u00a0: «\u00a0gaps.all\u00a0»`,
    en: `not counting ${integer(n, 'en')} ${n === 1 ? 'other' : 'others'}: “gaps.all”`,
  };
}

function ofFigure(expression: FigureExpression, situation: Situation): FailOnVerdict {
  const { text, figure } = expression;
  const indicator = situation.indicators.find(({ id }) => id === expression.indicator);
  if (indicator === undefined) {
    const { notChosen } = situation.parameters;
    const isLeft = notChosen !== undefined && isLeftOut({ notChosen }, expression.indicator);
    return verdict(text, 'not-assessed', isLeft ? notChosenBy(notChosen.by) : NO_INDICATOR);
  }
  const ofPhysicians = figure.startsWith('physicians');
  const check = situation.checks.find(({ id }) => id === expression.indicator);
  const needPhysicians = ofPhysicians || (check !== undefined && countPhysiciansAlone(check.constats.en));
  if (needPhysicians && !situation.categoriesKnown) return verdict(text, 'not-assessed', GROUPS_NOT_READ);
  if (needPhysicians && !situation.categories.some(({ physician }) => physician)) {
    return verdict(text, 'not-assessed', NO_PHYSICIANS);
  }
  const tally = ofPhysicians ? indicator.physicians : indicator;
  return ofTold(expression, situation, { indicator, tally, ofPhysicians });
}

function ofTold(expression: FigureExpression, situation: Situation, counted: Counted): FailOnVerdict {
  const { indicator, tally, ofPhysicians } = counted;
  switch (expression.figure.replace('physicians.', '')) {
    case 'new':
    case 'change':
      return ofTrend(expression, situation, counted);
    case 'undetermined':
      return ofUndetermined(expression, situation, indicator, tally);
    case 'unaccepted': {
      const { exceptions } = indicator;
      const accepted = (ofPhysicians ? exceptions?.physicians.accepted : exceptions?.accepted) ?? 0;
      return ofCount(expression, situation, indicator, { ...tally, count: tally.count - accepted });
    }
    default:
      return ofCount(expression, situation, indicator, tally);
  }
}

interface Counted {
  readonly indicator: Indicator;
  readonly tally: Tally;
  readonly ofPhysicians: boolean;
}

/** What came into the count, or by how much it grew, since the previous audit. */
function ofTrend(
  expression: FigureExpression,
  { trend }: Situation,
  { indicator, tally, ofPhysicians }: Counted,
): FailOnVerdict {
  const { text } = expression;
  if (trend?.previous === undefined) return verdict(text, 'not-assessed', NO_PREVIOUS);
  const change = trend.indicators.find(({ id }) => id === expression.indicator);
  if (change === undefined || isNotAssessable(tally)) return verdict(text, 'not-assessed', NOT_BOTH_ASSESSED);
  const moved = ofPhysicians ? change.physicians : change;
  if (moved.comparable === false || !change.comparable) return verdict(text, 'not-assessed', NOT_COMPARABLE);
  const isNew = expression.figure.endsWith('new');
  const grown = isNew ? arrivals(moved.moves) : moved.change;
  if (grown === null) return verdict(text, 'not-assessed', NO_MOVES);
  const isSure = !indicator.lowerBound && !change.lowerBoundBefore;
  const words = isNew ? newWords(grown) : changeWords(moved.before, tally.count);
  return held(expression, { before: moved.before, grown, tally, isSure, words });
}

interface Growth {
  readonly before: number;
  readonly grown: number;
  readonly tally: Tally;
  /** Neither count is a lower bound. */
  readonly isSure: boolean;
  readonly words: Words;
}

function held(expression: FigureExpression, { before, grown, tally, isSure, words }: Growth): FailOnVerdict {
  const { text } = expression;
  const isOver = (more: number): boolean => isGrown(expression, before, grown + more);
  if (isOver(0)) return verdict(text, 'matched', words);
  if (expression.over === 'known') return verdict(text, 'clear', words);
  if (!isOver(tally.undetermined) && isSure) return verdict(text, 'clear', words);
  return verdict(text, 'not-assessed', together(words, mayBe(tally, 'accounts'), tolerating(text)));
}

/** In the count now, and not then; null where nobody knows who was. */
function arrivals(moves: Moves | undefined): number | null {
  return moves === undefined ? null : moves.appeared + moves.joined + moves.becameKnown;
}

/** From nothing, any growth is more than any share. */
function isGrown(expression: FigureExpression, before: number, grown: number): boolean {
  if (expression.unit === 'accounts') return exceeds(grown, expression);
  if (before === 0) return grown > 0;
  return exceeds(100 * grown, { ...expression, limit: expression.limit * before });
}

function newWords(count: number): Words {
  return {
    fr: `${integer(count, 'fr')} de plus depuis l’audit précédent, sans compter les départs`,
    en: `${integer(count, 'en')} more since the previous audit, departures not counted`,
  };
}

function changeWords(before: number, now: number): Words {
  const write = (language: Language, to: string): string => {
    const part = before === 0 ? '' : `, ${share(Math.abs(now - before), before, language)}`;
    return `${integer(before, language)} ${to} ${integer(now, language)}${part}`;
  };
  return { fr: write('fr', 'à'), en: write('en', 'to') };
}

function ofCount(
  expression: FigureExpression,
  { sample }: Situation,
  indicator: Indicator,
  tally: Tally,
): FailOnVerdict {
  const { text, unit } = expression;
  if (isNotAssessable(tally)) return verdict(text, 'not-assessed', NOBODY_EXAMINED);
  const words = figureWords(tally, countBound(indicator), unit);
  // Of a pilot, the share of the examined is that of a sample and of whoever is found otherwise.
  const among = sample === undefined || expression.over === 'known' ? tally.examined : tally.population;
  if (isReached(expression, tally.count, among)) return verdict(text, 'matched', words);
  if (expression.over === 'known') return verdict(text, 'clear', words);
  const mayBeReached = isReached(expression, tally.count + tally.undetermined, tally.population);
  if (!mayBeReached && !indicator.lowerBound) return verdict(text, 'clear', words);
  return verdict(
    text,
    'not-assessed',
    together(words, indicator.lowerBound ? null : mayBe(tally, unit), tolerating(text)),
  );
}

/** Whether so many accounts of so many are over the limit; of nobody, no share is. */
function isReached(expression: FigureExpression, count: number, among: number): boolean {
  if (expression.unit === 'accounts') return exceeds(count, expression);
  return among > 0 && exceeds(100 * count, { ...expression, limit: expression.limit * among });
}

/** What the figure would be if every undetermined account were of it. */
function mayBe({ count, undetermined, population }: Tally, unit: FigureExpression['unit']): Words | null {
  if (undetermined === 0) return null;
  const most = count + undetermined;
  const write = (language: Language, of: string): string =>
    unit === 'accounts'
      ? integer(most, language)
      : `${integer(most, language)} ${of} ${integer(population, language)}, ${share(most, population, language)}`;
  return {
    fr: `avec les indéterminés, jusqu’à ${write('fr', 'sur')}`,
    en: `with the undetermined, up to ${write('en', 'of')}`,
  };
}

/** The expression that looks at what is known alone. */
function tolerating(text: string): Words {
  return {
    fr: `pour s’en tenir à ce qui est connu\u00a0: «\u00a0${text} [known]\u00a0»`,
    en: `to look at what is known alone: “${text} [known]”`,
  };
}

function together(...parts: readonly (Words | null)[]): Words {
  const told = parts.filter((part) => part !== null);
  return { fr: told.map(({ fr }) => fr).join('; '), en: told.map(({ en }) => en).join('; ') };
}

function ofUndetermined(
  expression: FigureExpression,
  { sources }: Situation,
  indicator: Indicator,
  tally: Tally,
): FailOnVerdict {
  const allAccounts = sources.every(({ id, outcome }) => id !== 'accounts' || outcome === 'complete');
  const isPart = indicator.populationBound === 'at-least' || !allAccounts;
  const words = (language: Language): string =>
    bounded(tally.undetermined, isPart ? 'at-least' : 'exact', language);
  const told = { fr: words('fr'), en: words('en') };
  if (exceeds(tally.undetermined, expression)) return verdict(expression.text, 'matched', told);
  if (isNotAssessable(tally)) return verdict(expression.text, 'not-assessed', NOBODY_EXAMINED);
  return verdict(expression.text, isPart ? 'not-assessed' : 'clear', told);
}

function exceeds(
  value: number,
  { comparison, limit }: Pick<FigureExpression, 'comparison' | 'limit'>,
): boolean {
  return comparison === '>=' ? value >= limit : value > limit;
}

function figureWords(tally: Tally, bound: Bound, unit: FigureExpression['unit']): Words {
  const write = (language: Language, of: string): string => {
    const count = bounded(tally.count, bound, language);
    if (unit === 'accounts') return count;
    return `${count} ${of} ${integer(tally.examined, language)}, ${share(tally.count, tally.examined, language)}`;
  };
  return { fr: write('fr', 'sur'), en: write('en', 'of') };
}

const NO_EXCEPTIONS: Words = {
  fr: 'la configuration ne nomme aucune exception',
  en: 'the configuration names no exception',
};
const NO_PREVIOUS: Words = {
  fr: 'aucun audit précédent n’a pu être comparé',
  en: 'no previous audit could be compared with',
};
const NOT_BOTH_ASSESSED: Words = {
  fr: 'l’un des deux audits n’a pu évaluer cet indicateur',
  en: 'one of the two audits could not assess this indicator',
};
const NOT_COMPARABLE: Words = {
  fr: 'les deux audits ne comptent pas de la même façon',
  en: 'the two audits do not count alike',
};
const NO_MOVES: Words = {
  fr: 'les comptes de l’audit précédent ne sont plus connus',
  en: 'the accounts of the previous audit are not known any more',
};
function notChosenBy(key: string): Words {
  return {
    fr: `la configuration de l’audit laisse ce contrôle de côté, par ${key}`,
    en: `the configuration of the audit leaves this check out, by ${key}`,
  };
}
const NO_INDICATOR: Words = {
  fr: 'l’audit n’a pas cet indicateur',
  en: 'the audit does not have this indicator',
};
const GROUPS_NOT_READ: Words = {
  fr: 'les groupes dont viennent les catégories n’ont pas été lus',
  en: 'the groups that make the categories were not read',
};
const NO_PHYSICIANS: Words = {
  fr: 'la configuration ne définit aucune catégorie de médecins',
  en: 'the configuration defines no category of physicians',
};
const NOBODY_EXAMINED: Words = {
  fr: 'aucun compte n’a pu être examiné',
  en: 'no account could be examined',
};

const OUTCOMES: Readonly<Record<FailOnVerdict['outcome'], Words>> = {
  matched: { fr: 'atteint', en: 'matched' },
  'not-assessed': { fr: 'n’a pu être évalué', en: 'could not be assessed' },
  clear: { fr: 'non atteint', en: 'not matched' },
};

function verdict(text: string, outcome: FailOnVerdict['outcome'], why: Words): FailOnVerdict {
  const { fr, en } = OUTCOMES[outcome];
  return {
    outcome,
    words: {
      fr: `--fail-on «\u00a0${text}\u00a0»\u00a0: ${fr} (${why.fr})`,
      en: `--fail-on “${text}”: ${en} (${why.en})`,
    },
  };
}
