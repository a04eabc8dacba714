import type { CheckDescription } from '../../situation/check-description.ts';
import { day, integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countPhysiciansAlone } from '../../i18n/sentence.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { SOURCE_NAMES } from '../gaps/source-words.ts';
import { DIFFERENCE_WORDS } from './difference-words.ts';
import type { Placed } from './account-moves.ts';
import type { Difference } from '../../situation/trend/trend-schema.ts';

type Key = keyof typeof DIFFERENCE_WORDS;
type Source = Situation['sources'][number];

/** Two audits, and the checks that both could assess. */
interface Pair {
  readonly before: Situation;
  readonly now: Situation;
  readonly checks: readonly CheckDescription[];
}

/** A phrase in both languages; its values may depend on the language. */
export function differenceWords(key: Key, values: (language: Language) => Record<string, string>): Words {
  const of = (language: Language): string => phrase(DIFFERENCE_WORDS, key, language, values(language));
  return { fr: of('fr'), en: of('en') };
}

/** The titles of checks, one after the other. */
export function titlesOf(checks: readonly Pick<CheckDescription, 'title'>[], language: Language): string {
  return checks.map(({ title }) => title[language]).join(language === 'fr' ? '; ' : '; ');
}

/**
 * What differs between two audits beside the accounts, with the indicators that it touches. What only places accounts
 * otherwise, such as another list of physicians, touches no count of all accounts.
 *
 * @param ids the indicators that both audits could assess
 */
export function differencesOf(before: Situation, now: Situation, ids: readonly string[]): Difference[] {
  const pair: Pair = { before, now, checks: now.checks.filter(({ id }) => ids.includes(id)) };
  const coverage = [...coverageOf(pair), ...sameTerms(pair)];
  const covered = new Set(coverage.flatMap(({ indicators }) => indicators));
  return [
    ...threshold(pair),
    ...rules(pair),
    ...coverage,
    ...bounds(pair, covered),
    ...undetermined(pair, covered),
    ...categories(pair),
    ...roster(pair),
    ...version(pair),
  ];
}

/**
 * Whether the figures of an indicator compare. A newer version alone leaves them as they are: where it counts
 * otherwise, its rule differs, and is listed as such.
 */
export function isComparable(id: string, differences: readonly Difference[]): boolean {
  return differences.every(
    ({ kind, indicators }) => kind === 'version' || kind === 'findings' || !indicators.includes(id),
  );
}

function idsOf(checks: readonly CheckDescription[]): string[] {
  return checks.map(({ id }) => id);
}

/** The threshold itself, and the columns of the dossier that it decides. */
const ON_THRESHOLD = /\b(inactiveAfterDays|mailUnused|signInUnused)\b/;

function isOnThreshold({ sql }: CheckDescription): boolean {
  return ON_THRESHOLD.test(sql.population) || ON_THRESHOLD.test(sql.verdict);
}

function threshold({ before, now, checks }: Pair): Difference[] {
  const [then, today] = [before.parameters.inactiveAfterDays, now.parameters.inactiveAfterDays];
  if (then === today) return [];
  const touched = checks.filter(isOnThreshold);
  const words = differenceWords('threshold', () => ({ before: String(then), now: String(today) }));
  return [{ kind: 'threshold', indicators: idsOf(touched), words }];
}

function version({ before, now, checks }: Pair): Difference[] {
  if (before.vigie === now.vigie) return [];
  const words = differenceWords('version', () => ({ before: before.vigie, now: now.vigie }));
  return [{ kind: 'version', indicators: idsOf(checks), words }];
}

function rules({ before, checks }: Pair): Difference[] {
  const touched = checks.filter((check) => {
    const then = before.checks.find(({ id }) => id === check.id);
    return then !== undefined && ruleOf(then) !== ruleOf(check);
  });
  if (touched.length === 0) return [];
  const words = differenceWords('rule', (language) => ({ titles: titlesOf(touched, language) }));
  return [{ kind: 'rule', indicators: idsOf(touched), words }];
}

/** What a check's verdicts follow from beside the accounts: two that have it alike judge alike. */
export function judgingRule(check: CheckDescription, { parameters }: Situation): string {
  const days = isOnThreshold(check) ? String(parameters.inactiveAfterDays) : '';
  return `${ruleOf(check)}\n${days}`;
}

function ruleOf({ sql }: CheckDescription): string {
  return [sql.population, sql.verdict].map((part) => part.replace(/\s+/g, ' ').trim()).join('\n');
}

type Extent = 'complete' | 'partial' | 'none';

/** A source whose names were concealed, or that is of no use for another reason, joins no account. */
function extentOf(source: Source | undefined): Extent {
  if (source === undefined || source.namesConcealed === true || source.unusable !== undefined) return 'none';
  return source.outcome === 'complete' || source.outcome === 'partial' ? source.outcome : 'none';
}

function coverageOf({ before, now, checks }: Pair): Difference[] {
  return now.sources.flatMap((source): Difference[] => {
    const [then, today] = [extentOf(sourceOf(before, source.id)), extentOf(source)];
    const touched = checks.filter(({ evidence }) => source.id === 'accounts' || evidence.includes(source.id));
    if (then === today || touched.length === 0) return [];
    const words = differenceWords('coverage', (language) => ({
      source: SOURCE_NAMES[source.id][language],
      before: DIFFERENCE_WORDS[then][language],
      now: DIFFERENCE_WORDS[today][language],
    }));
    return [{ kind: 'coverage', indicators: idsOf(touched), words }];
  });
}

