import { expect, test } from 'vitest';
import { remoteDomainOf, type RemoteDomain } from './remote-domains.ts';

function remote(name: string, domain: string, withSubdomains: boolean): RemoteDomain {
  return { name, domain, withSubdomains, autoForwardEnabled: true };
}

const REMOTES = [
  remote('Default', '*', true),
  remote('Below', 'partenaire.example', true),
  remote('Exact', 'partenaire.example', false),
  remote('Deeper', 'labo.partenaire.example', true),
];

test.each([
  ['partenaire.example', 'Exact'],
  ['sous.partenaire.example', 'Below'],
  ['labo.partenaire.example', 'Deeper'],
  ['a.labo.partenaire.example', 'Deeper'],
  ['fauxpartenaire.example', 'Default'],
  ['gmail.com', 'Default'],
])('the remote domain of %s is %s', (domain, name) => {
  expect(remoteDomainOf(domain, REMOTES)?.name).toBe(name);
});

test('without a default one, a domain that none covers has none', () => {
  expect(remoteDomainOf('gmail.com', REMOTES.slice(1))).toBe(undefined);
});
