import { expect, test } from 'vitest';
import { nearMiss } from './near-miss.ts';

test.each([
  ['jobtitle', 'jobTitle'],
  ['job_title', 'jobTitle'],
  ['compagnyName', 'companyName'],
  ['e-mail', 'mail'],
  ['telephone', null],
  ['', null],
  ['x'.repeat(100), null],
])('%s is taken for %s', (word, meant) => {
  expect(nearMiss(word, ['mail', 'jobTitle', 'companyName'])).toBe(meant);
});
