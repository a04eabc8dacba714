import type { Source } from '../simulator/faults/source.ts';
import type { Situation } from '../situation/situation.ts';
import { joined, NOTHING_WRONG, type Judgement } from './evidence.ts';
import { differences, figuresOf, type IndicatorFigures } from './figures.ts';
import { leastOf, overclaims } from './overclaims.ts';
import { SOURCE_OF, type Truth } from './truth.ts';

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
  const different = differences(found, withoutFacts(wanted, unknown), id);
  if (different.length === 0) return NOTHING_WRONG;
  const source = SOURCE_OF[id];
  const whole = truth.all.indicators[id];
  if (source === undefined || whole === undefined) return problem(`${id} is not known`);
  const all = withoutFacts(whole, unknown);
  if (!mayDiffer(source, truth) && !isByChance(source, truth)) return told(different);
  const extent = truth.extentOf(source);
  const problems = overclaims(id, found, all, truth);
  if (extent === 'nothing' && found.examined > 0) problems.push(`${id}: examined without its source`);
  return {
    problems: firstOf(problems),
    unlucky: mayDiffer(source, truth) ? [] : [`${id}: ${different[0] ?? ''}`],
  };
}

/** The plan leaves it to the reader how much there is. */
function mayDiffer(source: Source, truth: Truth): boolean {
  const rowsMissing = truth.standings[source].losesRows && truth.extentOf(source) === 'part';
  return accountsMayDiffer(truth) || rowsMissing || (source === 'inbox-rules' && rulesMayDiffer(truth));
}

function isByChance(source: Source, { standings }: Truth): boolean {
  return standings[source].byChance;
}

function withoutFacts(indicator: IndicatorFigures, names: readonly string[]): IndicatorFigures {
  const facts = Object.entries(indicator.facts).filter(([name]) => !names.includes(name));
  return { ...indicator, facts: Object.fromEntries(facts) };
}

/** Some accounts were there only for a while. */
function accountsMayDiffer({ consequences }: Truth): boolean {
  return consequences.uncertain.length > 0;
}

/** Mailboxes whose rules come in pages that break off. */
function rulesMayDiffer({ consequences, standings }: Truth): boolean {
  return (
    standings['inbox-rules'].losesRows || consequences.mailboxes.some(({ outcome }) => outcome === 'error')
  );
}

function judgePopulation({ population }: Situation, truth: Truth): Judgement {
  const different = differences(population, truth.reachable.population, 'population');
  if (different.length === 0) return NOTHING_WRONG;
  if (!accountsMayDiffer(truth)) return told(different);
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
    .filter(([, found, wanted]) => found > wanted || found < least(wanted))
    .map(([name, found, wanted]) => `population: ${found} ${name}, of ${wanted}`);
  return told(problems);
}

function judgeEnrolments(situation: Situation, truth: Truth): Judgement {
  const extent = truth.extentOf('group-members');
  const isWhole = extent === 'whole' && !accountsMayDiffer(truth);
  return joined(
    truth.reachable.enrolments.map((wanted) => {
      const found = situation.enrolments.find(({ id }) => id === wanted.id);
      if (found === undefined) return problem(`the enrolment ${wanted.id} is missing`);
      const isPart = extent === 'part' || truth.extentOf('accounts') !== 'whole';
      const isKnown = extent !== 'nothing' && !(isPart && found.total === 0);
      const { id, total, byCategory, known, lowerBound } = found;
      return joined([
        told(differences({ known, lowerBound }, { known: isKnown, lowerBound: isKnown && isPart }, id)),
        isWhole
          ? told(differences({ id, total, byCategory }, wanted, id))
          : told(total > wanted.total ? [`${id}: ${total} of ${wanted.total}`] : []),
      ]);
    }),
  );
}

function judgeServices({ serviceUsage }: Situation, truth: Truth): Judgement {
  const different = differences(serviceUsage, truth.reachable.serviceUsage, 'serviceUsage');
  if (different.length === 0) return NOTHING_WRONG;
  if (!accountsMayDiffer(truth)) return told(different);
  return told(
    serviceUsage.flatMap(({ service, licensed, active30, active90 }) => {
      const wanted = truth.all.serviceUsage.find((one) => one.service === service);
      const isMore =
        wanted === undefined ||
        licensed > wanted.licensed ||
        active30 > wanted.active30 ||
        active90 > wanted.active90;
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
