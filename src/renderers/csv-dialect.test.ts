import { expect, test } from 'vitest';
import { csvDialect, listDialect } from './csv-dialect.ts';

test('a list is as a double click opens it in its language, unless plain CSV is asked for; --excel is as everywhere', () => {
  const english = { bom: '\ufeff', separator: ',', end: '\r\n' };
  const given = { excel: false, plain: false };
  expect([listDialect('fr', given), listDialect('en', given)]).toEqual([csvDialect(true), english]);
  expect(listDialect('fr', { excel: false, plain: true })).toEqual(csvDialect(false));
  expect(listDialect('en', { excel: true, plain: false })).toEqual(csvDialect(true));
});