function sourceOf({ sources }: Situation, id: Source['id']): Source | undefined {
  return sources.find((source) => source.id === id);
}

/** Terms of use that were lent, and that the earlier audit had too: lent by the same audit, or its own. */
function sameTerms({ before, now, checks }: Pair): Difference[] {
  return now.sources.flatMap(({ id, joinedFrom, collectedAt }): Difference[] => {
    const then = sourceOf(before, id);
    const touched = checks.filter(({ evidence }) => evidence.includes(id));
    if (joinedFrom === undefined || collectedAt === undefined || touched.length === 0) return [];
    if (extentOf(then) === 'none' || (then?.collectedAt ?? before.collectedAt) !== collectedAt) return [];
    const words = differenceWords('sameTerms', (language) => ({
      day: day(collectedAt.slice(0, 10), language),
    }));
    return [{ kind: 'coverage', indicators: idsOf(touched), words }];
  });
}

/** Those that no source already explains. */
function bounds({ before, now, checks }: Pair, covered: ReadonlySet<string>): Difference[] {
  const touched = checks.filter(({ id }) => {
    const [then, today] = [before, now].map(({ indicators }) => indicators.find((one) => one.id === id));
    const isSame = then?.lowerBound === today?.lowerBound && then?.populationBound === today?.populationBound;
    return !isSame && !covered.has(id);
  });
  if (touched.length === 0) return [];
  const words = differenceWords('bound', (language) => ({ titles: titlesOf(touched, language) }));
  return [{ kind: 'bound', indicators: idsOf(touched), words }];
}

/** So great a share of the population may be undetermined in one audit and not in the other, and the figures still compare. */
const LITTLE = 0.05;

/** Sources that were read in part both times may have told of many more accounts in one of the audits. */
function undetermined({ before, now, checks }: Pair, covered: ReadonlySet<string>): Difference[] {
  const share = ({ indicators }: Situation, id: string): number => {
    const found = indicators.find((one) => one.id === id);
    return found === undefined || found.population === 0 ? 0 : found.undetermined / found.population;
  };
  const touched = checks.filter(
    ({ id }) => !covered.has(id) && Math.abs(share(before, id) - share(now, id)) > LITTLE,
  );
  if (touched.length === 0) return [];
  const words = differenceWords('undetermined', (language) => ({ titles: titlesOf(touched, language) }));
  return [{ kind: 'coverage', indicators: idsOf(touched), words }];
}

function categories({ before, now, checks }: Pair): Difference[] {
  const listed = (key: Key, touched: readonly CheckDescription[]): Difference[] => [
    { kind: 'categories', indicators: idsOf(touched), words: differenceWords(key, () => ({})) },
  ];
  if (categoriesOf(before) !== categoriesOf(now)) return listed('categories', checks);
  if (before.categoriesKnown !== now.categoriesKnown) return listed('categoriesKnown', checks);
  return now.categoriesKnown ? [] : listed('categoriesUnknown', ofPhysiciansAlone(checks));
}

function ofPhysiciansAlone(checks: readonly CheckDescription[]): CheckDescription[] {
  return checks.filter(({ constats }) => countPhysiciansAlone(constats.fr));
}

/** Of the configuration: '' stands for the accounts that match none, and is there or not by the accounts. */
function categoriesOf({ categories: all }: Situation): string {
  return JSON.stringify(
    all.filter(({ id }) => id !== '').map(({ id, physician, label }) => [id, physician, label.fr, label.en]),
  );
}

/** More than so great a share is no ordinary month: the rule, or the attribute that it reads, is another. */
const ORDINARY = 0.1;

/**
 * What the accounts themselves tell of the rules that place them, which the situation does not hold. Touches no count of all
 * accounts. Nothing where a difference of `told` says as much.
 */
export function placingDifferences(
  now: Situation,
  ids: readonly string[],
  placed: Placed,
  told: readonly Difference[],
): Difference[] {
  const words = (key: Key, n: number, of: number): Words =>
    differenceWords(key, (language) => ({ n: integer(n, language), of: integer(of, language) }));
  const { both, establishment, physicians, physician } = placed;
  const isTold = told.some(({ kind }) => kind === 'categories' || kind === 'roster');
  const alone = ofPhysiciansAlone(now.checks.filter(({ id }) => ids.includes(id)));
  const moved: Difference = {
    ...{ kind: 'establishments', indicators: [] },
    words: words('establishmentsMoved', establishment, both),
  };
  const placedAnew: Difference = {
    ...{ kind: 'categories', indicators: idsOf(alone) },
    words: words('physiciansMoved', physician, physicians),
  };
  return [
    ...(establishment > both * ORDINARY ? [moved] : []),
    ...(physician > physicians * ORDINARY && !isTold ? [placedAnew] : []),
  ];
}

function roster({ before, now, checks }: Pair): Difference[] {
  if (before.parameters.rosterSha256 === now.parameters.rosterSha256) return [];
  return [
    {
      kind: 'roster',
      indicators: idsOf(ofPhysiciansAlone(checks)),
      words: differenceWords('roster', () => ({})),
    },
  ];
}
