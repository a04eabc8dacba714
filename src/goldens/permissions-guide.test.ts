import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PERMISSIONS_GUIDE, permissionsGuide, README, withPermissions } from './permissions-guide.ts';

test('the permissions in docs/ are what the collectors say; npm run goldens writes them anew', async () => {
  expect(await readFile(PERMISSIONS_GUIDE, 'utf8')).toBe(permissionsGuide());
});

test('the table of the README is what the collectors say; npm run goldens writes it anew', async () => {
  const readme = await readFile(README, 'utf8');
  expect(readme).toBe(withPermissions(readme));
});
