import { integer } from '../../i18n/format.ts';
import { frame, frameText, type FrameKey } from '../../i18n/frame.ts';
import { boundedText, countBound, notAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { figure } from '../../i18n/text.ts';
import { isMaskedGroup } from '../../situation/masked-groups.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { ownValue } from '../../situation/own-value.ts';
import { categoryLabel } from '../constats.ts';
import { sourceName } from '../vocabulary.ts';
import {
  list,
  paragraph,
  said,
  table,
  type Block,
  type BlockId,
  type Sentence,
  type TableBlock,
} from './block.ts';
import type { Cell } from './cell.ts';
import { counted, masked, named, nothing, words } from './cells.ts';
import { shareByCategory } from './charts.ts';
import { drawnChecks } from './establishments.ts';
import { checksOf, countCell, knownCell, rankedChecks, shareCell, type Judged } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** Physicians by category, then the other categories, with the count and share of every check. */
export function categories(situation: Situation, language: Language): Section[] {
  const judged = rankedChecks(situation);
  const title = frame('physicians', language);
  const checkIds = drawnChecks(situation);
  if (!situation.categoriesKnown) {
    const unread = notAssessable(title, [sourceName('group-members', language)], language);
    const blocks = [paragraph('categories-unknown', said(unread, 'limit'))];
    return [section('physicians', title, { checkIds, blocks })];
  }
  const physicians = situation.categories.filter(({ physician }) => physician);
  const others = situation.categories.filter(({ physician }) => !physician);
  const lines = roster(situation, language);
  const all = shareByCategory(situation, 'unused-by-category', language);
  const isLast = others.length === 0;
  const own = section('physicians', title, {
    checkIds,
    blocks: [
      physicians.length === 0
        ? paragraph('no-physician-category', frame('noPhysicianCategory', language))
        : categoryTable('physicians', situation, judged, physicians, language),
      ...shareByCategory(situation, 'physicians-by-category', language),
      ...lines.blocks,
      ...(isLast && lines.tables.length === 0 ? all : []),
    ],
    sections:
      lines.tables.length === 0
        ? []
        : [
            section('roster', frame('roster', language), {
              blocks: [...lines.tables, ...(isLast ? all : [])],
            }),
          ],
  });
  if (isLast) return [own];
  return [
    own,
    section('other-categories', frame('otherCategories', language), {
      checkIds,
      blocks: [categoryTable('other-categories', situation, judged, others, language), ...all],
    }),
  ];
}

/** Who is enrolled in each service, by category. */
export function enrolments(situation: Situation, language: Language): Section[] {
  if (situation.enrolments.length === 0) return [];
  const shown = situation.categories.filter(({ id }) =>
    situation.enrolments.some(({ byCategory }) => (ownValue(byCategory, id) ?? 0) > 0),
  );
  const heads = [
    frame('service', language),
    ...shown.map(({ label }) => label[language]),
    frame('total', language),
    frame('unusedMailboxes', language),
  ];
  const rows = situation.enrolments.map(
    ({ label, total, byCategory, known, lowerBound, unusedMailbox }): Cell[] => {
      const bound = !known ? 'unknown' : lowerBound ? 'at-least' : 'exact';
      const counts = [...shown.map(({ id }) => ownValue(byCategory, id) ?? 0), total];
      return [
        words(label[language]),
        ...counts.map((count) => knownCell(count, bound, language)),
        unusedMailbox === undefined && isMasked(situation)
          ? masked(language)
          : unusedCell(unusedMailbox, bound, language),
      ];
    },
  );
  return [
    section('enrolments', frame('enrolments', language), {
      checkIds: checksOf(situation, 'enrolments'),
      blocks: [table('enrolments', heads, rows)],
    }),
  ];
}

/** Of the physicians enrolled: how many do not use their mailbox. */
function unusedCell(
  found: Situation['enrolments'][number]['unusedMailbox'],
  bound: Bound | 'unknown',
  language: Language,
): Cell {
  if (bound === 'unknown') return knownCell(0, bound, language);
  if (found === undefined) return nothing();
  const { physicians, unused, undetermined } = found;
  const tally = { population: physicians, examined: physicians - undetermined, count: unused, undetermined };
  return countCell(tally, bound, language);
}

type Category = Situation['categories'][number];

function isMasked({ sharedCopy }: Situation): boolean {
  return sharedCopy?.maskUnder !== undefined;
}

/** In the place of a category that is told in a group; a dash where nothing is told in the group. */
function grouped(id: string, language: Language): Cell {
  return isMaskedGroup(id) ? nothing() : words(phrase(REPORT_WORDS, 'grouped', language));
}

/** One row per check, one column per category; of physicians, their sum as well. */
function categoryTable(
  id: BlockId,
  situation: Situation,
  judged: readonly Judged[],
  categories: readonly Category[],
  language: Language,
): TableBlock {
  const arePhysicians = categories.some(({ physician }) => physician);
  const sum = <T>(value: T): T[] => (arePhysicians ? [value] : []);
  const mailboxes = (n: number): Cell => counted(n, language, situation.populationBound);
  const { byCategory, physicians } = situation.population;
  const heads = [
    frame('indicator', language),
    ...categories.map(({ id }) => categoryLabel(situation, id, language)),
    ...sum(frame('allPhysicians', language)),
  ];
  const first: Cell[] = [
    words(frame('mailAccounts', language)),
    ...categories.map(({ id }) => {
      const n = ownValue(byCategory, id);
      return n === undefined && isMasked(situation) ? grouped(id, language) : mailboxes(n ?? 0);
    }),
    ...sum(mailboxes(physicians)),
  ];
  const rows = judged.map((one): Cell[] => [
    words(one.check.title[language]),
    ...categories.map(({ id }) => {
      const tally = ofCategory(one, id);
      const isGrouped = tally === undefined && one.indicator.byCategory.some((of) => isMaskedGroup(of.id));
      return isGrouped ? grouped(id, language) : countAndShare(one, tally, language);
    }),
    ...sum(countAndShare(one, one.indicator.physicians, language)),
  ]);
  return table(id, heads, [first, ...rows]);
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
  if (count.kind !== 'number') return count;
  const share = shareCell(tally, shareBound, language);
  return { ...count, text: `${count.text} · ${share.text}`, ...(share.kind === 'share' ? { share } : {}) };
}

/** The roster in a few lines, or with tables, which stand under a heading of their own. */
interface RosterBlocks {
  readonly blocks: readonly Block[];
  readonly tables: readonly Block[];
}

function roster(situation: Situation, language: Language): RosterBlocks {
  if (situation.roster === undefined) return { blocks: [], tables: [] };
  const { lines, withoutAccount, withoutAccountByCategory } = situation.roster;
  if (withoutAccount === undefined) {
    const unread = said(
      frameText('rosterUnknown', language, { lines: figure(integer(lines, language)) }),
      'limit',
    );
    return { blocks: [paragraph('roster', unread)], tables: [] };
  }
  const physicians = situation.roster.physiciansWithoutMailbox;
  if (physicians !== undefined) {
    return { blocks: [], tables: rosterTables(situation, physicians, language) };
  }
  const summary = said(
    frameText('rosterMisses', language, {
      n: figure(integer(withoutAccount, language)),
      lines: figure(integer(lines, language)),
    }),
  );
  const items = Object.entries(withoutAccountByCategory ?? {})
    .filter(([, count]) => count > 0)
    .map(([id, count]) => {
      const label = categoryLabel(situation, id, language);
      const value = figure(integer(count, language));
      return said(phraseText(REPORT_WORDS, 'labelled', language, { label, value }));
    });
  const byCategory = items.length === 0 ? [] : [list('roster-by-category', items)];
  return { blocks: [paragraph('roster', summary), ...byCategory], tables: [] };
}

type RosterPhysicians = NonNullable<NonNullable<Situation['roster']>['physiciansWithoutMailbox']>;

/** The roster's physicians without an account or a mailbox, by category and by establishment. */
function rosterTables(situation: Situation, found: RosterPhysicians, language: Language): Block[] {
  const told = (key: FrameKey, n: number): Sentence =>
    said(
      frameText(key, language, {
        n: figure(integer(n, language)),
        lines: figure(integer(found.lines, language)),
      }),
    );
  const summary = paragraph(
    'roster',
    told('rosterWithoutAccount', found.withoutAccount),
    told('rosterWithoutMailbox', found.withoutMailbox),
    ...(found.withoutCategory === 0 ? [] : [told('rosterWithoutCategory', found.withoutCategory)]),
    ...rosterPersons(situation, found, language),
  );
  const tables = [
    rosterTable(
      'category',
      found.byCategory,
      (id) => words(categoryLabel(situation, id, language)),
      language,
    ),
    rosterTable(
      'establishment',
      found.byEstablishment,
      (id) => (id === '' ? words(frame('noEstablishment', language)) : named(id)),
      language,
    ),
  ];
  return [summary, ...tables.flat()];
}

/** The same as persons, where the roster names them: a person with several accounts is counted once. */
function rosterPersons(
  { population, populationBound }: Situation,
  { persons }: RosterPhysicians,
  language: Language,
): Sentence[] {
  const { physicians, physicianPersons } = population;
  const figures = Object.entries(persons ?? {}).map(
    ([key, n]) => [key, figure(integer(n, language))] as const,
  );
  return [
    ...(persons === undefined
      ? []
      : [said(frameText('rosterPersons', language, Object.fromEntries(figures)))]),
    ...(physicianPersons === undefined
      ? []
      : [
          said(
            frameText('physicianPersons', language, {
              n: boundedText(physicianPersons, populationBound, language),
              mailboxes: boundedText(physicians, populationBound, language),
            }),
          ),
        ]),
  ];
}

function rosterTable(
  head: 'category' | 'establishment',
  lines: RosterPhysicians['byCategory'],
  labelOf: (id: string) => Cell,
  language: Language,
): TableBlock[] {
  if (lines.length === 0) return [];
  const heads = ([head, 'rosterLines', 'withoutAccount', 'withoutMailbox', 'undetermined'] as const).map(
    (key) => frame(key, language),
  );
  const rows = lines.map((one): Cell[] => [
    labelOf(one.id),
    ...[one.lines, one.withoutAccount, one.withoutMailbox, one.undetermined].map((n) => counted(n, language)),
  ]);
  return [table(`roster-by-${head}`, heads, rows)];
}
