import { integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { bounded, countBound, notAssessable } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import { sourceName } from '../vocabulary.ts';
import { bullets, heading, paragraph, table } from './blocks.ts';
import { countCell, judgedChecks, knownCell, shareCell, type Judged } from './figures.ts';

/** Physicians by category, then the other categories, with the count and share of every check. */
export function categories(situation: Situation, language: Language): string[] {
  const judged = judgedChecks(situation);
  const physicians = situation.categories.filter(({ physician }) => physician);
  const others = situation.categories.filter(({ physician }) => !physician);
  const blocks = [heading(2, frame('physicians', language))];
  if (!situation.categoriesKnown) {
    const missing = [sourceName('group-members', language)];
    return [...blocks, paragraph(notAssessable(frame('physicians', language), missing, language))];
  }
  if (physicians.length === 0) {
    blocks.push(paragraph(frame('noPhysicianCategory', language)));
  } else {
    const rows = physicians.map(({ id }) => categoryRow(situation, judged, id, language));
    blocks.push(
      table(categoryHeads(judged, language), [...rows, physiciansRow(situation, judged, language)]),
    );
  }
  blocks.push(...roster(situation, language));
  if (others.length > 0) {
    const rows = others.map(({ id }) => categoryRow(situation, judged, id, language));
    blocks.push(heading(2, frame('otherCategories', language)), table(categoryHeads(judged, language), rows));
  }
  return blocks;
}

/** One table per check: every establishment's accounts and physicians. */
export function establishments(situation: Situation, language: Language): string[] {
  const blocks = [heading(2, frame('establishments', language))];
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
  for (const { check, indicator, shareBound } of known) {
    const rows = indicator.byEstablishment.map((one) => [
      one.id === '' ? frame('noEstablishment', language) : one.id,
      ...[one, one.physicians].flatMap((tally) => [
        bounded(tally.population, indicator.populationBound, language),
        countCell(tally, countBound(indicator), language),
        shareCell(tally, shareBound, language),
      ]),
    ]);
    blocks.push(heading(3, check.title[language]), table(heads, rows));
  }
  return blocks;
}

/** Who is enrolled in each service, by category. */
export function enrolments(situation: Situation, language: Language): string[] {
  if (situation.enrolments.length === 0) return [];
  const shown = situation.categories.filter(({ id }) =>
    situation.enrolments.some(({ byCategory }) => (byCategory[id] ?? 0) > 0),
  );
  const heads = [
    frame('service', language),
    ...shown.map(({ label }) => label[language]),
    frame('total', language),
  ];
  const rows = situation.enrolments.map(({ label, total, byCategory, known, lowerBound }) => {
    const bound = !known ? 'unknown' : lowerBound ? 'at-least' : 'exact';
    const counts = [...shown.map(({ id }) => byCategory[id] ?? 0), total];
    return [label[language], ...counts.map((count) => knownCell(count, bound, language))];
  });
  return [heading(2, frame('enrolments', language)), table(heads, rows)];
}

function categoryHeads(judged: readonly Judged[], language: Language): string[] {
  const ofChecks = judged.flatMap(({ check }) => [check.title[language], frame('shareOfExamined', language)]);
  return [frame('category', language), frame('mailAccounts', language), ...ofChecks];
}

function categoryRow(
  situation: Situation,
  judged: readonly Judged[],
  id: string,
  language: Language,
): string[] {
  const ofChecks = judged.flatMap(({ indicator, shareBound }) => {
    const tally = indicator.byCategory.find((one) => one.id === id);
    const bound = countBound(indicator);
    return [countCell(tally, bound, language), shareCell(tally, shareBound, language)];
  });
  const accounts = situation.population.byCategory[id] ?? 0;
  const mailboxes = bounded(accounts, situation.populationBound, language);
  return [categoryLabel(situation, id, language), mailboxes, ...ofChecks];
}

function physiciansRow(situation: Situation, judged: readonly Judged[], language: Language): string[] {
  const ofChecks = judged.flatMap(({ indicator, shareBound }) => {
    const bound = countBound(indicator);
    return [
      countCell(indicator.physicians, bound, language),
      shareCell(indicator.physicians, shareBound, language),
    ];
  });
  const mailboxes = bounded(situation.population.physicians, situation.populationBound, language);
  return [frame('allPhysicians', language), mailboxes, ...ofChecks];
}

function roster(situation: Situation, language: Language): string[] {
  if (situation.roster === undefined) return [];
  const { lines, withoutAccount, withoutAccountByCategory } = situation.roster;
  if (withoutAccount === undefined) {
    return [paragraph(frame('rosterUnknown', language, { lines: integer(lines, language) }))];
  }
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
