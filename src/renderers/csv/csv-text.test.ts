import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neutralise } from '../neutralise.ts';
import { csvText } from './csv-text.ts';

test('cells are quoted where either separator needs it, formulas are neutralised, numbers stay numbers', () => {
  const rows = [['a;b', '=1', -4, true, 'c "d"', '']];
  expect([csvText(rows, { excel: false }), csvText(rows, { excel: true })]).toEqual([
    `"a;b",'=1,-4,true,"c ""d""",\n`,
    `\ufeff"a;b";'=1;-4;true;"c ""d""";\r\n`,
  ]);
});

test.each([true, false])('a reader of CSV has every cell back, neutralised (for Excel: %s)', (excel) => {
  const pieces = fc.constantFrom(...Array.from(',;"\r\n\t =+-@\'\\\u00a0\ufeffaé中😀\0|'));
  const cell = fc.oneof(fc.string({ unit: pieces, maxLength: 8 }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const options = { delimiter: excel ? ';' : ',', record_delimiter: excel ? '\r\n' : '\n', bom: excel };
      expect(parse(csvText(rows, { excel }), options)).toEqual(rows.map((row) => row.map(neutralise)));
    }),
    { numRuns: 500 },
  );
});
