import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb } from '../../duckdb/duckdb.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
import { neutralise } from '../neutralise.ts';
import { defineCellMacros } from './cell-macros.ts';
import { inertJson, printable } from './unprintable.ts';

test.each([
  ['\u001b[31mrouge\u001b[0m', 'rouge'],
  ['\u001b]8;;https://erables.example\u0007lien\u001b]8;;\u001b\\', 'lien'],
  ['\u009b2Jeffacé', 'effacé'],
  ['\u001bcremis', 'remis'],
  ['une\r\nligne', 'une ligne'],
  ['\u202egauche', 'gauche'],
  ['Côte-Nord, 医療\u00a0:', 'Côte-Nord, 医療\u00a0:'],
])('%j is printed as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('JSON says the same in letters that a terminal does not act upon', () => {
  const text = '{"a":"\u009b31m\u202e\u2028é\ufeff\u007f",\n\t"b":"\\u001b\\n"}\n';
  const inert = inertJson(text);
  expect(inert).toBe('{"a":"\\u009b31m\\u202e\\u2028é\\ufeff\\u007f",\n\t"b":"\\u001b\\n"}\n');
  expect(JSON.parse(inert)).toEqual(JSON.parse(text));
});

test('JavaScript and the database print the same', async () => {
  const db = await openDuckDb({ temporaryFolder: join(await temporaryFolder(), '.tmp') });
  await defineCellMacros(db);
  const piece = fc.constantFrom(
    ...[
      '\u001b',
      '\u009b',
      '\u0090',
      '\u009d',
      '\u0007',
      '\u009c',
      '\\',
      '[',
      ']',
      'P',
      '0',
      ';',
      'm',
      'J',
      'c',
    ],
    ...[' ', '\t', '\n', '\u202e', '\u00a0', 'é', '医'],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );
  const texts = fc
    .sample(text, { numRuns: 2_000, seed: 5 })
    // No literal of the database holds this one.
    .filter((one) => !one.includes('\0'));
  await db.setVariable('texts', texts);
  const { shown } = await db.row(
    "SELECT list_transform(getvariable('texts'), lambda s: terminal_text(s)) AS shown",
    z.object({ shown: z.array(z.string()) }),
  );
  await db.close();
  expect(shown).toEqual(texts.map((one) => neutralise(printable(one))));
});
