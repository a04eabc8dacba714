import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { PlaceOf, Renderer } from '../renderer.ts';
import { reportOf } from './report-parts.ts';

/** The état de situation as slides for a meeting, to be edited: `situation.<fr|en>.pptx`. */
export const pptx: Renderer = {
  id: 'pptx',
  readsFindings: false,
  *files({ situation, language, places }) {
    const content = presentation(situation, language, places?.placeOf);
    yield { path: `situation.${language}.pptx`, content };
  },
};

async function* presentation(
  situation: Situation,
  language: Language,
  placeOf: PlaceOf | undefined,
): AsyncGenerator<Uint8Array> {
  // What writes the file takes longer to load than the slides to make: other formats do without.
  const { slidesFile } = await import('./slides-file.ts');
  yield await slidesFile(reportOf(situation, language, placeOf));
}
