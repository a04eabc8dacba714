import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { readSituation } from './read-situation.ts';

test('a situation that no tenant can have is refused unread', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'situation.json'), '');
  await truncate(join(folder, 'situation.json'), 50_000_000);
  await expect(readSituation(folder)).rejects.toMatchObject({
    kind: 'local',
    message: `cannot read ${folder}/situation.json: it has 50000000 bytes, and no such file has more than 16777216`,
  });
});

test('a situation that is missing, damaged or of another version is told apart', async () => {
  const folder = await temporaryFolder();
  const refusal = async (text?: string): Promise<unknown> => {
    if (text !== undefined) await writeFile(join(folder, 'situation.json'), text);
    const error: unknown = await readSituation(folder).catch((reason: unknown) => reason);
    return error instanceof Error ? error.message.replaceAll(folder, '') : error;
  };
  expect(await refusal()).toMatch(/^No situation here: \/situation\.json \(ENOENT/);
  expect(await refusal('{')).toMatch(/^The situation is damaged: \/situation\.json is not JSON/);
  expect(await refusal('{"schema":"vigie/situation/9"}')).toBe(
    'The situation is of another version: /situation.json says "vigie/situation/9", this program reads "vigie/situation/1".',
  );
  expect(await refusal('{"schema":"vigie/situation/1"}')).toMatch(
    /^The situation is damaged: \/situation\.json: vigie: /,
  );
});
