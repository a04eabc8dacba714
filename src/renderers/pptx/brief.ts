import { integer, pluralForm, signed } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import type { Headline } from '../report/headline.ts';
import { hasFound } from '../report/headlines.ts';
import { fittingSize, heightOf, widthOf } from './measure.ts';
import { notesOf } from './notes.ts';
import { PALETTE } from './palette.ts';
import { plainText } from './plain-text.ts';
import { sectionOf, textsOf, type Report } from './report-parts.ts';
import { CONTENT, line, type Box, type Line, type Slide, type TextPiece } from './slide.ts';
import { slideWords } from './words.ts';

const GUTTER = 0.25;
const COLUMN = (CONTENT.w - 2 * GUTTER) / 3;
const SHOWN = 4;
const PANEL = 2.6;
const ROW = 0.82;

/** In points: what would be smaller is left out. */
const LEAST = 13;

interface Telling {
  readonly big: string;
  readonly colour: string;
  readonly texts: readonly string[];
}

/** What is worst, how sure that is, what changed: the gravest figure large, the next ones in a line each. */
export function brief(report: Report): Slide[] {
  const { language } = report;
  const shown = report.headlines.slice(0, SHOWN);
  const [worst, ...next] = shown;
  if (worst === undefined) return [];
  const sure = certaintyTelling(worst, language);
  const tellings = [
    { title: slideWords('worst', language), ...worstTelling(worst, language) },
    { title: slideWords('certainty', language), ...sure, texts: [...sure.texts, ...gapsLines(report)] },
    { title: slideWords('changed', language), ...changeTelling(worst, language) },
  ];
  const panels = tellings.map((telling, at) => panel(telling.title, telling, columnAt(at, CONTENT.y, PANEL)));
  const rows = next.flatMap((headline, row) =>
    rowOf(headline, CONTENT.y + PANEL + 0.1 + row * (ROW + 0.06), language),
  );
  const checkIds = shown.map(({ checkId }) => checkId);
  return [
    {
      layout: 'content',
      title: slideWords('brief', language),
      pieces: [...panels, ...rows],
      notes: notesOf(report, checkIds),
    },
  ];
}

function columnAt(at: number, y: number, h: number): Box {
  return { x: CONTENT.x + at * (COLUMN + GUTTER), y, w: COLUMN, h };
}

function worstTelling(headline: Headline, language: Language): Telling {
  const { figure, title, physicians } = headline;
  const ofPhysicians =
    physicians === null
      ? []
      : [
          slideWords('labelled', language, {
            label: physicians.label,
            value: `${physicians.figure.text} (${physicians.share.text})`,
          }),
        ];
  return {
    big: figure.text,
    colour: figureColour(headline),
    texts: [`${title}${ratioOf(headline)}`, ...ofPhysicians],
  };
}

function ratioOf({ of, shareText }: Headline): string {
  return of === '' ? '' : ` (${of}, ${shareText})`;
}

/** Red for what is critical and found somebody; grey for what is not known. */
export function figureColour(headline: Headline): string {
  const { gravity, certainty } = headline;
  if (certainty.level === 'none' || !hasFound(headline)) return PALETTE.muted;
  return gravity === 'critical' ? PALETTE.worse : PALETTE.navy;
}

const CERTAINTY_COLOURS = { whole: PALETTE.better, part: PALETTE.unsure, none: PALETTE.muted };

function certaintyTelling({ certainty }: Headline, language: Language): Telling {
  return {
    big: slideWords(certainty.level, language),
    colour: CERTAINTY_COLOURS[certainty.level],
    texts: [certainty.text],
  };
}

const ARROWS = { up: '▲\u00a0', down: '▼\u00a0', same: '', unknown: '' };
const CHANGE_COLOURS = {
  up: PALETTE.worse,
  down: PALETTE.better,
  same: PALETTE.muted,
  unknown: PALETTE.muted,
};

function changeTelling({ change }: Headline, language: Language): Telling {
  if (change === null) {
    return {
      big: slideWords('notCompared', language),
      colour: PALETTE.muted,
      texts: [slideWords('noPrevious', language)],
    };
  }
  const { direction, value, since, moves } = change;
  const number = value === null || value === 0 ? '' : signed(value, language);
  const big =
    number === ''
      ? slideWords(value === 0 ? 'unchanged' : 'changeUnknown', language)
      : `${ARROWS[direction]}${number}`;
  return { big, colour: CHANGE_COLOURS[direction], texts: [since, ...moves] };
}

/** How many gaps there are, and how many of them need no repair. */
function gapsLines(report: Report): string[] {
  const { situation, language } = report;
  const { gaps } = situation;
  if (gaps.length === 0) return [slideWords('gapsNone', language)];
  const key = pluralForm(gaps.length, language) === 'one' ? 'gapsOne' : 'gapsOther';
  const part = sectionOf(report, 'gaps');
  const others = part === undefined ? [] : textsOf(part).map(joined);
  return [slideWords(key, language, { n: integer(gaps.length, language) }), ...others];
}

function panel(title: string, { big, colour, texts }: Telling, box: Box): TextPiece {
  const width = box.w - 0.4;
  const all = texts.map((text) => plainText(text, 220));
  const bigSize = fittingSize(
    [60, 54, 48, 44, 40, 36, 32, 28, 24, 20],
    (size) => widthOf(big, size) * 1.1,
    width,
  );
  const left = box.h - 0.62 - bigSize / 55;
  const clean = all.filter((_, at) => at === 0 || tallOf(all.slice(0, at + 1), width, LEAST) <= left);
  const size = fittingSize([16, 15, 14, LEAST, 12, 11, 10], (at) => tallOf(clean, width, at), left);
  return {
    kind: 'text',
    name: title,
    box,
    lines: [
      line(title, { size: 15, bold: true, colour: PALETTE.muted }),
      line(big, { size: bigSize, bold: true, colour }),
      ...clean.map((text): Line => line(text)),
    ],
    size,
    fill: PALETTE.panel,
    anchor: 'top',
    gap: 3,
  };
}

/** One of the next figures; its change where there is one to tell. */
function rowOf(headline: Headline, y: number, language: Language): TextPiece[] {
  const sure = certaintyTelling(headline, language);
  const change = headline.change === null ? null : changeTelling(headline, language);
  const lines: Line[] = [
    {
      runs: [
        { text: headline.figure.text, bold: true, size: 20, colour: figureColour(headline) },
        {
          text: ` ${plainText(headline.title, 120)}${headline.of === '' ? '' : ` (${headline.shareText})`}`,
        },
      ],
    },
    { runs: [{ text: sure.texts[0] ?? sure.big, bold: true, colour: sure.colour }] },
    ...(change === null
      ? []
      : [
          {
            runs: [
              { text: change.big, bold: true, size: 18, colour: change.colour },
              { text: ` ${change.texts[0] ?? ''}` },
            ],
          },
        ]),
  ];
  return lines.map((one, at): TextPiece => {
    const box = columnAt(at, y, ROW);
    const text = one.runs.map((run) => run.text).join('');
    const size = fittingSize(
      [14, 13, 12, 11, 10],
      (points) => heightOf(text, box.w - 0.75, points),
      ROW - 0.2,
    );
    return {
      kind: 'text',
      name: `${headline.title} ${at + 1}`,
      box,
      lines: [one],
      size,
      fill: PALETTE.panel,
      anchor: 'middle',
    };
  });
}

function tallOf(texts: readonly string[], width: number, size: number): number {
  return texts.reduce((sum, text) => sum + heightOf(text, width, size) + 0.05, 0);
}
