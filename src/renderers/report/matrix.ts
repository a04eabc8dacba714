import { namedFirst } from '../../i18n/collation.ts';
import { integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { countBound, countPhysiciansAlone } from '../../i18n/sentence.ts';
import { figure } from '../../i18n/text.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { definesPhysicians } from '../constats.ts';
import { paragraph, said, table, type Block } from './block.ts';
import type { Against, Cell } from './cell.ts';
import { counted, named, unknown, words } from './cells.ts';
import { countCell, rankedChecks, shareCell, type Judged } from './figures.ts';
import type { Headline } from './headline.ts';
import { hasFound } from './headlines.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

const MOST_INDICATORS = 6;
/** What a first page has room for; the annex has them all. */
const MOST_ROWS = 15;
/** A share of fewer accounts says nothing beside the network's. */
const LEAST_EXAMINED = 10;
/** Times the network's share. */
const ABOVE = 1.25;
const FAR_ABOVE = 2;

/**
 * The establishments by the gravest indicators that found somebody: those of most physicians concerned first, each share against the
 * network's. Nothing where there are not two establishments to compare.
 *
 * @param all in the order of their gravity
 */
export function matrix(situation: Situation, all: readonly Headline[], language: Language): Section[] {
  // What one indicator tells alone another tells in a group: no row of a masked copy would be of the same accounts.
  if (situation.sharedCopy?.maskUnder !== undefined) return [];
  const judged = gravest(situation, all);
  const establishments = [
    ...new Set(judged.flatMap(({ indicator }) => indicator.byEstablishment.map(({ id }) => id))),
  ];
  if (judged.length === 0 || establishments.filter((id) => id !== '').length < 2) return [];
  const weights = new Map(establishments.map((id) => [id, weightOf(judged, id)]));
  const weightOfOne = (id: string): Weight => weights.get(id) ?? { physicians: 0, accounts: 0 };
  const sorted = [...establishments].sort((left, right) => {
    const [a, b] = [weightOfOne(left), weightOfOne(right)];
    return b.physicians - a.physicians || b.accounts - a.accounts || namedFirst(left, right);
  });
  const knowsPhysicians = definesPhysicians(situation);
  const rowOf = (id: string): Cell[] => [
    id === '' ? words(frame('noEstablishment', language)) : named(id),
    knowsPhysicians ? counted(weightOfOne(id).physicians, language) : unknown(language),
    ...judged.map((one) => cellOf(one, partOf(one, id), language)),
  ];
  const network: Cell[] = [
    words(phrase(REPORT_WORDS, 'network', language)),
    knowsPhysicians
      ? counted(
          judged.reduce((sum, { indicator }) => sum + indicator.physicians.count, 0),
          language,
        )
      : unknown(language),
    ...judged.map((one) => cellOf(one, tallyOf(one, one.indicator, language), language)),
  ];
  const shown = sorted.slice(0, MOST_ROWS);
  const heads = [
    frame('establishment', language),
    phrase(REPORT_WORDS, 'physicianFindings', language),
    ...judged.map(({ check }) => (check.shortTitle ?? check.title)[language]),
  ];
  const blocks: Block[] = [
    table('matrix', heads, [network, ...shown.map(rowOf)], { keys: ['', ...shown] }),
    paragraph('matrix-note', ...notesOf(sorted.length - shown.length, language)),
  ];
  const checkIds = judged.map(({ check }) => check.id);
  return [section('matrix', phrase(REPORT_WORDS, 'matrix', language), { checkIds, blocks })];
}

interface Weight {
  readonly physicians: number;
  readonly accounts: number;
}

function gravest(situation: Situation, all: readonly Headline[]): Judged[] {
  const found = new Set(all.filter(hasFound).map(({ checkId }) => checkId));
  return rankedChecks(situation)
    .filter(({ check }) => found.has(check.id))
    .filter(({ indicator }) => indicator.byEstablishment.length > 0)
    .slice(0, MOST_INDICATORS);
}

function weightOf(judged: readonly Judged[], id: string): Weight {
  const parts = judged.flatMap(
    ({ indicator }) => indicator.byEstablishment.find((one) => one.id === id) ?? [],
  );
  return {
    physicians: parts.reduce((sum, { physicians }) => sum + physicians.count, 0),
    accounts: parts.reduce((sum, { count }) => sum + count, 0),
  };
}

function partOf(one: Judged, id: string): Tally | undefined {
  const part = one.indicator.byEstablishment.find((found) => found.id === id);
  return part === undefined ? undefined : tallyOf(one, part, 'fr');
}

/** Of a check that counts physicians alone, theirs. */
function tallyOf({ check }: Judged, all: Tally & { readonly physicians: Tally }, language: Language): Tally {
  return countPhysiciansAlone(check.constats[language]) ? all.physicians : all;
}

function cellOf(
  { check, indicator, shareBound }: Judged,
  tally: Tally | undefined,
  language: Language,
): Cell {
  const count = countCell(tally, countBound(indicator), language);
  if (count.kind !== 'number' || tally === undefined) return count;
  const share = shareCell(tally, shareBound, language);
  const whole = countPhysiciansAlone(check.constats[language]) ? indicator.physicians : indicator;
  const found = againstOf(tally, whole);
  const against = found === null ? {} : { against: found };
  return {
    ...count,
    text: `${count.text} · ${share.text}`,
    ...(share.kind === 'share' ? { share: { ...share, ...against } } : {}),
    ...against,
  };
}

function againstOf(part: Tally, whole: Tally): Against | null {
  if (part === whole || part.examined < LEAST_EXAMINED || whole.count === 0) return null;
  const times = part.count / part.examined / (whole.count / whole.examined);
  return times >= FAR_ABOVE ? 'far-above' : times >= ABOVE ? 'above' : null;
}

function notesOf(left: number, language: Language): ReturnType<typeof said>[] {
  const note = said(phrase(REPORT_WORDS, 'matrixNote', language, { n: integer(LEAST_EXAMINED, language) }));
  if (left === 0) return [note];
  const key = left === 1 ? 'matrixElseOne' : 'matrixElseOther';
  return [note, said(phraseText(REPORT_WORDS, key, language, { n: figure(integer(left, language)) }))];
}
