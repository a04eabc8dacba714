import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../i18n/language.ts';
import { situationSchema } from '../../situation/situation.ts';
import { deckOverflow } from '../../testing/deck-overflow.ts';
import { reportOf } from './report-parts.ts';
import { slidesFile } from './slides-file.ts';

const SITUATIONS = [
  new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url),
  new URL('../../../reports/sample/situation.json', import.meta.url),
];

test.each(LANGUAGES)(
  'in a font wider by an eighth no head of a table breaks within a word, and no table reaches the footer, in %s',
  async (language) => {
    for (const path of SITUATIONS) {
      const situation = situationSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      expect(await deckOverflow(await slidesFile(reportOf(situation, language)))).toEqual([]);
    }
  },
);

test('a table that is too high, and a head that is too narrow, are found', async () => {
  const [path] = SITUATIONS;
  if (path === undefined) throw new Error('there is no situation');
  const situation = situationSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { default: JSZip } = await import('jszip');
  const archive = await JSZip.loadAsync(await slidesFile(reportOf(situation, 'fr')));
  const name = 'ppt/slides/slide2.xml';
  const xml = (await archive.file(name)?.async('string')) ?? '';
  archive.file(name, xml.replaceAll(/<a:gridCol w="\d+"/g, '<a:gridCol w="400000"'));
  const faults = await deckOverflow(await archive.generateAsync({ type: 'uint8array' }));
  expect(faults).toContain(`${name}: the head breaks within “Décision”`);
  expect(faults.filter((fault) => fault.includes('a table ends'))).toHaveLength(1);
});
