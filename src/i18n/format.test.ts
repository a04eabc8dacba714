import { expect, test } from 'vitest';
import {
  capitalised,
  day,
  instant,
  integer,
  leastShare,
  pluralForm,
  share,
  withinSentence,
} from './format.ts';

test('numbers are grouped as each language does', () => {
  expect([0, 999, 134_115, 3_055_540].map((n) => integer(n, 'fr'))).toEqual([
    '0',
    '999',
    '134\u00a0115',
    '3\u00a0055\u00a0540',
  ]);
  expect(integer(134_115, 'en')).toBe('134,115');
});

test('shares have one decimal, and none for a whole of nobody', () => {
  expect(share(134_115, 305_554, 'fr')).toBe('43,9\u00a0%');
  expect(share(134_115, 305_554, 'en')).toBe('43.9%');
  expect([share(0, 0, 'fr'), share(0, 5, 'fr'), share(5, 5, 'fr')]).toEqual([
    '—',
    '0,0\u00a0%',
    '100,0\u00a0%',
  ]);
});

test('some is never written as none, nor almost all as all', () => {
  expect(share(1, 305_554, 'fr')).toBe('<\u00a00,1\u00a0%');
  expect(share(305_553, 305_554, 'fr')).toBe('>\u00a099,9\u00a0%');
});

test('the share of a lower bound is not rounded up', () => {
  expect([leastShare(577, 20_239, 'fr'), leastShare(1, 305_554, 'fr'), leastShare(0, 0, 'fr')]).toEqual([
    '2,8\u00a0%',
    '0,0\u00a0%',
    '—',
  ]);
  expect(leastShare(29, 1000, 'en')).toBe('2.9%');
});

test('days and instants are written in words', () => {
  expect([day('2020-10-27', 'fr'), day('2020-10-01', 'fr'), day('2020-10-11', 'fr')]).toEqual([
    '27 octobre 2020',
    '1er octobre 2020',
    '11 octobre 2020',
  ]);
  expect(day('2020-10-27', 'en')).toBe('October 27, 2020');
  expect(instant('2020-10-29T06:05:59Z', 'fr')).toBe('29 octobre 2020 à 6\u00a0h\u00a005 UTC');
  expect(instant('2020-10-29T06:05:59Z', 'en')).toBe('October 29, 2020 at 06:05 UTC');
  expect([
    instant('2020-10-29T03:05:59Z', 'fr', 'America/Toronto'),
    instant('2020-12-01T03:05:59Z', 'en', 'America/Toronto'),
  ]).toEqual(['28 octobre 2020 à 23\u00a0h\u00a005 HAE', 'November 30, 2020 at 22:05 EST']);
  expect([day('hier', 'fr'), instant('hier', 'fr')]).toEqual(['hier', 'hier']);
});

test('zero is singular in French and plural in English, a million is plural in both', () => {
  expect([0, 1, 2, 1_000_000].map((n) => pluralForm(n, 'fr'))).toEqual(['one', 'one', 'other', 'other']);
  expect([0, 1, 2, 1_000_000].map((n) => pluralForm(n, 'en'))).toEqual(['other', 'one', 'other', 'other']);
});

test('a label within a sentence loses its capital, an acronym keeps it', () => {
  expect(['Médecins résidents', 'Élèves', 'CHU Sainte-Anne', 'À jour', ''].map(withinSentence)).toEqual([
    'médecins résidents',
    'élèves',
    'CHU Sainte-Anne',
    'à jour',
    '',
  ]);
  expect(capitalised('au moins')).toBe('Au moins');
});
