import { capitalised, day, instant, integer, pluralForm } from '../../i18n/format.ts';
import { frame, frameText } from '../../i18n/frame.ts';
import {
  boundedText,
  countBound,
  countPhysiciansAlone,
  isNotAssessable,
  type Bound,
} from '../../i18n/sentence.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { ownValue } from '../../situation/own-value.ts';
import type { Language } from '../../i18n/language.ts';
import { microsoftName } from '../../i18n/microsoft-names/microsoft-names.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { figure, together } from '../../i18n/text.ts';
import { byRank } from '../../situation/gap-rank.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { constats, definesPhysicians, footnotes } from '../constats.ts';
import { wordOf } from '../vocabulary.ts';
import { list, paragraph, said, strong, table, type Block, type Sentence, type TableBlock } from './block.ts';
import type { Cell, NumberCell, UnknownCell } from './cell.ts';
import { cellText, counted, masked, named, nothing, unknown, words } from './cells.ts';
import { factCharts } from './charts.ts';
import { areOfSeveralDays, figureDayCell } from './figure-days.ts';
import { countCell, networkTally, notes, rankedChecks, shareCell, type Judged } from './figures.ts';
import { gapText } from './gap-text.ts';
import type { Headline } from './headline.ts';
import { worstHeadline, worstOf } from './headlines.ts';
import { importedLine } from './imported.ts';
import { pilot } from './pilot.ts';
import { section, type Section } from './section.ts';
import { sharedCopy } from './shared-copy.ts';
import { usageCharts } from './services.ts';
import { REPORT_WORDS } from './words.ts';

/** What stands beneath the title, before the first part: the tenant, the scope, the dates, what is worst. */
export function opening(situation: Situation, all: readonly Headline[], language: Language): Block[] {
  const { tenant } = situation;
  return [
    strong('tenant', `${tenant.displayName} (${tenant.defaultDomain})`),
    ...scope(situation, language),
    ...pilot(situation, language),
    ...sharedCopy(situation, language),
    paragraph(
      'dates',
      frame('asOf', language, { day: day(situation.asOf, language) }),
      collected(situation, language),
      frame('madeWith', language, { version: situation.vigie }),
    ),
    ...worst(all, language),
  ];
}

/** What is not known, each gap with its remedy: those to repair first, and a line that counts the others. */
export function gaps({ gaps: all }: Situation, language: Language): Section[] {
  const found = byRank(all);
  const rows = found.map((gap): Cell[] => [
    words(gapText(gap, language)),
    gap.accounts === undefined
      ? masked(language)
      : gap.accounts === 0
        ? nothing()
        : counted(gap.accounts, language),
    words(gap.words.remedy[language]),
  ]);
  const heads = [
    { id: 'gap', head: frame('gapWhat', language) },
    { id: 'accounts', head: frame('accounts', language) },
    { id: 'remedy', head: frame('gapRemedy', language) },
  ] as const;
  const keys = found.map(({ source }) => source);
  const blocks =
    found.length === 0
      ? [paragraph('no-gap', said(frame('noGap', language), 'limit'))]
      : [table('gaps', heads, rows, { text: [2], keys }), ...otherGaps(found, language)];
  return [section('gaps', frame('gaps', language), { blocks })];
}

function otherGaps(found: Situation['gaps'], language: Language): Block[] {
  const n = found.filter(({ rank }) => rank !== 'repair').length;
  if (n === 0) return [];
  const key = pluralForm(n, language) === 'one' ? 'gapsElseOne' : 'gapsElseOther';
  return [
    paragraph(
      'gaps-else',
      said(phraseText(REPORT_WORDS, key, language, { n: figure(integer(n, language)) }), 'limit'),
    ),
  ];
}

/** What the report opens with: the sentences of the ministry's slide, in its order, and who uses each service. */
export function findings(situation: Situation, all: readonly Headline[], language: Language): Section[] {
  const sentences = constatSentences(situation, all, language);
  const opening = sentences.filter((one) => opensReport(situation, one));
  const inFull =
    opening.length === 0 ? paragraph('no-constat', frame('noConstat', language)) : list('constats', opening);
  return [
    section('constats', frame('constats', language), {
      checkIds: opening.flatMap(({ checkId }) => checkId ?? []),
      blocks: [inFull, ...footnoteOf(situation, opening, language), ...usageCharts(situation, language)],
    }),
  ];
}

/** Beneath the ministry's sentences, whose words stay as they are. */
function footnoteOf(situation: Situation, opening: readonly Sentence[], language: Language): Block[] {
  const found = footnotes(situation, language)
    .filter(({ checkId }) => opening.some((one) => one.checkId === checkId))
    .map(({ text, checkId }) =>
      said(phraseText(REPORT_WORDS, 'footnote', language, { text }), 'note', checkId),
    );
  return found.length === 0 ? [] : [paragraph('constats-note', ...found)];
}

