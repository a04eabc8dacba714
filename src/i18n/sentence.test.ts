import { expect, test } from 'vitest';
import { fill, notAssessable, type ClauseTemplate, type CountedIndicator } from './sentence.ts';
import { begun, figure, joined } from './text.ts';

const tally = (population: number, examined: number, count: number) => ({ population, examined, count });
const redirects: ClauseTemplate[] = [
  { of: 'count', one: '{n} compte est redirigé', other: '{n} comptes sont redirigés' },
  { of: 'physicians.count', one: ', dont {n} compte médecin', other: ', dont {n} comptes médecins' },
];
const unused: ClauseTemplate[] = [
  {
    of: 'count',
    one: '{n} compte de plus de {days} jours sur {population}',
    other: '{n} comptes de plus de {days} jours sur {population}',
  },
];
const write = (sentence: ClauseTemplate[], indicator: CountedIndicator) =>
  joined(begun(fill(sentence, indicator, { inactiveAfterDays: 90 }, 'fr')));

test('clauses are filled with their own numbers and plurals', () => {
  const indicator = {
    ...tally(305_554, 305_554, 1817),
    lowerBound: false,
    populationBound: 'exact' as const,
    physicians: tally(20_240, 20_240, 1),
  };
  expect(write(redirects, indicator)).toBe('1\u00a0817 comptes sont redirigés, dont 1 compte médecin');
  expect(write(unused, indicator)).toBe('1\u00a0817 comptes de plus de 90 jours sur 305\u00a0554');
});

test('the figures are told apart from the words around them; an age in days is none of them', () => {
  const indicator = {
    ...tally(305_554, 305_554, 1817),
    lowerBound: true,
    populationBound: 'exact' as const,
    physicians: tally(20_240, 20_240, 1),
  };
  expect(fill(unused, indicator, { inactiveAfterDays: 90 }, 'fr')).toEqual([
    { text: 'au moins\u00a0' },
    ...figure('1\u00a0817'),
    { text: ' comptes de plus de 90 jours sur ' },
    ...figure('305\u00a0554'),
  ]);
});

test('a placeholder that nobody knows stays as it is, even one that every object has', () => {
  const clause = { of: 'count', one: '', other: '{n} {toString} {other}' } as const;
  const indicator = {
    ...tally(2, 2, 2),
    lowerBound: false,
    populationBound: 'exact' as const,
    physicians: tally(0, 0, 0),
  };
  expect(write([clause], indicator)).toBe('2 {toString} {other}');
});

test('counts of a lower bound are at least so many, populations are not', () => {
  const indicator = {
    ...tally(305_554, 305_554, 1817),
    lowerBound: true,
    populationBound: 'exact' as const,
    physicians: tally(20_240, 20_240, 577),
  };
  expect(write(redirects, indicator)).toBe(
    'Au moins\u00a01\u00a0817 comptes sont redirigés, dont au moins\u00a0577 comptes médecins',
  );
  expect(write(unused, indicator)).toBe(
    'Au moins\u00a01\u00a0817 comptes de plus de 90 jours sur 305\u00a0554',
  );
});

test('a group of which no account was examined has an unknown number, not zero', () => {
  const indicator = {
    ...tally(10, 5, 2),
    lowerBound: false,
    populationBound: 'exact',
    physicians: tally(5, 0, 0),
  } as const;
  expect(write(redirects, indicator)).toBe(
    '2 comptes sont redirigés, dont un nombre inconnu de comptes médecins',
  );
});

test('what cannot be assessed names the sources that are missing', () => {
  expect(notAssessable('Redirections', ['règles'], 'fr')).toBe(
    'Non évaluable\u00a0: Redirections (source manquante\u00a0: règles)',
  );
  expect(notAssessable('Redirects', ['rules', 'forwarding'], 'en')).toBe(
    'Not assessable: Redirects (missing sources: rules, forwarding)',
  );
  expect(notAssessable('Redirections', [], 'fr')).toBe(
    'Non évaluable\u00a0: Redirections (aucun compte n’a pu être examiné)',
  );
});

test('numbers of a population that is not known are about so many, in French with its elisions', () => {
  const indicator = {
    ...tally(305_554, 305_554, 1817),
    lowerBound: true,
    populationBound: 'approximate' as const,
    physicians: tally(20_240, 20_240, 577),
  };
  expect(write(redirects, indicator)).toBe(
    'Au moins environ\u00a01\u00a0817 comptes sont redirigés, dont au moins environ\u00a0577 comptes médecins',
  );
  const total: ClauseTemplate[] = [
    { of: 'count', one: '{n} compte', other: '{n} comptes' },
    { of: 'population', one: ' sur un total de {n}', other: ' sur un total de {n}' },
  ];
  expect([
    write(total, { ...indicator, lowerBound: false }),
    write(total, { ...indicator, populationBound: 'at-least' }),
    write(
      [{ of: 'count', one: '{n} compte de {population}', other: '{n} comptes de {population}' }],
      indicator,
    ),
    joined(begun(fill(total, { ...indicator, lowerBound: false }, { inactiveAfterDays: 90 }, 'en'))),
  ]).toEqual([
    'Environ\u00a01\u00a0817 comptes sur un total d’environ\u00a0305\u00a0554',
    'Au moins\u00a01\u00a0817 comptes sur un total d’au moins\u00a0305\u00a0554',
    'Au moins environ\u00a01\u00a0817 comptes d’environ\u00a0305\u00a0554',
    'About 1,817 comptes sur un total de about 305,554',
  ]);
});

test('nobody is said of all only where all were examined; else of those that were', () => {
  const sentence: ClauseTemplate[] = [
    { of: 'count', one: '{n} compte', other: '{n} comptes', zero: 'aucun compte n’est redirigé' },
    { of: 'physicians.count', one: ', dont {n}', other: ', dont {n}', zero: ', dont aucun compte médecin' },
  ];
  const of = (all: CountedIndicator['physicians'], physicians: CountedIndicator['physicians']): string =>
    write(sentence, { ...all, lowerBound: false, populationBound: 'exact', physicians });
  expect([
    of(tally(10, 10, 0), tally(2, 2, 0)),
    of(tally(10, 1, 0), tally(2, 0, 0)),
    of(tally(10, 10, 3), tally(2, 2, 0)),
    of(tally(10, 9, 3), tally(2, 1, 0)),
  ]).toEqual([
    'Aucun compte n’est redirigé',
    'Aucun compte n’est redirigé parmi les comptes examinés',
    '3 comptes, dont aucun compte médecin',
    '3 comptes, dont aucun compte médecin parmi les comptes examinés',
  ]);
});

test('how many physician accounts there are is not exact where it is not known which boxes are persons’', () => {
  const sentence: ClauseTemplate[] = [{ of: 'physicians.accounts', one: '{n} compte', other: '{n} comptes' }];
  const physicians = { ...tally(8, 8, 1), accounts: 9 };
  const of = (populationBound: CountedIndicator['populationBound']): string =>
    write(sentence, { ...tally(10, 10, 1), lowerBound: false, populationBound, physicians });
  expect([of('exact'), of('at-least'), of('approximate')]).toEqual([
    '9 comptes',
    'Au moins\u00a09 comptes',
    'Environ\u00a09 comptes',
  ]);
});
