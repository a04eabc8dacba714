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

interface Days {
  readonly first: string;
  readonly last: string;
}

/**
 * The days of Microsoft's usage reports, and those of all the rest, which a collection that was resumed, or terms of use of another audit, spread
 * over several; null where they are of the same one, or no figure is told.
 */
export function reportDays(situation: Situation): { readonly reports: Days; readonly rest: Days } | null {
  if (judgedChecks(situation).length === 0) return null;
  const read = situation.sources.filter(isRead);
  const reports = daysOf(read.flatMap(({ refreshedOn }) => refreshedOn ?? []));
  const asked = read.filter(({ refreshedOn }) => refreshedOn === undefined);
  const rest = daysOf([
    ...asked.map((source) => dayOfSource(situation, source)),
    ...[situation.collectedAt, situation.endedAt].map((at) => dayIn(at, zoneOf(situation))),
  ]);
  if (reports === null || rest === null) return null;
  const all = new Set([reports.first, reports.last, rest.first, rest.last]);
  return all.size === 1 ? null : { reports, rest };
}

function daysOf(days: readonly string[]): Days | null {
  const sorted = days.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
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
