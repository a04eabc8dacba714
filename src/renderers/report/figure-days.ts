import { day, dayIn } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Cell } from './cell.ts';
import { dayCell, nothing, words } from './cells.ts';
import { judgedChecks } from './figures.ts';

type Source = Situation['sources'][number];

/**
 * Of which days the figure of a check is, as YYYY-MM-DD: those of the sources that its findings come from. A usage report is some days older than what was
 * asked the same day.
 */
export function figureDays(situation: Situation, { primary, evidence }: CheckDescription): string[] {
  const ids = primary ?? evidence;
  const read = situation.sources.filter((source) => ids.includes(source.id) && isRead(source));
  return [...new Set(read.map((source) => dayOfSource(situation, source)))].sort();
}

/** Whether the figures are of more than one day, so that each has to say of which. */
export function areOfSeveralDays(situation: Situation): boolean {
  return new Set(judgedChecks(situation).flatMap(({ check }) => figureDays(situation, check))).size > 1;
}

/** The days of a figure in words; '' where all figures are of one, or nothing of it was read. */
export function figureDayText(situation: Situation, check: CheckDescription, language: Language): string {
  if (!areOfSeveralDays(situation)) return '';
  const days = figureDays(situation, check).map((one) => day(one, language));
  return new Intl.ListFormat(`${language}-CA`).format(days);
}

/** The same as a cell. */
export function figureDayCell(situation: Situation, check: CheckDescription, language: Language): Cell {
  const [first, ...others] = figureDays(situation, check);
  if (first === undefined) return nothing();
  return others.length === 0 ? dayCell(first, language) : words(figureDayText(situation, check, language));
}

/**
 * The first and the last day of Microsoft's usage reports, and the day of all the rest; null where they are of the same, or no figure is told.
 */
export function reportDays(
  situation: Situation,
): { readonly first: string; readonly last: string; readonly collected: string } | null {
  if (judgedChecks(situation).length === 0) return null;
  const collected = dayIn(situation.collectedAt, zoneOf(situation));
  const reports = situation.sources.filter(isRead).flatMap(({ refreshedOn }) => refreshedOn ?? []);
  const [first, last] = [reports.toSorted()[0], reports.toSorted().at(-1)];
  if (first === undefined || last === undefined || (first === collected && last === collected)) return null;
  return { first, last, collected };
}

function isRead({ outcome }: Source): boolean {
  return outcome === 'complete' || outcome === 'partial';
}

function dayOfSource(situation: Situation, { refreshedOn, collectedAt }: Source): string {
  return refreshedOn ?? dayIn(collectedAt ?? situation.collectedAt, zoneOf(situation));
}

function zoneOf({ parameters: { timeZone = 'UTC' } }: Situation): string {
  return timeZone;
}
