import fc from 'fast-check';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { openDuckDb } from '../duckdb/duckdb.ts';
import { nameKey } from './name-key.ts';
import { createTextMacros } from './text-macros.ts';

async function bySql(texts: readonly string[]): Promise<string[]> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1, reaches: [] });
  try {
    await createTextMacros(db);
    const { keys } = await db.row(
      `SELECT to_json(list_transform(from_json($texts::VARCHAR, '["VARCHAR"]'), lambda t: name_key(t)))::VARCHAR AS keys`,
      z.object({ keys: z.string() }),
      { texts: JSON.stringify(texts) },
    );
    return z.array(z.string()).parse(JSON.parse(keys));
  } finally {
    await db.close();
  }
}

const ONE = [
  'CISSS de l’Outaouais',
  "CISSS de l'Outaouais",
  'CISSS de lʼOutaouais',
  'cisss DE L‘OUTAOUAIS',
  '\u00a0CISSS\u00a0de  l’Outaouais ',
  'CISSS\u202fde\u2009l’Outaouais\t',
  '\ufeffCISSS de l\u200b’Outa\u00adouais',
];

test('writings that differ in case, apostrophes, spaces or invisible characters have one key, in JavaScript and in SQL', async () => {
  const keys = ONE.map(nameKey);
  expect(keys).toEqual(ONE.map(() => "cisss de l'outaouais"));
  expect(await bySql(ONE)).toEqual(keys);
});

test('a decomposed text is the composed one; accents, hyphens and words tell names apart', async () => {
  const texts = ['Hôpital', 'Ho\u0302pital', 'Hopital', 'Saint-Luc', 'Saint Luc', 'Straße', 'STRASSE', ''];
  const keys = ['hôpital', 'hôpital', 'hopital', 'saint-luc', 'saint luc', 'strasse', 'strasse', ''];
  expect(texts.map(nameKey)).toEqual(keys);
  expect(await bySql(texts)).toEqual(keys);
});

test('any name as establishments bear them has the same key in JavaScript and in SQL', async () => {
  const pieces = fc.constantFrom(
    ..."aAéÉèÈœŒçÇñßẞİςΣſ-/&(). '’‘ʼ\u00a0\u202f\u200b\ufeff\u0301\u0302\n\t1".split(''),
  );
  const names = fc.array(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(names, async (texts) => {
      expect(await bySql(texts)).toEqual(texts.map(nameKey));
    }),
    { numRuns: 25 },
  );
});
