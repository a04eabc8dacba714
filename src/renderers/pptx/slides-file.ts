import JSZip from 'jszip';
import * as library from 'pptxgenjs';
import { chartWorkbook } from './chart-workbook.ts';
import { deckOf } from './deck.ts';
import { defineLayouts, describeDeck, drawSlide } from './draw.ts';
import { masterParts } from './master-parts.ts';
import { mendedPart, renumbered, type Mending } from './mend-parts.ts';
import { notesParts } from './notes-parts.ts';
import { appProperties, contentTypes } from './package-parts.ts';
import { plainText } from './plain-text.ts';
import type { Presentation } from './presentation.ts';
import type { Report } from './report-parts.ts';
import type { Slide } from './slide.ts';
import { fileDate, zipped } from '../same-bytes.ts';

const LONGEST_FOOTER = 140;
/** Parts of which pptxgenjs writes what PowerPoint repairs. */
const WRITTEN_ANEW =
  /^(\[Content_Types\]\.xml|docProps\/app\.xml|ppt\/(slideMasters|slideLayouts|notesMasters|notesSlides)\/.*)$/;

/** The slides of a report as a file of PowerPoint; the same report gives the same bytes. */
export async function slidesFile(report: Report): Promise<Uint8Array> {
  const { situation, language, tree, footer } = report;
  const slides = deckOf(report);
  const deck = newPresentation();
  describeDeck(deck, `${tree.title} · ${footer}`, language);
  defineLayouts(deck);
  for (const slide of slides) drawSlide(deck, slide, language);
  const date = fileDate(situation.collectedAt);
  const workbooks: Uint8Array[] = [];
  for (const { pieces } of slides) {
    for (const piece of pieces) {
      if (piece.kind === 'chart') workbooks.push(await chartWorkbook(piece.chart, date));
    }
  }
  const instant = `${date.toISOString().slice(0, 19)}Z`;
  const locale = `${language}-CA`;
  const mended = await mendedParts(deck, workbooks, { locale, instant });
  return zipped(wholePackage(mended, slides, plainText(footer, LONGEST_FOOTER), locale), date);
}

/** What pptxgenjs wrote, without the parts that are written anew. */
function wholePackage(
  mended: ReadonlyMap<string, string | Uint8Array>,
  slides: readonly Slide[],
  footer: string,
  locale: string,
): Map<string, string | Uint8Array> {
  const theme = mended.get('ppt/theme/theme1.xml');
  if (typeof theme !== 'string') throw new Error('pptxgenjs wrote no theme');
  const parts = new Map<string, string | Uint8Array>([
    ...[...mended].filter(([path]) => !WRITTEN_ANEW.test(path)),
    ...masterParts(footer, locale),
    ...notesParts(slides, theme, locale),
    ['docProps/app.xml', appProperties(slides.length)],
  ]);
  return parts.set('[Content_Types].xml', contentTypes([...parts.keys()]));
}

/** Its types are those of a CommonJS module, which puts the class one step lower than it stands. */
function newPresentation(): Presentation {
  const found: unknown = library.default;
  if (!isPresentationClass(found)) throw new Error('pptxgenjs exports no class');
  return new found();
}

function isPresentationClass(value: unknown): value is new () => Presentation {
  return typeof value === 'function';
}

async function mendedParts(
  deck: Presentation,
  workbooks: readonly Uint8Array[],
  mending: Mending,
): Promise<Map<string, string | Uint8Array>> {
  const written = await deck.write({ outputType: 'uint8array', compression: false });
  const archive = await JSZip.loadAsync(written);
  const paths = Object.values(archive.files).flatMap(({ name, dir }) => (dir ? [] : [name]));
  const numbers = chartNumbers(paths);
  const parts = new Map<string, string | Uint8Array>();
  for (const path of paths) {
    const renamed = renumbered(path, numbers);
    const workbook = /Worksheet(\d+)\.xlsx$/.exec(renamed)?.[1];
    if (workbook !== undefined) {
      const content = workbooks[Number(workbook) - 1];
      if (content !== undefined) parts.set(renamed, content);
    } else {
      const text = (await archive.file(path)?.async('string')) ?? '';
      const named = path.endsWith('.rels') ? renumbered(text, numbers) : text;
      parts.set(renamed, mendedPart(path, named, mending));
    }
  }
  return parts;
}

/** From 1, in the order of the slides. */
function chartNumbers(paths: readonly string[]): ReadonlyMap<string, number> {
  const found = paths.flatMap((path) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(path)?.[1] ?? []);
  return new Map(found.sort((a, b) => Number(a) - Number(b)).map((number, at) => [number, at + 1]));
}
