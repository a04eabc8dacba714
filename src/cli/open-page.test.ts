import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from './io.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { openPage, pageToOpen } from './open-page.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-open-'));
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'au dit; $(x)'));
  await writeFile(join(folder, 'au dit; $(x)', 'situation.fr.html'), '<!doctype html>');
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(folder, 'bin', name), `#!/bin/sh\nprintf '%s|' "$#" "$@" > "${folder}/recorded"\n`);
    await chmod(join(folder, 'bin', name), 0o700);
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What stderr is told. */
async function told(path: string): Promise<string> {
  let text = '';
  const write = (more: string): Promise<void> => {
    text += more;
    return Promise.resolve();
  };
  const stderr: Output = {
    isTerminal: false,
    columns: 80,
    write,
    draw: write,
    finish: () => Promise.resolve(),
  };
  await openPage(join(folder, 'au dit; $(x)', 'situation.fr.html'), 'fr', { env: { PATH: path }, stderr });
  return text;
}

test('the page is opened by the system’s own opener, which gets its path as it is', async () => {
  const page = join(folder, 'au dit; $(x)', 'situation.fr.html');
  expect(await told(`${join(folder, 'bin')}:/usr/bin:/bin`)).toBe(`Page ouverte\u00a0: ${page}\n`);
  await expect
    .poll(() => readFile(join(folder, 'recorded'), 'utf8').catch(() => ''), { timeout: 10_000 })
    .toBe(`1|${page}|`);
});

test('where nothing opens a page, stderr says where it is, and the command goes on', async () => {
  expect(await told(join(folder, 'none'))).toMatch(
    /^Rien ici n’ouvre une page \(.*open est introuvable\)\. Ouvrez-la vous-même\u00a0: .*situation\.fr\.html\n$/,
  );
});

test('an opener that opens nothing is told, and where the page is', async () => {
  const bin = join(folder, 'failing');
  await mkdir(bin);
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(bin, name), '#!/bin/sh\nexit 3\n');
    await chmod(join(bin, name), 0o700);
  }
  expect(await told(`${bin}:/usr/bin:/bin`)).toMatch(
    /open n’a pas pu ouvrir la page\. Ouvrez-la vous-même\u00a0: .*situation\.fr\.html\n$/,
  );
});

test('without a page there is nothing to open, and that is told before anything is written', async () => {
  const none = await temporaryFolder();
  await expect(pageToOpen(none, { lang: 'fr', formats: ['xlsx'] })).rejects.toThrow(/there is no page/);
  expect(await pageToOpen(none, { lang: 'fr', formats: ['html'] })).toBe(join(none, 'situation.fr.html'));
  const there = join(folder, 'au dit; $(x)');
  expect(await pageToOpen(there, { lang: 'fr', formats: ['xlsx'] })).toBe(join(there, 'situation.fr.html'));
});
