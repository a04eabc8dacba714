import { isNotAssessable } from '../../i18n/sentence.ts';
import { csvText } from '../../renderers/csv/csv-text.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import type { Situation } from '../../situation/situation.ts';

/**
 * `establishments/index.csv`: a line per establishment: its folder, its people, and for each check how many accounts are
 * non-compliant; empty where that is not known.
 */
export function splitIndex(
  { checks, indicators, categoriesKnown }: Situation,
  parts: readonly { readonly part: EstablishmentPart; readonly name: string }[],
  excel: boolean,
): string {
  const judged = checks.filter(({ constats }) => constats.fr.length > 0).map(({ id }) => id);
  // Nobody there is concerned, as far as is known: of a check that could not be assessed that says nothing.
  const assessable = new Set(indicators.filter((one) => !isNotAssessable(one)).map(({ id }) => id));
  const rows = parts.map(({ part, name }) => [
    name,
    part.id,
    part.population.mailboxes,
    categoriesKnown ? part.population.physicians : '',
    ...judged.map((id) => (assessable.has(id) ? countOf(part, id) : '')),
  ]);
  return csvText([['folder', 'establishment', 'mailboxes', 'physicians', ...judged], ...rows], { excel });
}

function countOf({ indicators }: EstablishmentPart, check: string): number | string {
  const indicator = indicators.find(({ id }) => id === check);
  return indicator === undefined || isNotAssessable(indicator) ? '' : indicator.count;
}
