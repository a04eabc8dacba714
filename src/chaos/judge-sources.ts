import type { Situation } from '../situation/situation.ts';
import { joined, type Judgement } from './evidence.ts';
import { judgeCounts } from './judge-counts.ts';
import { judgeGaps } from './judge-gaps.ts';
import { SOURCES } from '../simulator/faults/source.ts';
import { NEVER_READ, RESTS_ON } from './rests-on.ts';
import type { Extent } from './standing.ts';
import type { Truth } from './truth.ts';

/**
 * Every source's outcome is one that the plan allows, whatever lost something is not complete and has a gap that says
 * why, and every figure is marked by what it rests on. `today`: YYYY-MM-DD.
 */
export function judgeSources(situation: Situation, truth: Truth, today: string): Judgement {
  const problems = [
    ...judgeGaps(situation, truth, today),
    ...judgeMarks(situation, truth),
    ...judgeDates(situation, truth, today),
  ];
  return joined([{ problems, unlucky: [] }, judgeOutcomes(situation, truth), judgeCounts(situation, truth)]);
}

function judgeOutcomes(situation: Situation, { standings, extentOf }: Truth): Judgement {
  const problems: string[] = [];
  const unlucky: string[] = [];
  for (const source of SOURCES) {
    const { extents, byChance } = standings[source];
    const extent = extentOf(source);
    const report = situation.sources.find(({ id }) => id === source);
    if (extents.has(extent) || (extents.has('part') && isDisjoint(report, extentOf('accounts')))) continue;
    const allowed = [...extents].join(' or ');
    const told = `${source} has ${extent}, not ${allowed} (${report?.outcome ?? 'missing'}: ${report?.detail ?? ''})`;
    // No chance gives more than the plan allows.
    const gaveUp = report?.reason === 'gave-up' && extent !== 'whole' && !extents.has('nothing');
    if (byChance && gaveUp) unlucky.push(told);
    else problems.push(told);
  }
  return { problems, unlucky };
}

/** Of two parts, each in an order of its own, it may be that nothing joins. */
function isDisjoint(report: Situation['sources'][number] | undefined, accounts: Extent): boolean {
  return report?.unusable === 'joins-nothing' && accounts === 'part';
}

/** Lower bounds and the reliability of the populations. */
function judgeMarks({ indicators, populationBound, gaps }: Situation, truth: Truth): string[] {
  const isPart = truth.extentOf('accounts') !== 'whole';
  const isApproximate = truth.kinds !== 'known' || (populationBound === 'approximate' && truth.kindsMayLack);
  const bound = isApproximate ? 'approximate' : isPart ? 'at-least' : 'exact';
  const problems = populationBound === bound ? [] : [`the populations are ${populationBound}, not ${bound}`];
  for (const indicator of indicators) {
    const { id } = indicator;
    const isOfSome = id === 'admin-mfa' && areAdminsOfSome(gaps, truth);
    const wanted = isPart || isOfSome || isLowerBound(id, truth);
    if (indicator.lowerBound !== wanted)
      problems.push(`${id} is ${wanted ? '' : 'not '}a lower bound, and not marked so`);
    const own = bound === 'exact' && isOfSome ? 'at-least' : bound;
    if (indicator.populationBound !== own) problems.push(`${id} has ${own} populations, and not marked so`);
  }
  return problems;
}

/** Some of what it rests on was not read as a whole, or does not tell. */
function isLowerBound(id: string, truth: Truth): boolean {
  if (NEVER_READ.has(id)) return true;
  const { evidence = [], lowers = [] } = RESTS_ON[id] ?? {};
  return [...evidence, ...lowers].some((source) => {
    const extent = truth.extentOf(source);
    // Of the security defaults alone nobody can tell whom no policy covers.
    if (source === 'mfa-policies' && truth.reachable.indicators['mfa-enforcement']?.examined === 0)
      return true;
    // A mailbox that Exchange did not list is in no other list that would make it undetermined.
    if (source === 'mailbox-forwarding') return extent !== 'whole' || !truth.forwardingTold;
    return extent === 'nothing';
  });
}

/** Who holds a role, and through which group, was not all told. */
function areAdminsOfSome(gaps: Situation['gaps'], { extentOf }: Truth): boolean {
  const isPart = (['role-assignments', 'group-members'] as const).some(
    (source) => extentOf(source) !== 'whole',
  );
  return isPart || gaps.some(({ source }) => source === 'role-assignments');
}

/** Every report that came is of the day that the plan says; the figures are of that day. */
function judgeDates(situation: Situation, truth: Truth, today: string): string[] {
  const { reportsRefreshedOn } = truth.consequences;
  const dates = situation.sources.flatMap(({ refreshedOn }) => refreshedOn ?? []);
  const wanted = dates.length > 0 ? reportsRefreshedOn : today;
  return [...dates, situation.asOf]
    .filter((date) => date !== wanted)
    .map((date) => `${date} is told as the day of the figures, which is ${wanted}`);
}
