import { WHY } from '../../assessment/gaps/source-words.ts';
import type { Words } from '../../i18n/words.ts';
import type { Gap, Indicator, Situation } from '../../situation/situation.ts';
import type { Decision } from '../../situation/sections/decisions.ts';
import { fits, isTellable } from './small.ts';
import { areTellable, atomsOf, othersOf } from './tallies.ts';

type Population = Situation['population'];
type Usage = Situation['serviceUsage'][number];
type Enrolment = Situation['enrolments'][number];
type Source = Situation['sources'][number];

/** Whether the population itself may be told; where it may not, no copy can be. */
export function isTellablePopulation(population: Population, least: number): boolean {
  const { accounts, mailboxes, physicians } = population;
  return [accounts, mailboxes, physicians, accounts - mailboxes, mailboxes - physicians].every((n) =>
    isTellable(n, least),
  );
}

/**
 * The indicators whose totals may be told: beside all accounts too, which every population is part of. Those that are about every
 * account of a physician would tell how many these are, and go where that may not be told.
 */
export function tellableIndicators(
  indicators: readonly Indicator[],
  population: Population,
  least: number,
): Indicator[] {
  const found: Indicator[] = [];
  for (const indicator of indicators) {
    if (!areTellable(indicator, least) || !fits(indicator.population, [population.accounts], least)) continue;
    if (found.every((one) => mayStandBeside(one, indicator, least))) found.push(indicator);
  }
  const { physicians, physicianAccounts } = population;
  if (physicianAccounts === physicians) return found;
  const others = found.filter((indicator) => indicator.physicians.population !== physicianAccounts);
  return arePhysicianAccountsTellable(population, others, least) ? found : others;
}

/** Of the same accounts, one may count some of those that the other counts: the difference is how many it does not. */
function mayStandBeside(one: Indicator, other: Indicator, least: number): boolean {
  const pairs = [
    [one, other],
    [one.physicians, other.physicians],
    [othersOf(one), othersOf(other)],
  ] as const;
  return pairs.every(
    ([a, b]) =>
      a.population !== b.population ||
      a.examined === 0 ||
      b.examined === 0 ||
      fits(a.count, [b.count], least),
  );
}

/** The population without the persons, whom accounts would give, nor the physicians' accounts where they may not be told. */
export function tellablePopulation(
  population: Population,
  byCategory: Population['byCategory'],
  indicators: readonly Indicator[],
  least: number,
): Population {
  const { accounts, mailboxes, physicians, physicianAccounts } = population;
  return {
    ...{ accounts, mailboxes, physicians, byCategory },
    ...(physicianAccounts !== undefined && arePhysicianAccountsTellable(population, indicators, least)
      ? { physicianAccounts }
      : {}),
  };
}

/** Beside the mailboxes, and the populations that are part of them. */
function arePhysicianAccountsTellable(
  { accounts, mailboxes, physicians, physicianAccounts = 0 }: Population,
  indicators: readonly Indicator[],
  least: number,
): boolean {
  const ofPhysicians = indicators.map((indicator) => indicator.physicians.population);
  const ofOthers = indicators.map((indicator) => othersOf(indicator).population);
  return (
    fits(physicianAccounts, [physicians, ...ofPhysicians], least) &&
    fits(accounts - physicianAccounts, [mailboxes - physicians, ...ofOthers], least)
  );
}

/** All that is told of an indicator's totals, and what subtractions of them give. */
function totalsOf(indicator: Indicator): number[] {
  return [indicator, indicator.physicians, othersOf(indicator)].flatMap((tally) => [
    tally.population,
    tally.examined,
    ...atomsOf(tally),
  ]);
}

/** The facts that may be told beside the totals and one another: each as a whole, or not at all. */
export function tellableFacts(indicator: Indicator, least: number): Indicator['facts'] {
  const told = totalsOf(indicator);
  return Object.fromEntries(
    Object.entries(indicator.facts).filter(([, fact]) => {
      const parts = typeof fact === 'number' ? [fact] : Object.values(fact);
      const whole = parts.reduce((sum, n) => sum + n, 0);
      if (![...parts, whole].every((n) => fits(n, told, least))) return false;
      told.push(...parts, whole);
      return true;
    }),
  );
}

