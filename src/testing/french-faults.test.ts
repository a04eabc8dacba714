import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frenchFaults } from './french-faults.ts';

/** What the faults are, without where. */
function kinds(text: string): string[] {
  return frenchFaults(text).map((fault) => fault.slice(0, fault.indexOf(':')));
}

test.each([
  ['Constats : 3 lignes', ['ordinary space before the sign']],
  ['43,9 % des comptes', ['ordinary space before the sign']],
  ['Est-ce vrai ?', ['space before the sign']],
  ['Est-ce vrai\u00a0?', ['space before the sign']],
  ['trois comptes\u00a0; deux boîtes', ['space before the sign']],
  ['n.\u00a0é.', ['not “n. d.”']],
  ['Constats: 3 lignes', ['no space before the sign']],
  ['Total des comptes:', ['no space before the sign']],
  ['43,9% des comptes', ['no space before the sign']],
  ['la règle «\u00a0Chalet»', ['no space before the sign']],
  ['la règle « Chalet\u00a0»', ['ordinary space, or none, after «']],
  ["l'état de situation", ['straight apostrophe']],
  ['la règle "Chalet', ['straight quotation mark']],
  ['deux  espaces', ['doubled space']],
  ['deux\u00a0 espaces', ['doubled space']],
  ['et ainsi de suite...', ['dots for an ellipsis']],
  ['43,9\u00a0% of comptes', ['English word']],
  ['Accounts', ['English word']],
  ['non utilisé since octobre', ['English word']],
  ['0 comptes', ['plural after 0 or 1']],
  ['au moins\u00a01\u00a0comptes', ['plural after 0 or 1']],
  ['1 médecins omnipraticiens', ['plural after 0 or 1']],
  ['3 compte', ['singular after 2 or more']],
  ['1\u00a0817 redirection automatique', ['singular after 2 or more']],
  ['sur un total de au moins\u00a03', ['no elision']],
  ['de environ 12 ans', ['no elision']],
  ['depuis le août', ['no elision']],
  ['parce que il le faut', ['no elision']],
  ['d’comptes', ['elision before a consonant']],
  ['le 1 octobre 2020', ['first day of a month']],
  ['43.9\u00a0%', ['English number']],
  ['134,115 comptes', ['English number']],
])('%s is marked', (text, faults) => {
  expect(kinds(text)).toEqual(faults);
});

test.each([
  'Au moins\u00a01\u00a0817 comptes, dont 577 comptes médecins\u00a0: 1 compte, 0 compte, 21\u00a0241 comptes',
  'le 1er octobre, depuis le 11 août 2020; à 18\u00a0h\u00a000 UTC, «\u00a0Chalet\u00a0»?',
  'de 0 à 30 jours, 1 fois, moins de 1 mois, la onzième, de un à trois, le oui',
  '| a | b |\n| :-- | --: |\n| 43,9\u00a0% | — |',
  'la source `accounts`, [la page](https://example.org/the/accounts?all=1) de the.accounts@erables.example (accounts)',
  '```sql\nSELECT "a"  FROM accounts WHERE the ;\n```',
  '  • une ligne en retrait, mailbox-redirects, accountEnabled\n    → la suite dans findings/changes.csv',
])('nothing is marked in %j', (text) => {
  expect(frenchFaults(text)).toEqual([]);
});

test('a fault is told with what stands around it', () => {
  expect(frenchFaults('Première ligne.\nUn total de 3 compte à la fin.')).toEqual([
    'singular after 2 or more: Un total de 3 compte à la fin.',
  ]);
});

const REPORTS = ['fixtures/goldens/renderers', 'reports/sample'].map((name) => `${name}/situation.fr.md`);

test.each(REPORTS)('a reader of French finds nothing to mark in %s', (report) => {
  expect(frenchFaults(readFileSync(report, 'utf8'))).toEqual([]);
});
