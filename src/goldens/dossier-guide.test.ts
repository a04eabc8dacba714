import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DOSSIER_GUIDE, dossierGuide } from './dossier-guide.ts';

test('the dictionary in docs/ is what the contract of the dossier says; npm run goldens writes it anew', async () => {
  expect(await readFile(DOSSIER_GUIDE, 'utf8')).toBe(dossierGuide());
});
