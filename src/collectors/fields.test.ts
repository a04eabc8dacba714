import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GraphFailure } from '../graph/graph-failure.ts';
import { booleanField, fieldsOf, instantField, listField, textField } from './fields.ts';

/** What a reader gives; 'malformed' where it refuses. */
function outcome<T>(read: () => T): T | 'malformed' {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphFailure && error.kind === 'malformed') return 'malformed';
    throw error;
  }
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;

test('any JSON is read as what it is, or refused; nothing is taken for something else', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('name', '__proto__', 'constructor', 'toString'),
      (value, name) => {
        const fields = fieldsOf(JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`), 'user');
        const expected = {
          text: isAbsent(value) || value === '' ? null : typeof value === 'string' ? value : 'malformed',
          flag: isAbsent(value) ? null : typeof value === 'boolean' ? value : 'malformed',
          list: isAbsent(value) ? [] : Array.isArray(value) ? value : 'malformed',
        };
        const text = outcome(() => textField(fields, name));
        expect(text?.replace(/\uFFFD/g, '?')).toEqual(expected.text?.replace(/\p{Surrogate}|\uFFFD/gu, '?'));
        expect(outcome(() => booleanField(fields, name))).toEqual(expected.flag);
        expect(JSON.stringify(outcome(() => listField(fields, name)))).toEqual(JSON.stringify(expected.list));
        const instant = outcome(() => instantField(fields, name));
        if (typeof value !== 'string') expect(instant).toBe(isAbsent(value) ? null : 'malformed');
      },
    ),
    { numRuns: 1_000 },
  );
});

test('an object is an object: no list, no text, no null', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      expect(outcome(() => fieldsOf(value, 'user')) === 'malformed').toBe(!isObject);
    }),
  );
});

test('what every object of JavaScript has is no field', () => {
  const fields = fieldsOf({}, 'user');
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect([textField(fields, name), booleanField(fields, name), listField(fields, name)]).toEqual([
      null,
      null,
      [],
    ]);
});

test('half a character, which no file can hold, becomes a replacement character', () => {
  const fields = fieldsOf(
    JSON.parse(String.raw`{"a":"x\ud800y","b":"\ud83d\ude00","c":"nul\u0000"}`),
    'user',
  );
  expect([textField(fields, 'a'), textField(fields, 'b'), textField(fields, 'c')]).toEqual([
    'x\uFFFDy',
    '\u{1F600}',
    'nul\0',
  ]);
});

test('a text beyond all measure is refused', () => {
  expect(outcome(() => textField({ a: 'x'.repeat(65_536) }, 'a'))).toHaveLength(65_536);
  expect(outcome(() => textField({ a: 'x'.repeat(65_537) }, 'a'))).toBe('malformed');
});

test('any instant that says its distance from UTC is read to the second', () => {
  const instant = fc.date({
    min: new Date('0002-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  const pad = (n: number): string => String(Math.trunc(n)).padStart(2, '0');
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      fc.constantFrom('', '.1', '.1234567'),
      fc.boolean(),
      (at, minutes, fraction, zulu) => {
        const utc = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
        const local = new Date(utc.getTime() + (zulu ? 0 : minutes * 60_000)).toISOString().slice(0, 19);
        const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
        const text = `${local}${fraction}${zulu ? 'Z' : offset}`;
        expect([text, instantField({ at: text }, 'at')]).toEqual([
          text,
          utc.toISOString().slice(0, 19).replace('T', ' '),
        ]);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['2020-10-27T06:07:08Z', '2020-10-27 06:07:08'],
  ['2020-10-27T06:07Z', '2020-10-27 06:07:00'],
  ['2020-10-27T23:30:00.9999999-05:00', '2020-10-28 04:30:00'],
  ['2024-02-29T00:00:00+14:00', '2024-02-28 10:00:00'],
  ['9999-12-31T23:59:59Z', '9999-12-31 23:59:59'],
  ['0001-01-01T00:00:00Z', null],
  ['0001-01-01T00:00:00-05:00', null],
  ['', null],
  [null, null],
  [undefined, null],
  ['9999-12-31T23:59:59-01:00', 'malformed'],
  ['0000-01-01T00:00:00Z', 'malformed'],
  ['2020-10-27', 'malformed'],
  ['2020-10-27T06:07:08', 'malformed'],
  ['2020-10-27 06:07:08Z', 'malformed'],
  ['2020-02-31T00:00:00Z', 'malformed'],
  ['2020-13-01T00:00:00Z', 'malformed'],
  ['2020-10-27T24:00:00Z', 'malformed'],
  ['2020-10-27T23:59:60Z', 'malformed'],
  ['2020-10-27T06:07:08+15:00', 'malformed'],
  ['0001-01-01', 'malformed'],
  ['0001-01-01 and more', 'malformed'],
  ['7', 'malformed'],
  ['March 7', 'malformed'],
  ['/Date(1603778828000)/', 'malformed'],
  [1_603_778_828_000, 'malformed'],
])('the instant %j is read as %j', (value, expected) => {
  expect(outcome(() => instantField({ at: value }, 'at'))).toBe(expected);
});
