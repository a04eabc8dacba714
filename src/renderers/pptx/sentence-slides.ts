import type { Language } from '../../i18n/language.ts';
import { joined, type Text } from '../../i18n/text.ts';
import { evenPages, fittingSize, heightOf } from './measure.ts';
import { PALETTE } from './palette.ts';
import { plainSpans } from './plain-text.ts';
import { shownSentences } from './shown-rows.ts';
import { CONTENT, type Box, type Line, type Run, type Slide } from './slide.ts';
import { slideWords } from './words.ts';

const GAP = 0.11;
/** In points: what is shown to a room is not smaller. */
const LEAST = 17;

/** Sentences as a list, their figures emphasised, over as many slides as they need. */
export function sentenceSlides(
  title: string,
  sentences: readonly Text[],
  notes: readonly string[],
  language: Language,
): Slide[] {
  const texts = shownSentences(sentences, language).map((text) => plainSpans(text));
  const pagesAt = (at: number): Text[][] =>
    evenPages(texts, (text) => tallOf([joined(text)], CONTENT, at), CONTENT.h);
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
function emphasised(text: Text): Run[] {
  return text.map((span) =>
    span.figure === true ? { text: span.text, bold: true, colour: PALETTE.navy } : { text: span.text },
  );
}
