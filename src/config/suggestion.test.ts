import { expect, test } from 'vitest';
import { suggestionFor } from './suggestion.ts';

test.each([
  ['jobtitle', 'jobTitle'],
  ['job_title', 'jobTitle'],
  ['compagnyName', 'companyName'],
  ['e-mail', 'mail'],
  ['telephone', null],
  ['', null],
  ['x'.repeat(100), null],
])('%s is taken for %s', (word, meant) => {
  expect(suggestionFor(word, ['mail', 'jobTitle', 'companyName'])).toBe(meant);
});
