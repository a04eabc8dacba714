import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  SimpleMailMergeField,
  TextRun,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import JSZip from 'jszip';
import { day } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { fileDate, zipped } from '../same-bytes.ts';
import { listColumns, type ListColumn } from './action-rows.ts';
import type { AdvisedCheck } from './advised-checks.ts';
import { LETTER_WORDS } from './letter-words.ts';
import { ACTION_WORDS } from './words.ts';

/**
 * The letter (.docx) to merge with a check's list: the list's columns are its merge fields, and the advice stands in it once. The
 * same situation gives the same bytes.
 */
export async function letter(
  situation: Situation,
  check: AdvisedCheck,
  language: Language,
): Promise<Uint8Array> {
  const document = new Document({
    ...{ creator: 'Vigie', lastModifiedBy: 'Vigie', title: check.title[language] },
    styles: {
      default: { document: { run: { font: 'Calibri', size: 22, language: { value: `${language}-CA` } } } },
    },
    numbering: { config: [{ reference: BULLETS, levels: [BULLET] }] },
    sections: [{ children: paragraphs(situation, check, language) }],
  });
  const written = await Packer.toBuffer(document);
  return withDate(written, fileDate(situation.collectedAt));
}

const BULLETS = 'advice';
const BULLET = {
  ...{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT },
  style: { paragraph: { indent: { left: 360, hanging: 260 } } },
};

function paragraphs(situation: Situation, check: AdvisedCheck, language: Language): Paragraph[] {
  const { adopt, avoid, proceed } = check.advice;
  const from = situation.scope?.establishment ?? situation.tenant.displayName;
  const word = (key: keyof typeof LETTER_WORDS, values?: Record<string, string>): string =>
    phrase(LETTER_WORDS, key, language, values);
  const named = (column: ListColumn): ParagraphChild[] => [
    new TextRun(word('label', { name: phrase(LETTER_WORDS, column, language) })),
    new SimpleMailMergeField(column),
  ];
  return [
    new Paragraph({ children: [strong(from)] }),
    new Paragraph({
      spacing: { after: 360 },
      children: [new TextRun(word('date', { day: day(situation.asOf, language) }))],
    }),
    ...(['displayName', 'email', 'establishment'] as const)
      // A line for a name that no row has.
      .filter((column) => column !== 'displayName' || situation.parameters.names === undefined)
      .map((column) => new Paragraph({ children: named(column) })),
    new Paragraph({ spacing: { before: 240, after: 240 }, children: named('subject') }),
    new Paragraph({ spacing: { after: 200 }, children: [new TextRun(word('greeting'))] }),
    new Paragraph({ spacing: { after: 200 }, children: [new SimpleMailMergeField('finding')] }),
    ...part(phrase(ACTION_WORDS, 'adopt', language), adopt[language]),
    ...part(phrase(ACTION_WORDS, 'avoid', language), avoid[language]),
    ...part(phrase(ACTION_WORDS, 'proceed', language), proceed[language]),
    new Paragraph({
      spacing: { before: 480 },
      children: [strong(word('reference'))],
    }),
    ...listColumns(check.advice.audience)
      .filter((column) => !IN_THE_TEXT.has(column))
      .map((column) => new Paragraph({ children: named(column) })),
  ];
}

function strong(text: string): TextRun {
  const run: IRunOptions = { text, bold: true };
  return new TextRun(run);
}

/** The columns that have their place above the reference. */
const IN_THE_TEXT: ReadonlySet<ListColumn> = new Set([
  ...(['email', 'displayName', 'establishment', 'subject', 'finding'] as const),
]);

function part(title: string, lines: readonly string[]): Paragraph[] {
  if (lines.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(title)] }),
    ...lines.map((text) => new Paragraph({ text, numbering: { reference: BULLETS, level: 0 } })),
  ];
}

/** The parts that the library wrote, all of one date instead of the time of day. */
async function withDate(document: Uint8Array, date: Date): Promise<Uint8Array> {
  const archive = await JSZip.loadAsync(document);
  const instant = `${date.toISOString().slice(0, 19)}Z`;
  const parts = new Map<string, string>();
  for (const entry of Object.values(archive.files)) {
    if (entry.dir) continue;
    const text = await entry.async('string');
    const isProperties = entry.name === 'docProps/core.xml';
    parts.set(entry.name, isProperties ? text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, instant) : text);
  }
  return zipped(parts, date);
}
