import { expect, test } from 'vitest';
import type { Situation } from '../../situation/situation.ts';
import { countedKey } from './count-sections.ts';

test('a key that no section counted is no empty list: it is told that its section is not in the catalogue', () => {
  const counted: Partial<Situation> = { enrolments: [] };
  expect(countedKey(counted, 'enrolments')).toEqual([]);
  expect(() => countedKey(counted, 'serviceUsage')).toThrow(
    'no section of the catalogue counts serviceUsage',
  );
});
