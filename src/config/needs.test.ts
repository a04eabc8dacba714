import { expect, test } from 'vitest';
import { configSchema } from './config.ts';
import { attributesOf, groupsOf } from './needs.ts';

const words = { fr: 'x', en: 'x' };

test('only the attributes that the config reads are asked for, in the order of the tables', () => {
  const config = configSchema.parse({
    categories: [
      {
        id: 'a',
        physician: true,
        label: words,
        when: { jobTitle: 'x', group: 'G1', extensionAttribute3: 'y' },
      },
      { id: 'b', physician: true, label: words, when: { department: 'x' } },
    ],
    establishments: { attribute: 'officeLocation' },
    roster: { file: 'r.csv', key: 'employeeId', category: 'c' },
  });
  expect(attributesOf(config)).toEqual([
    'userPrincipalName',
    'displayName',
    'jobTitle',
    'department',
    'officeLocation',
    'employeeId',
    'extensionAttribute3',
  ]);
});

test('without a config the establishment and the two names are asked for', () => {
  expect(attributesOf(configSchema.parse({}))).toEqual(['userPrincipalName', 'displayName', 'companyName']);
});

test('where there are exceptions, which may name an account by its mail address, it is asked for', () => {
  expect(attributesOf(configSchema.parse({ exceptions: { file: 'e.csv' } }))).toEqual([
    'userPrincipalName',
    'mail',
    'displayName',
    'companyName',
  ]);
});

test('a group that is named twice is read once', () => {
  const config = configSchema.parse({
    categories: [{ id: 'a', physician: true, label: words, when: { group: 'G1' } }],
    enrolments: [
      { id: 'e', label: words, group: 'G2' },
      { id: 'f', label: words, group: 'G1' },
    ],
  });
  expect(groupsOf(config)).toEqual(['G1', 'G2']);
});
