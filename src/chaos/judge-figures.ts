import type { Source } from '../simulator/faults/source.ts';
import type { Situation } from '../situation/situation.ts';
import { joined, NOTHING_WRONG, type Judgement } from './evidence.ts';
import { differences, figuresOf, type IndicatorFigures } from './figures.ts';
import { leastOf, overclaimedFacts, overclaims } from './overclaims.ts';
import { RESTS_ON } from './rests-on.ts';
import type { Truth } from './truth.ts';

/**
 * Every figure is the one that can be had. Where rows of a source are missing, or accounts come and go while they
 * are read, it is honest: it claims no more than is true, and what it leaves out is undetermined.
 */
export function judgeFigures(situation: Situation, truth: Truth): Judgement {
  const found = figuresOf(situation);
  const { reachable } = truth;
  const population = judgePopulation(situation, truth);
  const indicators = Object.entries(reachable.indicators).map(([id, wanted]) => {
    const indicator = found.indicators[id];
    if (indicator === undefined) return problem(`${id} is missing`);
    return judgeIndicator(id, indicator, wanted, truth);
  });
  return joined([
    population,
    ...indicators,
    judgeEnrolments(situation, truth),
    judgeServices(situation, truth),
  ]);
}

function judgeIndicator(
  id: string,
  given: IndicatorFigures,
  wanted: IndicatorFigures,
  truth: Truth,
): Judgement {
  const unknown = truth.receivingKnown ? [] : ['stillReceiving'];
  const found = withoutFacts(given, unknown);
  const latitude = latitudeOf(id, truth);
  const goal = withoutFacts(wanted, unknown);
  const whole = truth.all.indicators[id];
  if (whole === undefined) return problem(`${id} is not known`);
  const all = withoutFacts(whole, unknown);
  const [ours, theirs] = latitude.factsDiffer
    ? [
        { ...found, facts: {} },
        { ...goal, facts: {} },
      ]
    : [found, goal];
  const different = differences(ours, theirs, id);
  if (different.length === 0)
    return told(latitude.factsDiffer ? overclaimedFacts(id, found, all, latitude) : []);
  if (!latitude.mayDiffer && !latitude.byChance) return told(different);
  const problems = overclaims(id, found, all, truth, latitude);
  if (isBlind(id, truth) && found.examined > 0) problems.push(`${id}: examined without its source`);
  return {
    problems: firstOf(problems),
    unlucky: latitude.mayDiffer ? [] : [`${id}: ${different[0] ?? ''}`],
  };
}

function isBlind(id: string, { extentOf }: Truth): boolean {
  const { evidence = [] } = RESTS_ON[id] ?? {};
  return evidence.every((source) => extentOf(source) === 'nothing');
}

/** How far the truth determines an indicator's figures. */
interface Latitude {
  /** The plan leaves it to the reader how much there is. */
  readonly mayDiffer: boolean;
  readonly factsDiffer: boolean;
  readonly byChance: boolean;
  /** Who belongs to its population is not all known. */
  readonly isOpen: boolean;
  /** A mailbox that Exchange did not list is judged by its rules. */
  readonly clearsUnread: boolean;
  /** So many accounts may have come to a group, or left it, between the reading of either; or belong to another population. */
  readonly moved: number;
}

function latitudeOf(id: string, truth: Truth): Latitude {
  const { evidence, further = [], population = [], facts = [] } = RESTS_ON[id] ?? { evidence: [] };
  const inPart = (source: Source): boolean => rowsMissing(source, truth);
  const byChance = (source: Source): boolean => truth.standings[source].byChance;
  const deciding = [...evidence, ...further, ...population];
  return {
    mayDiffer:
      accountsMayDiffer(truth) ||
      deciding.some(inPart) ||
      (id === 'mailbox-redirects' && rulesMayDiffer(truth)) ||
      (id === 'unread-mail' && !truth.receivingKnown),
    factsDiffer: facts.some((source) => inPart(source) || byChance(source)),
    byChance: deciding.some(byChance),
    moved:
      truth.doubtful.size + (deciding.includes('group-members') ? truth.consequences.uncertain.length : 0),
    clearsUnread: id === 'mailbox-redirects' && inPart('mailbox-forwarding'),
    isOpen: truth.doubtful.size > 0 || population.some((source) => inPart(source) || byChance(source)),
  };
}

function rowsMissing(source: Source, truth: Truth): boolean {
  return truth.standings[source].losesRows && truth.extentOf(source) === 'part';
}

