import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import { boundMark, type Bound } from '../../i18n/sentence.ts';
import type { FigureCell } from '../report/cell.ts';
import { xmlText } from './cell-text.ts';

const TEXT_STYLES = [
  'plain',
  'head',
  'title',
  'heading',
  'strong',
  'wrapped',
  'unknown',
  'code',
  'link',
] as const;
export type TextStyle = (typeof TEXT_STYLES)[number];

const BOUNDS = [
  'exact',
  'at-least',
  'approximate',
  'approximate-at-least',
] as const satisfies readonly Bound[];
/** By the kind of its cell; numbers are counts. */
const UNITS = { number: 'count', share: 'share', money: 'money' } as const satisfies Record<
  FigureCell['kind'],
  string
>;
type Unit = (typeof UNITS)[FigureCell['kind']];

/** Shares that are neither rounded to none nor to all. */
const ALMOST = ['almost-none', 'almost-all'] as const;

/** Shares that stand above the whole's, each with a tint. */
const AGAINST = ['above', 'far-above'] as const;
type Tinted = `${(typeof AGAINST)[number]}-share-${Bound}`;

type NumberStyle = 'day' | 'change' | (typeof ALMOST)[number] | `${Unit}-${Bound}` | Tinted;
export type StyleName = TextStyle | NumberStyle;

const NUMBER_STYLES: readonly NumberStyle[] = [
  'day',
  'change',
  ...ALMOST,
  ...Object.values(UNITS).flatMap((unit) => BOUNDS.map((bound) => `${unit}-${bound}` as const)),
];

const TINTED = AGAINST.flatMap((against) =>
  BOUNDS.map((bound) => ({ against, bound, name: `${against}-share-${bound}` as const })),
);

const STYLES: readonly StyleName[] = [...TEXT_STYLES, ...NUMBER_STYLES, ...TINTED.map(({ name }) => name)];

/** The number by which a cell names its style. */
export function styleId(name: StyleName): number {
  return STYLES.indexOf(name);
}

/** The style that shows a figure as the report prints it: its unit, its bound, "< 0,1 %". */
export function figureStyle({ kind, bound, value, against }: FigureCell): StyleName {
  if (kind === 'share' && against !== undefined) return `${against}-share-${bound}`;
  if (kind === 'share' && bound === 'exact') {
    if (value > 0 && value < 0.0005) return 'almost-none';
    if (value < 1 && value >= 0.9995) return 'almost-all';
  }
  return `${UNITS[kind]}-${bound}`;
}

const FONTS = [
  '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="18"/><color rgb="FF1F3A5F"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="13"/><color rgb="FF1F3A5F"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="10"/><name val="Consolas"/><family val="3"/></font>',
  '<font><u/><sz val="11"/><color rgb="FF1F5A99"/><name val="Calibri"/><family val="2"/></font>',
];

const WRAP = '<alignment vertical="top" wrapText="1"/>';
/** Away from the text that may stand in the next column. */
const NUMBER = '<alignment horizontal="right" vertical="top" indent="1"/>';
const TEXT_FORMATS: Readonly<Record<TextStyle, string>> = {
  plain: xf({ font: 0 }),
  head: xf({ font: 1, fill: 2, alignment: '<alignment vertical="center" wrapText="1"/>' }),
  title: xf({ font: 2 }),
  heading: xf({ font: 3 }),
  strong: xf({ font: 4, alignment: WRAP }),
  wrapped: xf({ font: 0, alignment: WRAP }),
  unknown: xf({ font: 0, alignment: '<alignment horizontal="right" vertical="top" indent="1"/>' }),
  code: xf({ font: 5, alignment: WRAP }),
  link: xf({ font: 6, alignment: WRAP }),
};

interface CellFormat {
  readonly font: number;
  readonly fill?: number;
  readonly number?: number;
  readonly alignment?: string;
}

function xf({ font, fill = 0, number = 0, alignment = '' }: CellFormat): string {
  const applied = `applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"`;
  return `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" ${applied}>${alignment}</xf>`;
}

/** Numbers below 164 are those that every spreadsheet has. */
const FIRST_OWN_FORMAT = 164;

/** `xl/styles.xml`. A currency is written behind every amount. */
export function stylesXml(language: Language, currency: string | undefined): string {
  const own = NUMBER_STYLES.map(
    (name, index) =>
      `<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${xmlText(formatOf(name, language, currency))}"/>`,
  );
  const formats = [
    ...TEXT_STYLES.map((name) => TEXT_FORMATS[name]),
    ...NUMBER_STYLES.map((_, index) => xf({ font: 0, number: FIRST_OWN_FORMAT + index, alignment: NUMBER })),
    ...TINTED.map(({ against, bound }) =>
      xf({
        font: against === 'above' ? 0 : 4,
        fill: against === 'above' ? 3 : 4,
        number: FIRST_OWN_FORMAT + NUMBER_STYLES.indexOf(`share-${bound}`),
        alignment: NUMBER,
      }),
    ),
  ];
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/><bgColor indexed="64"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFDF0D3"/><bgColor indexed="64"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF9D9B8"/><bgColor indexed="64"/></patternFill></fill>',
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${list('numFmts', own)}${list('fonts', FONTS)}${list('fills', fills)}<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list('cellXfs', formats)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

function formatOf(name: NumberStyle, language: Language, currency: string | undefined): string {
  const own = OWN_FORMATS[name];
  if (own !== undefined) return own[language];
  const [unit = '', ...bound] = name.split('-');
  const number = unit === 'share' ? PERCENT[language] : unit === 'money' ? money(currency) : '#,##0';
  return marked(number, bound.join('-'), language);
}

const PERCENT: Words = { fr: '0.0"\u00a0"%', en: '0.0%' };
const DAY = 'yyyy\\-mm\\-dd';
const CHANGE = '+#,##0;\\-#,##0;0';
const OWN_FORMATS: Readonly<Partial<Record<NumberStyle, Words>>> = {
  day: { fr: DAY, en: DAY },
  change: { fr: CHANGE, en: CHANGE },
  'almost-none': { fr: quoted('<\u00a00,1\u00a0%'), en: quoted('<\u00a00.1%') },
  'almost-all': { fr: quoted('>\u00a099,9\u00a0%'), en: quoted('>\u00a099.9%') },
};

function money(currency: string | undefined): string {
  return currency === undefined ? '#,##0.00' : `#,##0.00${quoted(`\u00a0${currency}`)}`;
}

/** The words of a bound stand in the format, so that the cell stays a number. */
function marked(number: string, bound: string, language: Language): string {
  const known = BOUNDS.find((one) => one === bound) ?? 'exact';
  return known === 'exact' ? number : `${quoted(boundMark(known, language))}${number}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}
