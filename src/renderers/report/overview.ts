import { capitalised, day, instant, integer, NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { countBound, countPhysiciansAlone, isNotAssessable } from '../../i18n/sentence.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { constats, definesPhysicians } from '../constats.ts';
import { wordOf } from '../vocabulary.ts';
import { bullets, cellText, heading, paragraph, strong, table, type Block, type Cell } from './block.ts';
import { counted } from './cells.ts';
import { factCharts } from './charts.ts';
import { countCell, judgedChecks, notes, shareCell } from './figures.ts';
import { headlines, worstHeadline, worstOf, type Headline } from './headlines.ts';
import { REPORT_WORDS } from './words.ts';

/** Title, tenant, dates; then at once what is not known; then the Constats. */
export function firstPage(situation: Situation, language: Language): Block[] {
  const { tenant, gaps } = situation;
  const gapRows = gaps.map(({ words, accounts }) => [
    words.what[language],
    accounts === 0 ? NOTHING : counted(accounts, language),
    words.remedy[language],
  ]);
  const gapHeads = (['gapWhat', 'accounts', 'gapRemedy'] as const).map((key) => frame(key, language));
  const all = headlines(situation, language);
  const sentences = constats(situation, language, (id) => {
    const change = all.find(({ checkId }) => checkId === id)?.change;
    return change == null ? '' : `. ${change.text}`;
  });
  return [
    heading(1, frame('title', language)),
    strong(`${tenant.displayName} (${tenant.defaultDomain})`),
    ...scope(situation, language),
    paragraph(
      frame('asOf', language, { day: day(situation.asOf, language) }),
      collected(situation, language),
      frame('madeWith', language, { version: situation.vigie }),
    ),
    ...worst(all, language),
    heading(2, frame('gaps', language), 'gaps'),
    gaps.length === 0 ? paragraph(frame('noGap', language)) : table(gapHeads, gapRows, [2]),
    heading(2, frame('constats', language), 'constats'),
    sentences.length === 0 ? paragraph(frame('noConstat', language)) : bullets(sentences),
  ];
}

/** What is worst, how sure it is, and how it changed. */
function worst(all: readonly Headline[], language: Language): Block[] {
  if (all.length === 0) return [];
  const found = worstHeadline(all);
  const sentences = [
    worstOf(all, language),
    ...(found === null ? [] : [`${found.certainty.text}.`]),
    ...(found?.change == null ? [] : [`${found.change.text}.`]),
  ];
  return [paragraph(...sentences)];
}

/** Of an establishment's part: whose it is. */
function scope(situation: Situation, language: Language): Block[] {
  if (situation.scope === undefined) return [];
  return [strong(reportScope(situation, language)), paragraph(phrase(REPORT_WORDS, 'scopeNote', language))];
}

/** The establishment that the report is of; '' where it is of the whole tenant. */
export function reportScope({ scope: of }: Situation, language: Language): string {
  if (of === undefined) return '';
  const id = of.establishment === '' ? frame('noEstablishment', language) : of.establishment;
  return phrase(REPORT_WORDS, 'scope', language, { id });
}

/** When the data was collected; one that was taken up again tells from when to when. */
function collected({ collectedAt, endedAt, resumedAt = [] }: Situation, language: Language): string {
  if (resumedAt.length === 0) {
    return frame('collected', language, { instant: instant(collectedAt, language) });
  }
  return frame('collectedInRuns', language, {
    n: integer(resumedAt.length + 1, language),
    instant: instant(collectedAt, language),
    end: instant(endedAt, language),
  });
}

/** Every check's tallies, with the meaning of the marks. */
export function indicators(situation: Situation, language: Language): Block[] {
  const judged = judgedChecks(situation);
  const heads = (
    ['indicator', 'population', 'examined', 'nonCompliant', 'shareOfExamined', 'undetermined'] as const
  ).map((key) => frame(key, language));
  const unknown = heads.slice(1).map(() => frame('notAssessableShort', language));
  const isUnknown = (check: CheckDescription): boolean =>
    countPhysiciansAlone(check.constats[language]) && !definesPhysicians(situation);
  const rows = judged.map(({ check, indicator, shareBound }) =>
    isUnknown(check)
      ? [check.title[language], ...unknown]
      : [
          check.title[language],
          counted(indicator.population, language, indicator.populationBound),
          counted(indicator.examined, language),
          // Undetermined accounts have their own column here.
          countCell({ ...indicator, undetermined: 0 }, countBound(indicator), language),
          shareCell(indicator, shareBound, language),
          counted(indicator.undetermined, language),
        ],
  );
  return [
    heading(2, frame('indicators', language), 'indicators'),
    table(heads, rows),
    paragraph(directoryAccounts(situation, language), ...notes(judged, language)),
  ];
}

function directoryAccounts({ population, sources, scope }: Situation, language: Language): string {
  // What the source announced is the tenant's.
  const announced = scope === undefined ? sources.find(({ id }) => id === 'accounts')?.expected : undefined;
  const expected = announced ?? population.accounts;
  const n = integer(population.accounts, language);
  return expected === population.accounts
    ? frame('directoryAccounts', language, { n })
    : frame('directoryAccountsOf', language, { n, expected: integer(expected, language) });
}

/** The tallies beside the counts: numbers as a list, breakdowns as tables. */
export function facts(situation: Situation, language: Language): Block[] {
  const blocks = situation.checks.flatMap((check) => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    const names = agreementNames(situation);
    const found =
      indicator === undefined
        ? []
        : [...factsOf(check, names, indicator, language), ...factCharts(check, indicator, language)];
    return found.length === 0 ? [] : [heading(3, check.title[language]), ...found];
  });
  return blocks.length === 0 ? [] : [heading(2, frame('facts', language), 'facts'), ...blocks];
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
  const write = (count: number): Cell =>
    isNotAssessable(indicator)
      ? frame('notAssessableShort', language)
      : counted(count, language, countBound(indicator));
  const numbers: string[] = [];
  const tables: Block[] = [];
  for (const [fact, value] of Object.entries(indicator.facts)) {
    if (typeof value === 'number') {
      numbers.push(frame('fact', language, { label: label(fact), n: cellText(write(value)) }));
    } else {
      const rows = Object.entries(value).map(([key, count]) => [
        Object.hasOwn(check.terms, key)
          ? capitalised(wordOf(check.terms, key, language))
          : wordOf(names, key, language),
        write(count),
      ]);
      tables.push(table([label(fact), frame('number', language)], rows));
    }
  }
  return numbers.length === 0 ? tables : [bullets(numbers), ...tables];
}
