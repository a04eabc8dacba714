import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { cellString } from './cell-text.ts';
import { mark } from './compact-cells.ts';

/** The places of "yes" and "no", which are the first texts of every workbook. */
const TRUTH = { yes: 0, no: 1 } as const;

/** A truth value as a compact cell: the words that a person reads, not what spreadsheets make of it. */
export function truthCell(value: boolean): string {
  return `${mark('shared')}${value ? TRUTH.yes : TRUTH.no}${mark('numberEnd')}`;
}

/**
 * The texts that many cells of a workbook have, each written once. A text has its place from when it is first asked for; the list
 * is written when every sheet has been.
 */
export class SharedTexts {
  readonly #places: Map<string, number>;

  constructor(language: Language) {
    const truth = (['yes', 'no'] as const).map((key) => [frame(key, language), TRUTH[key]] as const);
    this.#places = new Map(truth);
  }

  /** A cell of that text, in compact form. */
  cell(text: string): string {
    const place = this.#places.get(text) ?? this.#places.size;
    this.#places.set(text, place);
    return `${mark('shared')}${place}${mark('numberEnd')}`;
  }

  /** `xl/sharedStrings.xml`. */
  xml(): string {
    const items = [...this.#places.keys()].map(
      (text) => `<si><t xml:space="preserve">${cellString(text)}</t></si>`,
    );
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}
