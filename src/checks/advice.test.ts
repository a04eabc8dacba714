import { expect, test } from 'vitest';
import { frenchFaults } from '../testing/french-faults.ts';
import { CHECKS } from './catalogue.ts';
import { describeCheck } from './describe-check.ts';
import type { CheckDescription } from '../situation/check-description.ts';

/** What a message that says more would be too long for, in characters. */
const LONGEST = 200;

const described = CHECKS.map((check) =>
  describeCheck(check, { evidence: check.primary, details: [], populationSources: [], columns: [] }),
);
const advised = described.flatMap(({ advice, ...check }) =>
  advice === undefined ? [] : [{ ...check, id: check.id, advice }],
);

function columnsOf(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

test('every check that judges says what to do about an account', () => {
  const informative = described.filter(({ constats }) => constats.fr.length === 0).map(({ id }) => id);
  expect(informative).toEqual(['service-usage']);
  expect(advised.map(({ id }) => id)).toEqual(
    described.map(({ id }) => id).filter((id) => !informative.includes(id)),
  );
});

test.each(advised)(
  '$id: its findings speak of its own columns, and one of nothing but the account',
  (check) => {
    const names = check.columns.map(({ name }) => name);
    const { fr, en } = check.advice.finding;
    for (const template of [...fr, ...en]) expect(names).toEqual(expect.arrayContaining(columnsOf(template)));
    // The same facts in both languages, and a last sentence for an account of which none is known.
    expect(en.map(columnsOf)).toEqual(fr.map(columnsOf));
    expect(columnsOf(fr.at(-1) ?? '{none}')).toEqual([]);
  },
);

test.each(advised)(
  '$id: what to adopt, what to avoid and how to proceed, briefly, in both languages',
  (check) => {
    const { subject, adopt, avoid, proceed, sending } = check.advice;
    for (const language of ['fr', 'en'] as const) {
      expect(subject[language]).toMatch(/^\p{Lu}.{5,60}[^.]$/u);
      for (const lines of [adopt, avoid, proceed]) {
        expect(lines[language].join(' ')).toMatch(/^\p{Lu}.*\.$/u);
        expect(lines[language].join(' ').length).toBeLessThanOrEqual(LONGEST);
      }
    }
    for (const lines of [adopt, avoid, proceed]) expect(lines.en.length).toBe(lines.fr.length);
    expect(sending?.en.length).toBe(sending?.fr.length);
  },
);

test.each(advised)('$id: a reader of French finds no fault', (check) => {
  // What is filled in is the tenant's.
  const lines = linesOf(check.advice, 'fr').map((line) => line.replaceAll(/\{\w+\}/g, '…'));
  expect(frenchFaults(lines.join('\n'))).toEqual([]);
});

test('an advice for one language is none for the other', () => {
  const french = advised.flatMap(({ advice }) => linesOf(advice, 'fr'));
  const english = new Set(advised.flatMap(({ advice }) => linesOf(advice, 'en')));
  expect(french.filter((line) => english.has(line))).toEqual([]);
});

function linesOf(advice: NonNullable<CheckDescription['advice']>, language: 'fr' | 'en'): string[] {
  const { subject, finding, adopt, avoid, proceed, sending } = advice;
  const lists = [finding, adopt, avoid, proceed, ...(sending === undefined ? [] : [sending])];
  return [subject[language], ...lists.flatMap((lines) => lines[language])];
}