/** Every check as a large figure, then the sentences that the report does not open with. */
export function everyCheck(situation: Situation, all: readonly Headline[], language: Language): Section[] {
  if (all.length === 0) return [];
  const place = (id: string | undefined): number => all.findIndex(({ checkId }) => checkId === id);
  const others = constatSentences(situation, all, language)
    .filter((one) => !opensReport(situation, one))
    .sort((a, b) => place(a.checkId) - place(b.checkId));
  return [
    section('checks', phrase(REPORT_WORDS, 'everyCheck', language), {
      checkIds: all.map(({ checkId }) => checkId),
      blocks: [
        { kind: 'figures', id: 'headlines', headlines: all },
        ...(others.length === 0 ? [] : [list('other-constats', others)]),
      ],
    }),
  ];
}

function constatSentences(situation: Situation, all: readonly Headline[], language: Language): Sentence[] {
  const sentences = constats(situation, language, (id) => {
    const change = all.find(({ checkId }) => checkId === id)?.change;
    return change == null ? [] : together(['. ', change.text]);
  });
  return sentences.map(({ text, checkId }) => said(text, 'constat', checkId));
}

/** Those of the enrolments are on the ministry's slide; of an audit whose checks do not tell, all. */
function opensReport({ checks }: Situation, { checkId }: Sentence): boolean {
  const telling = checks.filter(({ opensReport: opens }) => opens === true);
  return checkId === undefined || telling.length === 0 || telling.some(({ id }) => id === checkId);
}

/** What is worst, how sure it is, and how it changed. */
function worst(all: readonly Headline[], language: Language): Block[] {
  if (all.length === 0) return [];
  const found = worstHeadline(all);
  const sentences = [
    said(worstOf(all, language), 'constat', found?.checkId),
    ...(found === null ? [] : [said(`${found.certainty.text}.`, 'limit')]),
    ...(found?.change == null ? [] : [said(together([found.change.text, '.']))]),
  ];
  return [paragraph('worst', ...sentences)];
}

/** Of an establishment's part: whose it is. */
function scope(situation: Situation, language: Language): Block[] {
  if (situation.scope === undefined) return [];
  return [
    strong('scope', reportScope(situation, language)),
    paragraph('scope-note', phrase(REPORT_WORDS, 'scopeNote', language)),
  ];
}

/** The establishment that the report is of; '' where it is of the whole tenant. */
export function reportScope({ scope: of }: Situation, language: Language): string {
  if (of === undefined) return '';
  const id = of.establishment === '' ? frame('noEstablishment', language) : of.establishment;
  return phrase(REPORT_WORDS, 'scope', language, { id });
}

/** When the data was collected; one that was taken up again tells from when to when. */
function collected(situation: Situation, language: Language): string {
  const { collectedAt, endedAt, resumedAt = [], parameters } = situation;
  const imported = importedLine(situation, language);
  if (imported !== null) return imported;
  if (resumedAt.length === 0) {
    return frame('collected', language, { instant: instant(collectedAt, language, parameters.timeZone) });
  }
  return frame('collectedInRuns', language, {
    n: integer(resumedAt.length + 1, language),
    instant: instant(collectedAt, language, parameters.timeZone),
    end: instant(endedAt, language, parameters.timeZone),
  });
}

/** Every check's tallies, with the meaning of the marks. */
export function indicators(situation: Situation, language: Language): Section[] {
  const judged = rankedChecks(situation);
  const keys = [
    ...(['indicator', 'population', 'examined', 'nonCompliant', 'shareOfExamined'] as const),
    ...(situation.scope?.network === undefined ? [] : (['shareInNetwork'] as const)),
    'undetermined',
  ] as const;
  const hasDays = areOfSeveralDays(situation);
  const heads = [
    ...keys.map((key) => frame(key, language)),
    ...(hasDays ? [phrase(REPORT_WORDS, 'asOf', language)] : []),
  ];
  const rows = judged.map((one): Cell[] => [
    ...figureCells(situation, one, keys.length, language),
    ...(hasDays ? [figureDayCell(situation, one.check, language)] : []),
  ]);
  const limits = notes(judged, language).map((note) => said(note, 'limit'));
  return [
    section('indicators', frame('indicators', language), {
      checkIds: judged.map(({ check }) => check.id),
      blocks: [
        table('indicators', heads, rows, {
          ...(hasDays ? { text: [keys.length] } : {}),
          keys: judged.map(({ check }) => check.id),
        }),
        paragraph('indicator-notes', directoryAccounts(situation, language), ...limits),
      ],
    }),
  ];
}

