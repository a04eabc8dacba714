import { openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { writingOf, withWritings } from './aligned-establishments.ts';
import { findMoves, moveCells, placedOtherwise, type ComparedCheck } from './account-moves.ts';
import { addChanges, createChanges, writeChanges } from './changes.ts';
import { differencesOf, differenceWords, isComparable, placingDifferences, titlesOf } from './differences.ts';
import { addsUp, indicatorChange, type Comparable } from './indicator-change.ts';
import type { EarlierAudit } from './earlier-audits.ts';
import { explained } from './unreadable-findings.ts';
import { physiciansCompare } from '../../situation/trend/comparability.ts';
import type { Difference, IndicatorChange, Trend } from '../../situation/trend/trend-schema.ts';

export interface CompareOptions {
  /** Where to write the accounts that moved. */
  readonly file: string;
  /** Private folder for what memory cannot hold. */
  readonly workFolder: string;
  readonly memoryLimitMb: number;
}

export type Compared = Pick<Trend, 'differences' | 'indicators'>;
type Audit = Pick<EarlierAudit, 'auditFolder' | 'situation'>;

/** An indicator that both audits could assess. */
interface Pair extends Comparable {
  readonly before: Indicator;
  readonly now: Indicator;
}

/**
 * Compares two assessed audits of one tenant, figure by figure and account by account; writes the latter to `file`, unless
 * the earlier audit's findings cannot be used. Throws `UnreadableFindings` where those of either do not read as an assessment
 * writes them.
 */
export async function compareSituations(
  earlier: EarlierAudit,
  now: Audit,
  options: CompareOptions,
): Promise<Compared> {
  const before = { ...earlier, situation: withWritings(earlier.situation, writingOf(now.situation)) };
  const ids = assessedInBoth(before.situation, now.situation);
  const differences = differencesOf(before.situation, now.situation, ids);
  if (before.trouble !== undefined) {
    const indicators = pairsOf(before, now, ids, differences).map((pair) => indicatorChange(pair, null));
    return {
      differences: [...differences, ...findingsTrouble(before, indicators, now.situation)],
      indicators,
    };
  }
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(options.workFolder),
    reaches: [options.workFolder, before.auditFolder, now.auditFolder],
    memoryLimitMb: options.memoryLimitMb,
  });
  try {
    const all = [...differences, ...(await placingOf(db, before, now, { ids, told: differences }))];
    const indicators = await withMoves(db, before, now, pairsOf(before, now, ids, all));
    await writeChanges(db, options.file);
    return { differences: [...all, ...findingsTrouble(before, indicators, now.situation)], indicators };
  } catch (error) {
    throw await explained(db, error, [before, now], ids);
  } finally {
    await db.close();
  }
}

function pairsOf(
  before: Audit,
  now: Audit,
  ids: readonly string[],
  differences: readonly Difference[],
): Pair[] {
  return ids.flatMap((id): Pair[] => {
    const [then, today] = [before, now].map(({ situation }) => indicatorOf(situation, id));
    if (then === undefined || today === undefined) return [];
    const comparable = isComparable(id, differences);
    const physiciansComparable = physiciansCompare(comparable, differences);
    return [{ before: then, now: today, comparable, physiciansComparable }];
  });
}

/** Every check's findings tell how every account is placed. */
async function placingOf(
  db: DuckDb,
  before: Audit,
  now: Audit,
  { ids, told }: { readonly ids: readonly string[]; readonly told: readonly Difference[] },
): Promise<Difference[]> {
  const [id] = ids;
  if (id === undefined) return [];
  const placed = await placedOtherwise(db, comparedCheck(before, now, id));
  return placingDifferences(now.situation, ids, placed, told);
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

/** Fills the table `changes` too. */
async function withMoves(
  db: DuckDb,
  before: Audit,
  now: Audit,
  pairs: readonly Pair[],
): Promise<IndicatorChange[]> {
  await createChanges(db);
  const write = writingOf(now.situation);
  const changed: IndicatorChange[] = [];
  for (const [place, pair] of pairs.entries()) {
    changed.push(await withMovesOf(db, { ...comparedCheck(before, now, pair.now.id), write }, pair, place));
  }
  return changed;
}

/** Without its moves where they do not explain the change: these are then not the accounts that were counted. */
async function withMovesOf(
  db: DuckDb,
  { write, ...check }: ComparedCheck & { readonly write: (establishment: string) => string },
  pair: Pair,
  place: number,
): Promise<IndicatorChange> {
  await findMoves(db, check);
  const change = indicatorChange(pair, await moveCells(db, write));
  if (!addsUp(change)) return indicatorChange(pair, null);
  await addChanges(db, check, place);
  return change;
}

function comparedCheck(before: Audit, now: Audit, id: string): ComparedCheck {
  const [then, today] = [before, now].map(({ situation }) => situation.checks.find((one) => one.id === id));
  const wasThere = (name: string): boolean => then?.columns.some((column) => column.name === name) === true;
  const itemKey = today?.itemKey?.every(wasThere) === true ? today.itemKey : undefined;
  const names = now.situation.parameters.names !== false;
  return { id, beforeFolder: before.auditFolder, nowFolder: now.auditFolder, itemKey, names };
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
