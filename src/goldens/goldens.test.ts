import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { GOLDENS, makeGoldens } from './make-goldens.ts';

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [relative(folder, file), await readFile(file, 'utf8')]),
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

test('the whole path, from the simulated tenant to every format in both languages, gives the committed files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-goldens-test-'));
  try {
    await makeGoldens(folder);
    const made = await filesOf(folder);
    const kept = await filesOf(GOLDENS);
    expect(Object.keys(made).sort()).toEqual(Object.keys(kept).sort());
    for (const [name, text] of Object.entries(made)) {
      expect(text, `${name} differs; npm run goldens writes the committed files anew`).toBe(kept[name]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
