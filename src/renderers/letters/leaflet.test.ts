import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { advisedChecks } from './advised-checks.ts';
import { leaflet } from './leaflet.ts';

const GOLDENS = new URL('../../../fixtures/goldens/', import.meta.url);

function situationOf(name: string): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(new URL(`${name}/situation.json`, GOLDENS), 'utf8')));
}

const golden = situationOf('renderers');

function leafletOf(situation: Situation, id: string, language: 'fr' | 'en'): string {
  const check = situation.checks.find((one) => one.id === id);
  if (check?.advice === undefined) throw new Error(`${id} has no advice`);
  return leaflet(situation, { ...check, advice: check.advice }, language, {
    file: `${id}.${language}.csv`,
    letter: `${id}.${language}.docx`,
  });
}

test('a leaflet says what is on the list, what is not, and what to do, in English', () => {
  expect(leafletOf(golden, 'mailbox-redirects', 'en')).toBe(`# Automatic redirects

Réseau de santé des Érables

## The list

- mailbox-redirects.en.csv: one row for each non-compliant account on October 27, 2020, to be merged with the letter mailbox-redirects.en.docx.
- At least 1,817 accounts are automatically redirected, of which at least 577 physician accounts (12 undetermined accounts)
- Mail for at least 36 of these accounts reaches nobody: the redirect is blocked and no copy is kept (4 undetermined accounts)
- Automatic redirects: population 305,554, examined 305,542, undetermined 12
- Some sources were not read: accounts may be missing from the list.
- An undetermined account is not in the list: nothing says that it is compliant.

## Before you write

- The message is for the holder of the account.

## Behaviours to adopt

- Read your mail in the network’s mailbox.

## Behaviours to avoid

- Do not send your mail to a personal mailbox.

## How to proceed

- In Outlook, delete the rule that redirects.
`);
});

test('a leaflet is French that a reader finds no fault with', () => {
  const page = leafletOf(golden, 'mailbox-redirects', 'fr');
  expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual([
    '## La liste',
    '## Avant d’écrire',
    '## Comportements à adopter',
    '## Comportements à éviter',
    '## Comment procéder',
  ]);
  expect(frenchFaults(page.replaceAll(/\S+\.csv/g, '…'))).toEqual([]);
});

test('a whole list has no reserve, and one of an establishment bears its name', () => {
  const indicators = golden.indicators.map((indicator) => ({
    ...indicator,
    lowerBound: false,
    undetermined: 0,
  }));
  const part = { ...golden, indicators, scope: { establishment: 'CISSS <b>des</b> Érables' } };
  const page = leafletOf(part, 'mailbox-redirects', 'en');
  expect(page).toContain('\nCISSS &lt;b&gt;des&lt;/b&gt; Érables\n');
  expect(page).not.toMatch(/not read|is not in the list/);
});

test('an account is on no list of a check without findings', () => {
  expect(advisedChecks(golden, '/nowhere')).toEqual([]);
});
