import type { Language } from '../../i18n/language.ts';
import { evenPages, fittingSize, heightOf } from './measure.ts';
import { PALETTE } from './palette.ts';
import { plainText } from './plain-text.ts';
import { CONTENT, type Box, type Line, type Run, type Slide } from './slide.ts';
import { slideWords } from './words.ts';

const GAP = 0.11;
/** In points: what is shown to a room is not smaller. */
const LEAST = 17;
// A date and a number of days are no figures; a figure has its thousands, decimals and per cent as fr-CA and en-CA write them.
const FIGURE =
  /\d{1,2}(?:er)?[ \u00a0]\p{L}+[ \u00a0]\d{4}|\p{L}+[ \u00a0]\d{1,2},[ \u00a0]\d{4}|\d+[ \u00a0](?:jours|days)|((?:[<>+\u2212]\u00a0?)?\d+(?:[\u00a0,.]\d+)*(?:\u00a0?%)?)/gu;

/** Sentences as a list, their figures emphasised, over as many slides as they need. */
export function sentenceSlides(
  title: string,
  sentences: readonly string[],
  notes: readonly string[],
  language: Language,
): Slide[] {
  const texts = sentences.map((text) => plainText(text));
  const pagesAt = (at: number): string[][] =>
    evenPages(texts, (text) => tallOf([text], CONTENT, at), CONTENT.h);
  const fewest = pagesAt(LEAST).length;
  const size = fittingSize([24, 22, 20, 18, LEAST], (at) => pagesAt(at).length, fewest);
  const pages = pagesAt(size);
  return numbered(
    pages.map((page) => ({
      layout: 'content',
      title,
      pieces: [
        {
          kind: 'text',
          name: title,
          box: CONTENT,
          lines: page.map((text): Line => ({ runs: emphasised(text), bullet: true })),
          size,
          anchor: 'top',
          gap: 8,
        },
      ],
      notes,
    })),
    language,
  );
}

/** How tall a list is in a box, in inches. */
export function tallOf(texts: readonly string[], box: Box, size: number): number {
  return texts.reduce((sum, text) => sum + heightOf(text, box.w - 0.6, size) + GAP, 0);
}

/** The title of every slide but the first tells that it goes on. */
export function numbered(slides: readonly Slide[], language: Language): Slide[] {
  return slides.map((slide, at) =>
    at === 0 ? slide : { ...slide, title: slideWords('continued', language, { title: slide.title }) },
  );
}

/** The figures of a sentence in bold. */
export function emphasised(text: string): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const found of text.matchAll(FIGURE)) {
    if (found[1] === undefined) continue;
    if (found.index > end) runs.push({ text: text.slice(end, found.index) });
    runs.push({ text: found[0], bold: true, colour: PALETTE.navy });
    end = found.index + found[0].length;
  }
  if (end < text.length) runs.push({ text: text.slice(end) });
  return runs;
}
