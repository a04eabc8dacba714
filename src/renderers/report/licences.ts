import { integer, NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Bound } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
import { isDirectoryPart } from '../missing-sources.ts';
import { cellText, heading, paragraph, table, type Block, type Cell } from './block.ts';
import { counted, moneyCell } from './cells.ts';

type Licences = NonNullable<Situation['licences']>;

/** The licences that unused accounts hold: which, how many, where, and at what cost. */
export function licences(situation: Situation, language: Language): Block[] {
  const found = situation.licences;
  if (found === undefined || found.skus.length === 0) return [];
  const notes = [
    ...(found.monthlyCost === undefined
      ? []
      : [frame('monthlyTotal', language, { cost: cellText(costOf(found, found.monthlyCost, language)) })]),
    ...(found.accountsNotTold === 0
      ? []
      : [frame('licencesNotTold', language, { n: integer(found.accountsNotTold, language) })]),
  ];
  return [
    heading(2, frame('licences', language), 'licences'),
    ...(notes.length === 0 ? [] : [paragraph(...notes)]),
    ofTenant(found, isDirectoryPart(situation), language),
    ...ofEstablishments(found, language),
  ];
}

function ofTenant(found: Licences, isPart: boolean, language: Language): Block {
  const heads = (
    ['licence', 'paidFor', 'assigned', 'held', 'heldByUnused', 'heldByUndetermined', 'monthlyCost'] as const
  ).map((key) => frame(key, language));
  const heldBound = isPart || found.accountsNotTold > 0 ? 'at-least' : 'exact';
  const rows = found.skus.map((sku) => [
    sku.partNumber ?? sku.id,
    told(sku.enabled, language),
    told(sku.consumed, language),
    counted(sku.held, language, heldBound),
    sku.held > 0 && sku.undetermined === sku.held
      ? frame('notAssessableShort', language)
      : counted(sku.unused, language, boundOf(found)),
    counted(sku.undetermined, language),
    costOf(found, sku.monthlyCost, language),
  ]);
  return table(heads, rows);
}

function ofEstablishments(found: Licences, language: Language): Block[] {
  const rows = found.skus.flatMap((sku) =>
    sku.byEstablishment.map(({ id, unused, monthlyCost }) => [
      id === '' ? frame('noEstablishment', language) : id,
      sku.partNumber ?? sku.id,
      counted(unused, language, boundOf(found)),
      costOf(found, monthlyCost, language),
    ]),
  );
  if (rows.length === 0) return [];
  const heads = (['establishment', 'licence', 'heldByUnused', 'monthlyCost'] as const).map((key) =>
    frame(key, language),
  );
  return [heading(3, frame('licencesByEstablishment', language)), table(heads, rows, [1])];
}

function boundOf({ lowerBound }: Licences): Bound {
  return lowerBound ? 'at-least' : 'exact';
}

function told(count: number | undefined, language: Language): Cell {
  return count === undefined ? NOTHING : counted(count, language);
}

function costOf(found: Licences, cost: number | undefined, language: Language): Cell {
  if (cost === undefined) return NOTHING;
  return moneyCell(cost, { currency: found.currency, bound: boundOf(found) }, language);
}
