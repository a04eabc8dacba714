import { expect, test } from 'vitest';
import { asIs, joinedBy, KnownError, messageOf, worded, WordedError, wordsOf } from './errors.ts';

const GONE = {
  fr: '{file} manque\u00a0: {why}, {n} fois',
  en: '{file} is missing: {why}, {n} times',
} as const;
const STEP = { fr: 'Nommer un autre fichier.', en: 'Name another file.' } as const;

test('a text in both languages is told with its facts, those that have two languages in each', () => {
  expect(worded(GONE, { file: 'a.csv', why: { fr: 'il est parti', en: 'it is gone' }, n: 2 })).toEqual({
    fr: 'a.csv manque\u00a0: il est parti, 2 fois',
    en: 'a.csv is missing: it is gone, 2 times',
  });
  expect(worded(STEP)).toEqual(STEP);
});

test('what is filled in is not read for placeholders, nor for the signs of a replacement', () => {
  const { en } = worded(GONE, { file: '{why}$&', why: '{n}{file}', n: 0 });
  expect(en).toBe('{why}$& is missing: {n}{file}, 0 times');
});

test('a fact that a text needs is asked for as it is compiled', () => {
  // @ts-expect-error: `why` and `n` are missing.
  expect(worded(GONE, { file: 'a' }).en).toBe('a is missing: {why}, {n} times');
  // @ts-expect-error: there is no such placeholder.
  expect(worded(STEP, { file: 'a' })).toEqual(STEP);
});

test('a known failure is told in either language, and read in English by the code', () => {
  const known = new KnownError('local', worded(GONE, { file: 'x', why: asIs('ENOENT'), n: 1 }), {
    nextSteps: [STEP],
  });
  expect(known.message).toBe('x is missing: ENOENT, 1 times');
  expect(known.nextSteps).toEqual(['Name another file.']);
  expect(known.told('fr')).toEqual({
    message: 'x manque\u00a0: ENOENT, 1 fois',
    nextSteps: ['Nommer un autre fichier.'],
  });
});

test('what was thrown is told in both languages where it has both, else as it said it', () => {
  expect(wordsOf(new WordedError(STEP))).toEqual(STEP);
  expect(messageOf(new WordedError(STEP))).toBe('Name another file.');
  const absent = Object.assign(new Error("ENOENT: no such file or directory, open 'a'"), { code: 'ENOENT' });
  expect(wordsOf(absent)).toEqual({
    fr: "ce fichier ou ce dossier n’existe pas (ENOENT: no such file or directory, open 'a')",
    en: "ENOENT: no such file or directory, open 'a'",
  });
  expect(wordsOf(new TypeError('fetch failed'))).toEqual(asIs('fetch failed'));
  expect(wordsOf('odd')).toEqual(asIs('odd'));
  expect(joinedBy('; ', [STEP, asIs('a')])).toEqual({ fr: `${STEP.fr}; a`, en: `${STEP.en}; a` });
});
