import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutPeople } from './without-people.ts';

test.each([
  ['a mail address', 'Mailbox of alix.roy@sante.example is gone', 'Mailbox of «address» is gone'],
  ['an encoded one', 'GET /users/alix.roy%40sante.example', 'GET /users/alix.roy%40sante.example'],
  ['an id', 'User b7c10001-2f6e-4c1a-9d3b-5e8f0a6c0001 not found', 'User «id» not found'],
  ['an id without dashes', 'object b7c100012f6e4c1a9d3b5e8f0a6c0001', 'object «id»'],
  ['a security identifier', 'owner S-1-5-21-3623811015-3361044348-30300820-1013', 'owner «id»'],
  ['a distinguished name', 'at CN=Alix Roy,OU=Cliniques,DC=sante: no', 'at «name»,«name»,«name»'],
  ['an address of the network', 'from 203.0.113.7, not allowed', 'from «address», not allowed'],
  [
    'a quoted name beside an apostrophe',
    "The operation couldn't be performed because object 'Alix Roy' couldn't be found on 'DC01'.",
    "The operation couldn't be performed because object '…' couldn't be found on '…'.",
  ],
  ['a name with an apostrophe', "object 'Maude O'Neil' is none", "object '…' is none"],
  ['a quote that nothing closes', "object 'Alix Roy is none", "object '…'"],
  ['French quotes', 'l’objet «Alix Roy» est inconnu', 'l’objet «…» est inconnu'],
  [
    'a cmdlet, which names nobody',
    "The term 'Get-Mailbox' is not recognized",
    "The term 'Get-Mailbox' is not recognized",
  ],
  [
    'a property, which names nobody',
    'no property "signInActivity" here',
    'no property "signInActivity" here',
  ],
  ['several lines', 'one\r\ntwo\u2028three', 'one two three'],
])('%s does not come through, or comes as it is', (_what, text, told) => {
  expect(withoutPeople(text)).toBe(told.includes('%40') ? 'GET «address»' : told);
});

test('a long text is cut, and no half of an address is left at its end', () => {
  const long = withoutPeople(`${'word '.repeat(55)}alix.roy@sante.example ${'word '.repeat(80)}`);
  expect(long).toHaveLength(300);
  expect(long.endsWith('…')).toBe(true);
  const cut = withoutPeople(`${'x '.repeat(994)}alix.roy.of.the.clinic@sante.example`);
  expect(cut).not.toContain('alix');
});

test('whatever the text, no address and no id is left, and it is short', () => {
  const secret = fc.constantFrom(
    'alix.roy@sante.example',
    'b7c10001-2f6e-4c1a-9d3b-5e8f0a6c0001',
    'maude_oneil%40sante.example',
  );
  const piece = fc.oneof(secret, fc.constantFrom(' ', "'", '"', ',', '\n', '«', 'l’', '|'), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const told = withoutPeople(pieces.join(' '));
      expect(told).not.toMatch(/alix\.roy@|b7c10001-2f6e|maude_oneil%40/);
      expect(told.length).toBeLessThanOrEqual(300);
    }),
  );
});

test.each([
  ['quotes that nothing closes', "'a "],
  ['apostrophes', "a'b"],
  ['at signs', '@'],
  ['letters', 'a'],
  ['percent signs', '%2f%2f:'],
  ['distinguished names', 'CN='],
])('a text of a million %s takes no time', (_what, piece) => {
  const startedAt = performance.now();
  withoutPeople(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - startedAt).toBeLessThan(500);
});