function withoutFacts(indicator: IndicatorFigures, names: readonly string[]): IndicatorFigures {
  const facts = Object.entries(indicator.facts).filter(([name]) => !names.includes(name));
  return { ...indicator, facts: Object.fromEntries(facts) };
}

/** Some accounts were there only for a while, or nobody knows whose mailbox is a person's. */
function accountsMayDiffer({ consequences, kinds }: Truth): boolean {
  return consequences.uncertain.length > 0 || kinds === 'some';
}

/** Mailboxes whose rules come in pages that break off. */
function rulesMayDiffer({ consequences, standings }: Truth): boolean {
  return (
    standings['inbox-rules'].losesRows || consequences.mailboxes.some(({ outcome }) => outcome === 'error')
  );
}

function judgePopulation(situation: Situation, truth: Truth): Judgement {
  const { population } = figuresOf(situation);
  const different = differences(population, truth.reachable.population, 'population');
  if (different.length === 0) return NOTHING_WRONG;
  if (!accountsMayDiffer(truth)) return told(different);
  const { doubtful } = truth;
  const { accounts, mailboxes, physicians, byCategory } = truth.all.population;
  const least = leastOf(truth);
  const pairs: [string, number, number][] = [
    ['accounts', population.accounts, accounts],
    ['mailboxes', population.mailboxes, mailboxes],
    ['physicians', population.physicians, physicians],
    ...Object.entries(byCategory).map(([id, n]): [string, number, number] => [
      id,
      population.byCategory[id] ?? 0,
      n,
    ]),
  ];
  const problems = pairs
    .filter(([, found, wanted]) => found > wanted + doubtful.size || found < least(wanted) - doubtful.size)
    .map(([name, found, wanted]) => `population: ${found} ${name}, of ${wanted}`);
  return told(problems);
}

function judgeEnrolments(situation: Situation, truth: Truth): Judgement {
  const extent = truth.extentOf('group-members');
  const isWhole = extent === 'whole' && !accountsMayDiffer(truth);
  const isHidden = truth.consequences.broken.some(({ because }) => because === 'hidden-group');
  return joined(
    truth.reachable.enrolments.map((wanted) => {
      const found = situation.enrolments.find(({ id }) => id === wanted.id);
      if (found === undefined) return problem(`the enrolment ${wanted.id} is missing`);
      const { id, total, byCategory, known, lowerBound } = found;
      const isOfPart = truth.extentOf('accounts') !== 'whole';
      // Groups are read one by one: what another lacks is no lack of this one, which must then have all its members.
      const isSaidWhole = extent === 'part' && !isHidden && !isOfPart && known && !lowerBound;
      if (isSaidWhole) return told(differences({ id, total, byCategory }, wanted, id));
      const isPart = extent === 'part' || isOfPart;
      const isKnown = extent !== 'nothing' && !(isPart && total === 0);
      return joined([
        told(differences({ known, lowerBound }, { known: isKnown, lowerBound: isKnown && isPart }, id)),
        isWhole
          ? told(differences({ id, total, byCategory }, wanted, id))
          : told(total > wanted.total ? [`${id}: ${total} of ${wanted.total}`] : []),
      ]);
    }),
  );
}

function judgeServices(situation: Situation, truth: Truth): Judgement {
  const { serviceUsage } = figuresOf(situation);
  const different = differences(serviceUsage, truth.reachable.serviceUsage, 'serviceUsage');
  if (different.length === 0) return NOTHING_WRONG;
  if (!accountsMayDiffer(truth)) return told(different);
  return told(
    serviceUsage.flatMap(({ service, licensed, active30, active90 }) => {
      const wanted = truth.all.serviceUsage.find((one) => one.service === service);
      const isMore =
        wanted === undefined ||
        licensed > wanted.licensed + truth.doubtful.size ||
        active30 > wanted.active30 + truth.doubtful.size ||
        active90 > wanted.active90 + truth.doubtful.size;
      return isMore ? [`serviceUsage: more of ${service} than there is`] : [];
    }),
  );
}

function problem(text: string): Judgement {
  return { problems: [text], unlucky: [] };
}

function told(problems: readonly string[]): Judgement {
  return { problems: firstOf(problems), unlucky: [] };
}

const MOST_TOLD = 4;

function firstOf(problems: readonly string[]): string[] {
  const more = problems.length - MOST_TOLD;
  return more > 0 ? [...problems.slice(0, MOST_TOLD), `… and ${more} more`] : [...problems];
}
