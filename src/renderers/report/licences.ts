import { integer } from '../../i18n/format.ts';
import { frame, frameText } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { microsoftName } from '../../i18n/microsoft-names/microsoft-names.ts';
import type { Bound } from '../../i18n/sentence.ts';
import { phrase } from '../../i18n/phrase.ts';
import { figure } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { isDirectoryPart } from '../missing-sources.ts';
import { paragraph, said, table, type TableBlock } from './block.ts';
import type { Cell, MoneyCell, NothingCell } from './cell.ts';
import { cellText, counted, moneyCell, named, nothing, unknown, words } from './cells.ts';
import { checksOf } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

type Licences = NonNullable<Situation['licences']>;

/** The licences that unused accounts hold: which, how many, where, and at what cost. */
export function licences(situation: Situation, language: Language): Section[] {
  const found = situation.licences;
  if (found === undefined || found.skus.length === 0) return [];
  const notes = [
    ...(found.monthlyCost === undefined
      ? []
      : [
          said(
            frameText('monthlyTotal', language, {
              cost: cellText(costOf(found, found.monthlyCost, language)),
            }),
          ),
        ]),
    ...(found.skus.length < 2 ? [] : [said(phrase(REPORT_WORDS, 'licencesNote', language))]),
    ...(found.accountsNotTold === 0
      ? []
      : [
          said(
            frameText('licencesNotTold', language, { n: figure(integer(found.accountsNotTold, language)) }),
          ),
        ]),
  ];
  return [
    section('licences', frame('licences', language), {
      checkIds: checksOf(situation, 'licences'),
      blocks: [
        ...(notes.length === 0 ? [] : [paragraph('licence-notes', ...notes)]),
        ofTenant(found, isDirectoryPart(situation), language),
      ],
      sections: ofEstablishments(found, language),
    }),
  ];
}

function ofTenant(found: Licences, isPart: boolean, language: Language): TableBlock {
  const heads = (
    ['licence', 'paidFor', 'assigned', 'held', 'heldByUnused', 'heldByUndetermined', 'monthlyCost'] as const
  ).map((key) => frame(key, language));
  const heldBound = isPart || found.accountsNotTold > 0 ? 'at-least' : 'exact';
  const rows = found.skus.map((sku): Cell[] => [
    named(microsoftName(sku.partNumber ?? sku.id, language)),
    told(sku.enabled, language),
    told(sku.consumed, language),
    counted(sku.held, language, heldBound),
    sku.held > 0 && sku.undetermined === sku.held
      ? unknown(language)
      : counted(sku.unused, language, boundOf(found)),
    counted(sku.undetermined, language),
    costOf(found, sku.monthlyCost, language),
  ]);
  return table('licences', heads, rows);
}

function ofEstablishments(found: Licences, language: Language): Section[] {
  const rows = found.skus.flatMap((sku) =>
    sku.byEstablishment.map(({ id, unused, monthlyCost }): Cell[] => [
      id === '' ? words(frame('noEstablishment', language)) : named(id),
      named(microsoftName(sku.partNumber ?? sku.id, language)),
      counted(unused, language, boundOf(found)),
      costOf(found, monthlyCost, language),
    ]),
  );
  if (rows.length === 0) return [];
  const heads = (['establishment', 'licence', 'heldByUnused', 'monthlyCost'] as const).map((key) =>
    frame(key, language),
  );
  const blocks = [table('licences-by-establishment', heads, rows, { text: [1] })];
  return [section('licences-by-establishment', frame('licencesByEstablishment', language), { blocks })];
}

function boundOf({ lowerBound }: Licences): Bound {
  return lowerBound ? 'at-least' : 'exact';
}

function told(count: number | undefined, language: Language): Cell {
  return count === undefined ? nothing() : counted(count, language);
}

function costOf(found: Licences, cost: number | undefined, language: Language): MoneyCell | NothingCell {
  if (cost === undefined) return nothing();
  return moneyCell(cost, { currency: found.currency, bound: boundOf(found) }, language);
}
