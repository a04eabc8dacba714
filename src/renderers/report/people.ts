import { integer, NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { countBound, notAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import { sourceName } from '../vocabulary.ts';
import { bullets, cellText, heading, paragraph, table, type Block, type Cell } from './block.ts';
import { changeCell, counted } from './cells.ts';
import { establishmentsRanked, shareByCategory } from './charts.ts';
import { countCell, judgedChecks, knownCell, shareCell, type Judged } from './figures.ts';
import { REPORT_WORDS } from './words.ts';

/** Physicians by category, then the other categories, with the count and share of every check. */
export function categories(situation: Situation, language: Language): Block[] {
  const judged = judgedChecks(situation);
  const physicians = situation.categories.filter(({ physician }) => physician);
  const others = situation.categories.filter(({ physician }) => !physician);
  const blocks = [heading(2, frame('physicians', language), 'physicians')];
  if (!situation.categoriesKnown) {
    const missing = [sourceName('group-members', language)];
    return [...blocks, paragraph(notAssessable(frame('physicians', language), missing, language))];
  }
  blocks.push(
    physicians.length === 0
      ? paragraph(frame('noPhysicianCategory', language))
      : categoryTable(situation, judged, physicians, language),
  );
  blocks.push(...shareByCategory(situation, 'physicians-by-category', language));
  blocks.push(...roster(situation, language));
  if (others.length > 0) {
    blocks.push(
      heading(2, frame('otherCategories', language), 'other-categories'),
      categoryTable(situation, judged, others, language),
    );
  }
  blocks.push(...shareByCategory(situation, 'unused-by-category', language));
  return blocks;
}

/** One table per check: every establishment's accounts and physicians. */
export function establishments(situation: Situation, language: Language): Block[] {
  const blocks = [
    heading(2, frame('establishments', language), 'establishments'),
    ...establishmentsRanked(situation, language),
  ];
  const known = judgedChecks(situation).filter(({ indicator }) => indicator.byEstablishment.length > 0);
  if (known.length === 0) return [...blocks, paragraph(frame('noEstablishmentKnown', language))];
  const heads = (
    [
      'establishment',
      'accounts',
      'nonCompliant',
      'shareOfExamined',
      'physiciansPopulation',
      'physiciansNonCompliant',
      'shareOfExamined',
    ] as const
  ).map((key) => frame(key, language));
  for (const judged of known) {
    const changes = establishmentChanges(situation, judged.check.id);
    const changed = changes === undefined ? [] : [phrase(REPORT_WORDS, 'change', language)];
    blocks.push(
      heading(3, judged.check.title[language]),
      table([...heads, ...changed], establishmentRows(judged, changes, language)),
    );
  }
  return blocks;
}

/** Each establishment's change; nothing where accounts are placed by another rule, or the figures cannot be compared. */
function establishmentChanges({ trend }: Situation, checkId: string): Changes | undefined {
  if (trend?.differences.some(({ kind }) => kind === 'establishments') === true) return undefined;
  const found = trend?.indicators.find(({ id }) => id === checkId);
  return found?.comparable === true ? found.byEstablishment : undefined;
}

type Changes = NonNullable<Situation['trend']>['indicators'][number]['byEstablishment'];

/** With the change since the previous audit, where there is one. */
function establishmentRows(
  { indicator, shareBound }: Judged,
  changes: Changes | undefined,
  language: Language,
): Cell[][] {
  return indicator.byEstablishment.map((one) => [
    one.id === '' ? frame('noEstablishment', language) : one.id,
    ...[one, one.physicians].flatMap((tally) => [
      counted(tally.population, language, indicator.populationBound),
      countCell(tally, countBound(indicator), language),
      shareCell(tally, shareBound, language),
    ]),
    ...(changes === undefined ? [] : [changeCell(changes.find(({ id }) => id === one.id)?.change, language)]),
  ]);
}

/** Who is enrolled in each service, by category. */
export function enrolments(situation: Situation, language: Language): Block[] {
  if (situation.enrolments.length === 0) return [];
  const shown = situation.categories.filter(({ id }) =>
    situation.enrolments.some(({ byCategory }) => (byCategory[id] ?? 0) > 0),
  );
  const heads = [
    frame('service', language),
    ...shown.map(({ label }) => label[language]),
    frame('total', language),
    frame('unusedMailboxes', language),
  ];
  const rows = situation.enrolments.map(({ label, total, byCategory, known, lowerBound, unusedMailbox }) => {
    const bound = !known ? 'unknown' : lowerBound ? 'at-least' : 'exact';
    const counts = [...shown.map(({ id }) => byCategory[id] ?? 0), total];
    return [
      label[language],
      ...counts.map((count) => knownCell(count, bound, language)),
      unusedCell(unusedMailbox, bound, language),
    ];
  });
  return [heading(2, frame('enrolments', language), 'enrolments'), table(heads, rows)];
}

/** Of the physicians enrolled: how many do not use their mailbox. */
function unusedCell(
  found: Situation['enrolments'][number]['unusedMailbox'],
  bound: Bound | 'unknown',
  language: Language,
): Cell {
  if (bound === 'unknown') return knownCell(0, bound, language);
  if (found === undefined) return NOTHING;
  const { physicians, unused, undetermined } = found;
  const tally = { population: physicians, examined: physicians - undetermined, count: unused, undetermined };
  return countCell(tally, bound, language);
}

type Category = Situation['categories'][number];

/** One row per check, one column per category; of physicians, their sum as well. */
function categoryTable(
  situation: Situation,
  judged: readonly Judged[],
  categories: readonly Category[],
  language: Language,
): Block {
  const arePhysicians = categories.some(({ physician }) => physician);
  const sum = <T>(value: T): T[] => (arePhysicians ? [value] : []);
  const mailboxes = (n: number): Cell => counted(n, language, situation.populationBound);
  const { byCategory, physicians } = situation.population;
  const heads = [
    frame('indicator', language),
    ...categories.map(({ id }) => categoryLabel(situation, id, language)),
    ...sum(frame('allPhysicians', language)),
  ];
  const first = [
    frame('mailAccounts', language),
    ...categories.map(({ id }) => mailboxes(byCategory[id] ?? 0)),
    ...sum(mailboxes(physicians)),
  ];
  const rows = judged.map((one) => [
    one.check.title[language],
    ...categories.map(({ id }) => countAndShare(one, ofCategory(one, id), language)),
    ...sum(countAndShare(one, one.indicator.physicians, language)),
  ]);
  return table(heads, [first, ...rows]);
}

function ofCategory({ indicator }: Judged, id: string): Tally | undefined {
  return indicator.byCategory.find((one) => one.id === id);
}

function countAndShare(
  { indicator, shareBound }: Judged,
  tally: Tally | undefined,
  language: Language,
): Cell {
  const count = countCell(tally, countBound(indicator), language);
  if (typeof count === 'string' || !('value' in count)) return count;
  return { ...count, text: `${count.text} · ${cellText(shareCell(tally, shareBound, language))}` };
}

function roster(situation: Situation, language: Language): Block[] {
  if (situation.roster === undefined) return [];
  const { lines, withoutAccount, withoutAccountByCategory } = situation.roster;
  if (withoutAccount === undefined) {
    return [paragraph(frame('rosterUnknown', language, { lines: integer(lines, language) }))];
  }
  const physicians = situation.roster.physiciansWithoutMailbox;
  if (physicians !== undefined) return rosterTables(situation, physicians, language);
  const summary = frame('rosterMisses', language, {
    n: integer(withoutAccount, language),
    lines: integer(lines, language),
  });
  const items = Object.entries(withoutAccountByCategory ?? {})
    .filter(([, count]) => count > 0)
    .map(([id, count]) => {
      const label = categoryLabel(situation, id, language);
      return frame('rosterMissesByCategory', language, { label, n: integer(count, language) });
    });
  return items.length === 0 ? [paragraph(summary)] : [paragraph(summary), bullets(items)];
}

type RosterPhysicians = NonNullable<NonNullable<Situation['roster']>['physiciansWithoutMailbox']>;

/** The roster's physicians without an account or a mailbox, by category and by establishment. */
function rosterTables(situation: Situation, found: RosterPhysicians, language: Language): Block[] {
  const of = (n: number): Record<'n' | 'lines', string> => ({
    n: integer(n, language),
    lines: integer(found.lines, language),
  });
  const summary = paragraph(
    frame('rosterWithoutAccount', language, of(found.withoutAccount)),
    frame('rosterWithoutMailbox', language, of(found.withoutMailbox)),
    ...(found.withoutCategory === 0
      ? []
      : [frame('rosterWithoutCategory', language, of(found.withoutCategory))]),
  );
  const tables = [
    rosterTable('category', found.byCategory, (id) => categoryLabel(situation, id, language), language),
    rosterTable(
      'establishment',
      found.byEstablishment,
      (id) => (id === '' ? frame('noEstablishment', language) : id),
      language,
    ),
  ];
  return [heading(3, frame('roster', language)), summary, ...tables.flat()];
}

function rosterTable(
  head: 'category' | 'establishment',
  lines: RosterPhysicians['byCategory'],
  labelOf: (id: string) => string,
  language: Language,
): Block[] {
  if (lines.length === 0) return [];
  const heads = ([head, 'rosterLines', 'withoutAccount', 'withoutMailbox', 'undetermined'] as const).map(
    (key) => frame(key, language),
  );
  const rows = lines.map((one) => [
    labelOf(one.id),
    ...[one.lines, one.withoutAccount, one.withoutMailbox, one.undetermined].map((n) => counted(n, language)),
  ]);
  return [table(heads, rows)];
}
