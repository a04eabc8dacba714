import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Renderer } from '../renderer.ts';
import { reportOf } from './report-parts.ts';

/** The état de situation as slides for a meeting, to be edited: `situation.<fr|en>.pptx`. */
export const pptx: Renderer = {
  id: 'pptx',
  readsFindings: false,
  *files({ situation, language }) {
    yield { path: `situation.${language}.pptx`, content: presentation(situation, language) };
  },
};

async function* presentation(situation: Situation, language: Language): AsyncGenerator<Uint8Array> {
  // What writes the file takes longer to load than the slides to make: other formats do without.
  const { slidesFile } = await import('./slides-file.ts');
  yield await slidesFile(reportOf(situation, language));
}
