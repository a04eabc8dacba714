import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema } from '../../situation/situation.ts';
import { categoryRows, establishmentRows } from './breakdown-rows.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
const indicators = situation.indicators.filter(({ id }) => ['mailbox-redirects', 'mfa-status'].includes(id));
const part = { ...situation, indicators };

test('a category has a row for each check, and a count of which nothing was examined is empty', () => {
  expect(categoryRows({ ...part, categories: situation.categories.slice(0, 1) })).toEqual([
    [
      ...['category', 'labelFr', 'labelEn', 'physician', 'known', 'mailboxes', 'check'],
      ...['population', 'populationBound', 'examined', 'count', 'lowerBound', 'undetermined', 'assessable'],
    ],
    [
      ...[
        'specialist',
        'Médecins spécialistes',
        'Specialist physicians',
        true,
        true,
        11000,
        'mailbox-redirects',
      ],
      ...[11000, 'exact', 10999, 300, true, 1, true],
    ],
    [
      ...['specialist', 'Médecins spécialistes', 'Specialist physicians', true, true, 11000, 'mfa-status'],
      ...[11000, 'exact', 0, '', true, 11000, false],
    ],
  ]);
});

test('categories that are not known have no figures, and no 0', () => {
  const categories = situation.categories.slice(1, 2);
  expect(categoryRows({ ...part, categories, categoriesKnown: false }).slice(1)).toEqual(
    ['mailbox-redirects', 'mfa-status'].map((check) => [
      ...['gp', 'Médecins omnipraticiens', 'General practitioners', true, false, '', check],
      ...['', '', '', '', '', '', false],
    ]),
  );
});

test('an establishment has its checks together, with its physicians beside', () => {
  const rows = establishmentRows(part);
  expect(rows[0]).toEqual([
    ...['establishment', 'check', 'population', 'populationBound', 'examined', 'count', 'lowerBound'],
    ...['undetermined', 'assessable', 'physiciansPopulation', 'physiciansExamined', 'physiciansCount'],
    ...['physiciansUndetermined', 'physiciansAssessable'],
  ]);
  expect(rows.slice(1, 3)).toEqual([
    [
      'CISSS des Érables',
      'mailbox-redirects',
      200000,
      'exact',
      199988,
      1816,
      true,
      12,
      true,
      20000,
      19999,
      577,
      1,
      true,
    ],
    [
      'CISSS des Érables',
      'mfa-status',
      290000,
      'exact',
      0,
      '',
      true,
      290000,
      false,
      20240,
      0,
      '',
      20240,
      false,
    ],
  ]);
  const unknown = establishmentRows({ ...part, categoriesKnown: false });
  expect(unknown[1]?.slice(5)).toEqual([1816, true, 12, true, '', '', '', '', false]);
});
