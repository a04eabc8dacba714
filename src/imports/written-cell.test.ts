import { expect, test } from 'vitest';
import { countOf, flagOf, isTypeName, textsOf } from './written-cell.ts';

test('true and false are read in both languages, and nothing else is', () => {
  expect(['True', 'VRAI', 'oui', 'False', 'faux', 'non', '1', '', 'peut-être'].map(flagOf)).toEqual([
    ...[true, true, true, false, false, false, undefined, undefined, undefined],
  ]);
});

test.each([
  ['0', 0],
  ['1234', 1234],
  ['1 234', 1234],
  ['1\u202f234\u202f567', 1_234_567],
  ['1,234', 1234],
  ['1.234.567', 1_234_567],
  ['12,0', 12],
  ['12.00', 12],
  ['1,5', undefined],
  ['-3', undefined],
  ['1E+05', undefined],
  ['douze', undefined],
])('the count %s is %s', (text, count) => {
  expect(countOf(text)).toBe(count);
});

test('the name of a type, which Export-Csv writes for a list, is no value', () => {
  const names = [
    'System.Collections.ArrayList',
    'System.String[]',
    'System.Object[]',
    'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]',
    'Deserialized.Microsoft.Exchange.Data.RecipientIdParameter[]',
  ];
  const texts = ['system@x.example', 'Microsoft Teams', 'System', 'Système.complet', 'a.b'];
  expect([...names.map(isTypeName), ...texts.map(isTypeName)]).toEqual([
    ...names.map(() => true),
    ...texts.map(() => false),
  ]);
});

test.each([
  ['a@x.example;b@y.example', ['a@x.example', 'b@y.example']],
  ['a@x.example, b@y.example', ['a@x.example', 'b@y.example']],
  [
    '"Roy, Anne" [SMTP:a@x.example], "Comité" [EX:/o=Org/cn=c]',
    ['"Roy, Anne" [SMTP:a@x.example]', '"Comité" [EX:/o=Org/cn=c]'],
  ],
  ['Roy, Anne; Comité', ['Roy, Anne', 'Comité']],
  [
    '["microsoftAuthenticatorPush","softwareOneTimePasscode"]',
    ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
  ],
  ['[]', []],
  ['[n’est pas du JSON]', ['[n’est pas du JSON]']],
  ['', []],
])('%s holds %j', (text, texts) => {
  expect(textsOf(text)).toEqual(texts);
});
