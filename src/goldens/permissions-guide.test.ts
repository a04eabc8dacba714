import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PERMISSIONS_GUIDE, permissionsGuide } from './permissions-guide.ts';

test('the permissions in docs/ are what the collectors say; npm run goldens writes them anew', async () => {
  expect(await readFile(PERMISSIONS_GUIDE, 'utf8')).toBe(permissionsGuide());
});
