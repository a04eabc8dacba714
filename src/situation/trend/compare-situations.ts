import { openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Indicator, Situation } from '../situation.ts';
import { findMoves, moveCells, type ComparedCheck } from './account-moves.ts';
import { addChanges, createChanges, writeChanges } from './changes.ts';
import { differencesOf, differenceWords, isComparable, titlesOf } from './differences.ts';
import { addsUp, indicatorChange } from './indicator-change.ts';
import type { EarlierAudit } from './trend.ts';
import type { Difference, IndicatorChange, Trend } from './trend-schema.ts';

interface CompareOptions {
  /** Where to write the accounts that moved. */
  readonly file: string;
  /** Private folder for what memory cannot hold. */
  readonly workFolder: string;
  readonly memoryLimitMb: number;
}

type Compared = Pick<Trend, 'differences' | 'indicators'>;
type Audit = Pick<EarlierAudit, 'auditFolder' | 'situation'>;

/** An indicator that both audits could assess. */
interface Pair {
  readonly before: Indicator;
  readonly now: Indicator;
  readonly comparable: boolean;
}

/**
 * Compares two assessed audits of one tenant, figure by figure and account by account; writes the latter to `file`, unless
 * the earlier audit's findings cannot be used.
 */
export async function compareSituations(
  before: EarlierAudit,
  now: Audit,
  options: CompareOptions,
): Promise<Compared> {
  const ids = assessedInBoth(before.situation, now.situation);
  const differences = differencesOf(before.situation, now.situation, ids);
  const pairs = ids.flatMap((id): Pair[] => {
    const [then, today] = [before, now].map(({ situation }) => indicatorOf(situation, id));
    if (then === undefined || today === undefined) return [];
    return [{ before: then, now: today, comparable: isComparable(id, differences) }];
  });
  const indicators =
    before.trouble === undefined
      ? await withMoves(before, now, pairs, options)
      : pairs.map((pair) => indicatorChange(pair, null));
  return { differences: [...differences, ...findingsTrouble(before, indicators, now.situation)], indicators };
}

/** In the order of the later audit. */
function assessedInBoth(before: Situation, now: Situation): string[] {
  const ids = now.indicators.map(({ id }) => id);
  return ids.filter((id) =>
    [before, now].every((situation) => {
      const found = indicatorOf(situation, id);
      return found !== undefined && !isNotAssessable(found);
    }),
  );
}

function indicatorOf({ indicators }: Situation, id: string): Indicator | undefined {
  return indicators.find((one) => one.id === id);
}

async function withMoves(
  before: Audit,
  now: Audit,
  pairs: readonly Pair[],
  { file, workFolder, memoryLimitMb }: CompareOptions,
): Promise<IndicatorChange[]> {
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(workFolder),
    reaches: [workFolder, before.auditFolder, now.auditFolder],
    memoryLimitMb,
  });
  try {
    await createChanges(db);
    const changed: IndicatorChange[] = [];
    for (const [place, pair] of pairs.entries()) {
      changed.push(await withMovesOf(db, comparedCheck(before, now, pair.now.id), pair, place));
    }
    await writeChanges(db, file);
    return changed;
  } finally {
    await db.close();
  }
}

/** Without its moves where they do not explain the change: these are then not the accounts that were counted. */
async function withMovesOf(
  db: DuckDb,
  check: ComparedCheck,
  pair: Pair,
  place: number,
): Promise<IndicatorChange> {
  await findMoves(db, check);
  const change = indicatorChange(pair, await moveCells(db));
  if (!addsUp(change)) return indicatorChange(pair, null);
  await addChanges(db, check, place);
  return change;
}

function comparedCheck(before: Audit, now: Audit, id: string): ComparedCheck {
  const [then, today] = [before, now].map(({ situation }) => situation.checks.find((one) => one.id === id));
  const wasThere = (name: string): boolean => then?.columns.some((column) => column.name === name) === true;
  const itemKey = today?.itemKey?.every(wasThere) === true ? today.itemKey : undefined;
  return { id, beforeFolder: before.auditFolder, nowFolder: now.auditFolder, itemKey };
}

/** That nothing can be told of the accounts, of any check or of some. */
function findingsTrouble(
  { trouble }: EarlierAudit,
  indicators: readonly IndicatorChange[],
  { checks }: Situation,
): Difference[] {
  const wrong = indicators.filter(({ moves }) => moves === undefined).map(({ id }) => id);
  if (wrong.length === 0) return [];
  const touched = checks.filter(({ id }) => wrong.includes(id));
  const why =
    trouble ?? differenceWords('otherAccounts', (language) => ({ titles: titlesOf(touched, language) }));
  const words = differenceWords('findings', (language) => ({ why: why[language] }));
  return [{ kind: 'findings', indicators: wrong, words }];
}