/** The decisions that may be told beside the totals of their indicator and one another; they name no list. */
export function tellableDecisions(
  decisions: readonly Decision[],
  indicators: readonly Indicator[],
  least: number,
): Decision[] {
  const told = new Map(
    indicators.map((indicator) => [
      indicator.id,
      [...totalsOf(indicator), ...Object.values(indicator.facts).flatMap(numbersOf)],
    ]),
  );
  return decisions.flatMap((decision) => {
    const { check, accounts, physicians = 0, undetermined, facts } = decision;
    const beside = told.get(check);
    const numbers = [accounts, physicians, accounts - physicians, undetermined, ...Object.values(facts)];
    if (beside === undefined || !numbers.every((n) => fits(n, beside, least))) return [];
    beside.push(...numbers);
    return [{ ...decision, list: null }];
  });
}

function numbersOf(fact: Indicator['facts'][string]): number[] {
  return typeof fact === 'number' ? [fact] : Object.values(fact);
}

/** The services whose numbers may be told, beside one another and the mailboxes. */
export function tellableServices(
  services: readonly Usage[],
  { mailboxes, physicians }: Population,
  least: number,
): Usage[] {
  const names = ['licensed', 'active30', 'active90'] as const;
  return services.filter((usage) => {
    const ofAll = names.flatMap((name) => usage[name] ?? []);
    const ofPhysicians = names.flatMap((name) => usage.physicians[name] ?? []);
    const ofOthers = names.flatMap((name) => {
      const [all, own] = [usage[name], usage.physicians[name]];
      return all === undefined || own === undefined ? [] : [all - own];
    });
    return (
      areApart([mailboxes, ...ofAll], least) &&
      areApart([physicians, ...ofPhysicians], least) &&
      areApart([mailboxes - physicians, ...ofOthers], least)
    );
  });
}

function areApart(numbers: readonly number[], least: number): boolean {
  return numbers.every((n, at) => fits(n, numbers.slice(0, at), least));
}

/** The enrolments whose numbers may be told, beside the populations; without whose mailbox is not used, which a check tells of all. */
export function tellableEnrolments(
  enrolments: readonly Enrolment[],
  { categories, population, indicators }: Pick<Situation, 'categories' | 'population' | 'indicators'>,
  least: number,
): Enrolment[] {
  const ofPhysicians = new Set(categories.flatMap(({ id, physician }) => (physician ? [id] : [])));
  const told = {
    all: [population.mailboxes, ...indicators.map((one) => one.population)],
    physicians: [population.physicians, ...indicators.map(({ physicians }) => physicians.population)],
  };
  return enrolments.flatMap((enrolment) => {
    const { id: ofOne, label, known, lowerBound, total, byCategory } = enrolment;
    const cells = Object.entries(byCategory);
    const physicians = cells.reduce((sum, [id, n]) => (ofPhysicians.has(id) ? sum + n : sum), 0);
    const isTold =
      cells.every(([id, n]) => {
        const mailboxes = Object.hasOwn(population.byCategory, id) ? population.byCategory[id] : undefined;
        return fits(n, mailboxes === undefined ? [] : [mailboxes], least);
      }) &&
      fits(total, told.all, least) &&
      fits(physicians, told.physicians, least) &&
      isTellable(total - physicians, least);
    if (!isTold) return [];
    told.all.push(total);
    told.physicians.push(physicians);
    return [{ id: ofOne, label, known, lowerBound, total, byCategory }];
  });
}

/** What became of a source, and nothing of how many. That one gave nothing at all, its 0 tells. */
export function tellableSource(source: Source): Source {
  const { id, outcome, reason, refreshedOn, namesConcealed, unusable, read } = source;
  return {
    id,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(refreshedOn === undefined ? {} : { refreshedOn }),
    ...(namesConcealed === undefined ? {} : { namesConcealed }),
    ...(unusable === undefined ? {} : { unusable }),
    ...(outcome === 'partial' && read === 0 ? { read } : {}),
  };
}

/** Its source and why it was not read: the sentence of the audit may hold how many that concerns. */
export function tellableGap(
  { accounts, source, reason, remedy: ofAudit, words, rank }: Gap,
  nameOf: (source: string) => Words,
): Gap {
  const name = nameOf(source);
  const why = WHY[reason];
  return {
    ...{ source, reason, remedy: ofAudit, rank },
    ...(accounts === 0 ? { accounts } : {}),
    words: {
      what: { fr: `${name.fr}\u00a0: ${why.fr}.`, en: `${name.en}: ${why.en}.` },
      remedy: words.remedy,
    },
  };
}