function figureCells(situation: Situation, judged: Judged, width: number, language: Language): Cell[] {
  const { check, indicator, shareBound } = judged;
  const title = words(check.title[language]);
  if (countPhysiciansAlone(check.constats[language]) && !definesPhysicians(situation)) {
    return [title, ...Array.from({ length: width - 1 }, () => unknown(language))];
  }
  const network = networkTally(situation, check.id);
  return [
    title,
    counted(indicator.population, language, indicator.populationBound),
    counted(indicator.examined, language),
    // Undetermined accounts have their own column here.
    countCell({ ...indicator, undetermined: 0 }, countBound(indicator), language),
    shareCell(indicator, shareBound, language),
    ...(situation.scope?.network === undefined ? [] : [shareCell(network, shareBound, language)]),
    counted(indicator.undetermined, language),
  ];
}

function directoryAccounts({ population, sources, scope }: Situation, language: Language): Sentence {
  // What the source announced is the tenant's.
  const announced = scope === undefined ? sources.find(({ id }) => id === 'accounts')?.expected : undefined;
  const expected = announced ?? population.accounts;
  const n = figure(integer(population.accounts, language));
  return said(
    expected === population.accounts
      ? frameText('directoryAccounts', language, { n })
      : frameText('directoryAccountsOf', language, { n, expected: figure(integer(expected, language)) }),
  );
}

/** The tallies beside the counts: numbers as a list, breakdowns as tables. */
export function facts(situation: Situation, language: Language): Section[] {
  const names = agreementNames(situation);
  const ranked = rankedChecks(situation).map(({ check }) => check);
  const others = situation.checks.filter((check) => !ranked.includes(check));
  const sections = [...ranked, ...others].flatMap((check): Section[] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined) return [];
    const blocks = [...factsOf(check, names, indicator, language), ...factCharts(check, indicator, language)];
    if (blocks.length === 0) return [];
    return [section('check', check.title[language], { checkIds: [check.id], blocks })];
  });
  return sections.length === 0 ? [] : [section('facts', frame('facts', language), { sections })];
}

/** Breakdowns by agreement go by its id. */
function agreementNames({ termsOfUse = [] }: Situation): CheckDescription['terms'] {
  return Object.fromEntries(termsOfUse.map(({ id, name }) => [id, { fr: name, en: name }]));
}

function factsOf(
  check: CheckDescription,
  names: CheckDescription['terms'],
  indicator: Indicator,
  language: Language,
): Block[] {
  const label = (fact: string): string => wordOf(check.facts, fact, language);
  const bound = countBound(indicator);
  const write = (count: number): NumberCell | UnknownCell =>
    isNotAssessable(indicator) ? unknown(language) : counted(count, language, bound);
  const numbers: Sentence[] = [];
  const tables: Block[] = [];
  for (const [fact, value] of Object.entries(indicator.facts)) {
    if (typeof value === 'number') {
      numbers.push(
        said(
          phraseText(REPORT_WORDS, 'labelled', language, {
            label: label(fact),
            value: cellText(write(value)),
          }),
        ),
      );
    } else {
      const rows = Object.entries(value).map(([key, count]): Cell[] => [
        Object.hasOwn(check.terms, key)
          ? words(capitalised(wordOf(check.terms, key, language)))
          : named(microsoftName(wordOf(names, key, language), language)),
        write(count),
      ]);
      const drawn = drawnAs(check, fact, bound);
      // Nothing in it, as far as all was read; what is not known has its place.
      const isEmpty = bound === 'exact' && !isNotAssessable(indicator);
      if (isEmpty && Object.values(value).every((count) => count === 0)) continue;
      tables.push(table('fact', [label(fact), frame('number', language)], rows, drawn));
      tables.push(...overlapNote(check, fact, indicator, language));
    }
  }
  return numbers.length === 0 ? tables : [list('fact-numbers', numbers), ...tables];
}

/** Where the parts of a breakdown sum to more than its whole, as one account may be in several: that, and both numbers. */
function overlapNote(
  { overlapping = [] }: CheckDescription,
  fact: string,
  indicator: Indicator,
  language: Language,
): Block[] {
  const { count, facts: told } = indicator;
  const parts = ownValue(told, fact);
  if (!overlapping.includes(fact) || parts === undefined || typeof parts === 'number') return [];
  const sum = Object.values(parts).reduce((total, part) => total + part, 0);
  if (sum <= count) return [];
  const bound = countBound(indicator);
  const values = { sum: boundedText(sum, bound, language), n: boundedText(count, bound, language) };
  return [paragraph('fact-note', said(phraseText(REPORT_WORDS, 'overlap', language, values)))];
}

/** A chart has no room for the bounds of its values: it says all that the table does where there are none. */
function drawnAs({ charts }: CheckDescription, fact: string, bound: Bound): Pick<TableBlock, 'drawnAs'> {
  const chart = ownValue(charts, fact);
  return chart === undefined || bound !== 'exact' ? {} : { drawnAs: chart };
}
