import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound } from '../../i18n/sentence.ts';
import { isMaskedGroup } from '../../situation/masked-groups.ts';
import type { Situation } from '../../situation/situation.ts';
import { establishmentLabel } from '../constats.ts';
import { paragraph, table } from './block.ts';
import type { Cell } from './cell.ts';
import { changeCell, counted, named, words } from './cells.ts';
import { establishmentsRanked } from './charts.ts';
import { baseOf, countCell, judgedChecks, rankedChecks, shareCell, type Judged } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** The charts draw the first check. */
export function drawnChecks(situation: Situation): string[] {
  return judgedChecks(situation)
    .slice(0, 1)
    .map(({ check }) => check.id);
}

/** One table per check: every establishment's accounts and physicians. */
export function establishments(situation: Situation, language: Language): Section[] {
  const judged = rankedChecks(situation);
  const ranked = establishmentsRanked(situation, language);
  const known = judged.filter(({ indicator }) => indicator.byEstablishment.length > 0);
  const none = paragraph('no-establishment', frame('noEstablishmentKnown', language));
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
  const sections = known.map((one) => {
    const changes = establishmentChanges(situation, one.check.id);
    const changed = changes === undefined ? [] : [phrase(REPORT_WORDS, 'change', language)];
    const rows = establishmentRows(one, changes, language);
    return section('check', one.check.title[language], {
      checkIds: [one.check.id],
      blocks: [table('establishment', [...headsOf(one, heads, language), ...changed], rows)],
    });
  });
  return [
    section('establishments', frame('establishments', language), {
      checkIds: drawnChecks(situation),
      blocks: known.length === 0 ? [...ranked, none] : ranked,
      sections,
    }),
  ];
}

/** Whose number the second column is. */
function headsOf({ check }: Judged, heads: readonly string[], language: Language): string[] {
  const base = baseOf(check);
  return heads.map((head, at) =>
    at === 1 && base !== 'accounts' ? phrase(REPORT_WORDS, base, language) : head,
  );
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
    one.id === '' || isMaskedGroup(one.id) ? words(establishmentLabel(one.id, language)) : named(one.id),
    ...[one, one.physicians].flatMap((tally) => [
      counted(tally.population, language, indicator.populationBound),
      countCell(tally, countBound(indicator), language),
      shareCell(tally, shareBound, language),
    ]),
    ...(changes === undefined ? [] : [changeCell(changes.find(({ id }) => id === one.id)?.change, language)]),
  ]);
}
