import { breaksOff, isWalking, losesItsPage, placesOf } from '../simulator/faults/fault-kinds.ts';
import { acceptedTop } from '../simulator/faults/walk-lengths.ts';
import { overridesOf } from '../simulator/faults/overrides-of.ts';
import type { Situation } from '../situation/situation.ts';
import type { Judgement } from './evidence.ts';
import type { Truth } from './truth.ts';

/** The sources that walk the directory, where they do, and how many rows a page of theirs holds. */
const WALKS = [
  { source: 'accounts', place: 'directory', rows: 999 },
  { source: 'sign-in-activity', place: 'sign-ins', rows: 500 },
] as const;
type Walk = (typeof WALKS)[number];

/** As many accounts were read as there are, or as came before the walk broke off; any other number is told in a gap. */
export function judgeCounts({ sources, gaps }: Situation, truth: Truth): Judgement {
  const problems: string[] = [];
  const unlucky: string[] = [];
  for (const walk of WALKS) {
    const { source } = walk;
    const report = sources.find(({ id }) => id === source);
    if (report === undefined || truth.extentOf(source) === 'nothing') continue;
    const { read = 0, expected = 0, outcome } = report;
    const { least, most } = readable(walk, truth);
    const told = `${source}: ${read} of ${most} read`;
    if (read > most || (read < least && !truth.standings[source].byChance)) problems.push(told);
    else if (read < least) unlucky.push(told);
    const isTold = gaps.some(
      (gap) => gap.source === source && (gap.accounts ?? 0) >= Math.abs(expected - read),
    );
    if (read !== expected && !isTold)
      problems.push(`${source}: ${read} of ${expected} read, ${outcome}, and no gap says so`);
  }
  return { problems, unlucky };
}

function readable(walk: Walk, truth: Truth): { least: number; most: number } {
  const { accounts, consequences, standings } = truth;
  const most = Math.min(
    accounts,
    rowsBefore(walk, truth, (walks) => walks === 'every'),
  );
  const { uncertain, withoutId } = consequences;
  if (!standings[walk.source].losesRows) return { least: accounts - uncertain.length, most };
  // Rows that may be missing, and rows without an id, are on pages that nobody tells.
  if (uncertain.length + withoutId.length > 0) return { least: 1, most };
  return {
    least: Math.min(
      accounts,
      rowsBefore(walk, truth, () => true),
    ),
    most,
  };
}

/** How many rows come before the first fault that breaks off the walk. */
function rowsBefore(walk: Walk, { plan }: Truth, counts: (walks: 'first' | 'every') => boolean): number {
  const overrides = overridesOf(plan);
  const rows = Math.min(acceptedTop(walk.rows, overrides), overrides.pageSize ?? Infinity);
  const pages = plan.faults
    .filter(isWalking)
    .filter(
      (fault) => breaksOff(fault) && placesOf(fault).includes(walk.place) && counts(fault.walks ?? 'first'),
    )
    .map((fault) => (losesItsPage(fault) ? fault.page - 1 : fault.page));
  return Math.min(...pages) * rows;
}
