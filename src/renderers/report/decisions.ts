import { integer, money } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { boundedText, countBound, countedText, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import { figure, joined, plain, together, type Text } from '../../i18n/text.ts';
import type { DecisionWords } from '../../situation/check-words.ts';
import type { Decision } from '../../situation/sections/decisions.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { underItsName, type PlaceOf } from '../renderer.ts';
import { paragraph, said, table, type Block, type TableBlock } from './block.ts';
import type { Cell } from './cell.ts';
import { counted, named, nothing, unknown, words } from './cells.ts';
import { countCell, judgedChecks } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** What to decide, in the order of the situation; or that there is nothing, as far as was assessed; or that nobody worked it out. */
export function decisions(
  situation: Situation,
  language: Language,
  placeOf: PlaceOf = underItsName,
): Section[] {
  const found = situation.decisions?.filter(({ check }) =>
    situation.indicators.some(({ id }) => id === check),
  );
  const isMasked = situation.sharedCopy?.maskUnder !== undefined;
  const blocks: Block[] =
    found === undefined
      ? [
          paragraph(
            'no-decision',
            said(phrase(REPORT_WORDS, isMasked ? 'maskedDecisions' : 'decisionsUntold', language), 'limit'),
          ),
        ]
      : found.length === 0
        ? [paragraph('no-decision', nothingToDecide(situation, language))]
        : [decisionTable(situation, found, language, placeOf)];
  const checkIds = [...new Set((found ?? []).map(({ check }) => check))];
  return [section('decisions', phrase(REPORT_WORDS, 'decisions', language), { checkIds, blocks })];
}

/** Nothing is decided about what was not assessed, and the sentence says of how much that is. */
function nothingToDecide(situation: Situation, language: Language): ReturnType<typeof said> {
  const open = judgedChecks(situation).filter(
    ({ indicator }) => indicator.lowerBound || indicator.undetermined > 0 || isNotAssessable(indicator),
  ).length;
  if (open === 0) return said(phrase(REPORT_WORDS, 'nothingToDecide', language));
  const key = open === 1 ? 'nothingToDecideOne' : 'nothingToDecideOther';
  return said(phraseText(REPORT_WORDS, key, language, { n: figure(integer(open, language)) }), 'limit');
}

function decisionTable(
  situation: Situation,
  found: readonly Decision[],
  language: Language,
  placeOf: PlaceOf,
): Block {
  const heads = [
    ...(['decision', 'whoActs', 'settles', 'ofPhysicians', 'gravity', 'listed'] as const).map((key) =>
      phrase(REPORT_WORDS, key, language),
    ),
  ];
  const rows = found.flatMap((decision) => {
    const indicator = situation.indicators.find(({ id }) => id === decision.check);
    return indicator === undefined
      ? []
      : [[...rowOf(situation, decision, indicator, language), listCell(decision, language, placeOf)]];
  });
  const keys = found.map(({ id }) => id);
  return table('decisions', heads, rows, { text: [1, 4, 5], keys });
}

/** The decisions with their numbers before them, where a format has no numbered list. */
export function numberedActs(decided: TableBlock): TableBlock {
  return {
    ...decided,
    rows: decided.rows.map(([act, ...others], at) =>
      act === undefined ? [] : [words(`${at + 1}. ${act.text}`), ...others],
    ),
  };
}

function rowOf(situation: Situation, decision: Decision, indicator: Indicator, language: Language): Cell[] {
  const { accounts, physicians, undetermined, gravity, who } = decision;
  const bound = boundOf(decision, indicator);
  const tally = { population: accounts + undetermined, examined: accounts, count: accounts, undetermined };
  return [
    words(joined(together(decisionTexts(situation, decision, indicator, language)))),
    words(phrase(REPORT_WORDS, who, language)),
    countCell(tally, bound, language),
    physicians === undefined ? unknown(language) : counted(physicians, language, bound),
    words(phrase(REPORT_WORDS, gravity, language)),
  ];
}

function listCell({ list }: Decision, language: Language, placeOf: PlaceOf): Cell {
  return list === null ? nothing() : named(placeOf(list[language]));
}

function boundOf({ lowerBound }: Decision, { populationBound }: Indicator): Bound {
  return countBound({ lowerBound, populationBound });
}

/** The act, with its numbers, then what is said of its facts. A rule that no check of the situation knows is called by its id. */
function decisionTexts(
  situation: Situation,
  decision: Decision,
  indicator: Indicator,
  language: Language,
): Text[] {
  const check = situation.checks.find(({ id }) => id === decision.check);
  const told = check?.decisions?.find(({ id }) => id === decision.id);
  if (told === undefined) return [plain(decision.id)];
  return [
    actOf(told, decision, indicator, language),
    ...factTexts(situation, told, decision, indicator, language),
  ];
}

function actOf(
  { act, actOnNamed }: DecisionWords,
  decision: Decision,
  indicator: Indicator,
  language: Language,
): Text {
  const { names = [], accounts } = decision;
  const isNamed = actOnNamed !== undefined && names.length > 0;
  const bound = boundOf(decision, indicator);
  const values = {
    of: boundedText(indicator.count, countBound(indicator), language),
    names: names.join(', '),
  };
  return together([countedText(isNamed ? actOnNamed : act, accounts, bound, language, values), '.']);
}

function factTexts(
  { licences }: Situation,
  { facts: told }: DecisionWords,
  decision: Decision,
  indicator: Indicator,
  language: Language,
): Text[] {
  const bound = boundOf(decision, indicator);
  return told.flatMap(({ fact, unit, ...forms }) => {
    const value = Object.hasOwn(decision.facts, fact) ? (decision.facts[fact] ?? 0) : 0;
    if (value === 0) return [];
    const text =
      unit === 'accounts'
        ? countedText(forms, value, bound, language)
        : countedText(forms, value, bound, language, {}, money(value, licences?.currency, language));
    return [together([' ', text])];
  });
}
