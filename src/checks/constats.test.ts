import { expect, test } from 'vitest';
import { CHECKS } from './catalogue.ts';

const SENTENCES = CHECKS.flatMap(({ id, constats }) =>
  [...constats.fr, ...constats.en].map((sentence) => ({ id, sentence })),
);

test.each(SENTENCES)(
  '$id: what is left of a sentence without its physicians needs no mending',
  ({ sentence }) => {
    const left = sentence.filter(({ of }) => !of.startsWith('physicians.'));
    for (const { one, other } of left.slice(-1)) {
      expect([one, other].filter((text) => /[\s,]$/.test(text))).toEqual([]);
    }
  },
);

test.each(SENTENCES)('$id: a sentence can stand within another', ({ sentence: [first] }) => {
  expect([first?.one, first?.other].filter((text) => /^\p{Lu}/u.test(text ?? ''))).toEqual([]);
});
