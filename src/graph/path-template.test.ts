import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathTemplate } from './path-template.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test.each([
  ['/users?$select=id,userPrincipalName&$top=999', '/users?$select&$top'],
  [
    `/users/${ID}/mailFolders/inbox/messageRules?$skiptoken=abc`,
    '/users/{id}/mailFolders/inbox/messageRules?$skiptoken',
  ],
  ['/users/jean/mailboxSettings', '/users/{id}/mailboxSettings'],
  ['/users/jean.tremblay%40chum.example/mailboxSettings', '/users/{id}/mailboxSettings'],
  ['/users/$count', '/users/$count'],
  ['/groups/telefax/transitiveMembers', '/groups/{id}/transitiveMembers'],
  ["/groups?$filter=displayName eq 'Téléfax'&$select=id", '/groups?$filter&$select'],
  ["/reports/getOffice365ActiveUserDetail(period='D180')", '/reports/getOffice365ActiveUserDetail(period)'],
  ["/reports/f(user='jean@chum.example','jean')", '/reports/f(user,{value})'],
  [
    '/policies/identitySecurityDefaultsEnforcementPolicy',
    '/policies/identitySecurityDefaultsEnforcementPolicy',
  ],
  [
    `/identityGovernance/termsOfUse/agreements/${ID}/acceptances`,
    '/identityGovernance/termsOfUse/agreements/{id}/acceptances',
  ],
  ['/%E9tat?jean.tremblay=1', '/{id}?{name}'],
])('the path of %s is told as %s', (path, told) => {
  expect(pathTemplate(`${GRAPH}${path}`)).toBe(`/v1.0${told}`);
});

test('the directory in an address of Exchange Online is left out', () => {
  expect(pathTemplate(`https://outlook.office365.com/adminapi/v2.0/${ID}/Mailbox?$select=Name`)).toBe(
    '/adminapi/v2.0/{id}/Mailbox?$select',
  );
});

test('an address that is none tells nothing', () => {
  expect(pathTemplate('jean.tremblay@chum.example')).toBe('/{id}');
});

test('whatever stands for a user, a group or a value is never told', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.constantFrom('users', 'groups', 'agreements'),
      (secret, collection) => {
        const one = encodeURIComponent(`jean ${secret}`);
        const told = pathTemplate(`${GRAPH}/${collection}/${one}/members?$filter=${one}`);
        expect(told).toBe(`/v1.0/${collection}/{id}/members?$filter`);
      },
    ),
  );
});
