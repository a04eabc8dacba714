import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FIELDS_GUIDE, fieldsGuide } from './fields-guide.ts';

test('the table of fields in docs/ is what the catalogue says; npm run goldens writes it anew', async () => {
  expect(await readFile(FIELDS_GUIDE, 'utf8')).toBe(fieldsGuide());
});
