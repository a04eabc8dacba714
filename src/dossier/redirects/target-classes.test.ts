import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDomain } from './domain-names.ts';
import { classOfDomain, type DomainLists } from './target-classes.ts';
import { readWebmailList, WEBMAIL_LIST } from './webmail-list.ts';

const LISTS: DomainLists = {
  own: new Set(['reseau.example', 'reseau.onmicrosoft.com', 'reseau.mail.onmicrosoft.com']),
  ownWithSubdomains: new Set(['hopital.example']),
  ownPerhapsWithSubdomains: new Set(['centre.example']),
  webmail: new Set(['courriel.example', 'fournisseur.umontreal.ca']),
  universities: new Set(['umontreal.ca', 'xn--universit-j4a.example']),
  partners: new Set(['partenaire.example', 'videotron.ca']),
  isPublicWebmail: readWebmailList(),
};

test.each([
  ['gmail.com', 'public-webmail'],
  ['GMail.COM', 'public-webmail'],
  ['gmail.com.', 'public-webmail'],
  ['ｇｍａｉｌ。com', 'public-webmail'],
  ['gm\u200bail.com', 'public-webmail'],
  ['courrier.gmail.com', 'public-webmail'],
  ['hotmail.co.uk', 'public-webmail'],
  ['yahoo.ca', 'public-webmail'],
  ['live.com.au', 'public-webmail'],
  ['sub.courriel.example', 'public-webmail'],
  ['fournisseur.umontreal.ca', 'public-webmail'],
  ['gmaíl.com', 'external'],
  ['xn--gmal-xpa.com', 'external'],
  ['gmаil.com', 'external'],
  ['gmail.com.example', 'external'],
  ['gmail-com.example', 'external'],
  ['notgmail.com', 'external'],
  ['clinique.com.ar', 'external'],
  ['umontreal.ca', 'university'],
  ['med.UMontreal.ca', 'university'],
  ['université.example', 'university'],
  ['etu.xn--universit-j4a.example', 'university'],
  ['fauxumontreal.ca', 'external'],
  ['umontreal.ca.example', 'external'],
  ['partenaire.example', 'partner'],
  ['videotron.ca', 'partner'],
  ['reseau.example', 'internal'],
  ['RESEAU.onmicrosoft.com', 'internal'],
  ['reseau.mail.onmicrosoft.com', 'internal'],
  ['sous.reseau.example', 'external'],
  ['autre.onmicrosoft.com', 'external'],
  ['autrereseau.example', 'external'],
  ['sous.hopital.example', 'internal'],
  ['sous.centre.example', 'unresolved'],
  ['autrecentre.example', 'external'],
  ['[192.0.2.1]', 'external'],
  ['localhost', 'external'],
  ['', 'unresolved'],
  ['a b.example', 'unresolved'],
  ['gmail.com/reseau.example', 'unresolved'],
  ['reseau.example#gmail.com', 'unresolved'],
  ['%67mail.com', 'unresolved'],
])('the domain %j is %s', (domain, expected) => {
  expect(classOfDomain(domain, LISTS)).toBe(expected);
});

test('what is no domain of the organization is never internal, however it is written', () => {
  const allowed = /^(reseau\.example|reseau\.(mail\.)?onmicrosoft\.com|(.+\.)?hopital\.example)$/;
  const parts = fc.constantFrom(
    'reseau',
    'hopital',
    'example',
    'mail',
    'onmicrosoft',
    'com',
    '.',
    '..',
    '-',
    'É',
    '@',
    '/',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (written) => {
      const domain = written.join('');
      const isOwn = allowed.test(asciiDomain(domain) ?? '');
      return isOwn || classOfDomain(domain, LISTS) !== 'internal';
    }),
  );
});

test('the kept list of webmail says where it comes from', () => {
  expect(WEBMAIL_LIST.package).toBe('email-providers');
  expect(WEBMAIL_LIST.version).toMatch(/^\d+\.\d+\.\d+$/);
});
