import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { APOSTROPHES } from './name-key.ts';
import { createTextMacros } from './text-macros.ts';

let db: DuckDb;
beforeAll(async () => {
  db = await openDuckDb({ threads: 1 });
  await createTextMacros(db);
});
afterAll(() => db.close());

const rowSchema = z.object({ normalised: z.string(), matched: z.string(), trimmed: z.string() });

async function compared(texts: readonly (string | null)[]): Promise<z.infer<typeof rowSchema>[]> {
  return db.rows(
    `SELECT normalised(text) AS normalised, matched(text) AS matched, trimmed(text) AS trimmed
     FROM (SELECT unnest(from_json($texts::VARCHAR, '["VARCHAR"]')) AS text)`,
    rowSchema,
    { texts: JSON.stringify(texts) },
  );
}

const SPACES = ' \t\n\r\u00a0\u1680\u2000\u2007\u200a\u2028\u2029\u202f\u205f\u3000';
const ANY_SPACE = new RegExp(`[${SPACES}]`, 'gu');

/** The same in JavaScript, of texts whose only accents are those of the alphabet below. */
function expected(text: string): z.infer<typeof rowSchema> {
  const plain = text.replace(new RegExp(`[${APOSTROPHES}]`, 'gu'), "'").replace(ANY_SPACE, ' ');
  const normalised = plain.toLowerCase().replace(/[éè]/gu, 'e').replace(/ç/gu, 'c');
  return {
    normalised,
    matched: normalised.replace(/ {2,}/gu, ' ').replace(/^ +| +$/gu, ''),
    trimmed: text.replace(new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, 'gu'), ''),
  };
}

test('texts are compared alike, whether they are plain ASCII or not', async () => {
  const unit = fc.constantFrom(...Array.from(`aZ09.@_-\\^]"éÈç${SPACES}${APOSTROPHES}`), '  ', '\u{1f600}');
  const text = fc.string({ unit, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (texts) => {
      expect(await compared(texts)).toEqual(texts.map(expected));
    }),
    { numRuns: 60 },
  );
});

test('nothing is as an empty text', async () => {
  const empty = { normalised: '', matched: '', trimmed: '' };
  expect(await compared([null, '', ' \u00a0\t'])).toEqual([empty, empty, { ...empty, normalised: '   ' }]);
});
