import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';

const assessTiny = assessTinyOf('mfa-status');

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  };
}

function registration(
  name: string,
  isMfaRegistered: boolean,
  isMfaCapable: boolean,
  isAdmin?: boolean,
): object {
  return { accountId: `id-${name}`, isMfaRegistered, isMfaCapable, isAdmin: isAdmin ?? null };
}

test('an account that cannot answer is non-compliant, whether unregistered or not allowed; an absent one is undetermined', async () => {
  const { findings, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a-capable'),
        account('b-not-registered', { jobTitle: 'Médecin' }),
        account('c-not-allowed'),
        account('d-absent'),
        account('e-admin-without'),
        account('f-admin-with'),
        account('g-disabled-admin', { accountEnabled: false }),
      ],
      'mfa-registrations': [
        registration('a-capable', true, true, false),
        registration('b-not-registered', false, false),
        registration('c-not-allowed', true, false, false),
        registration('e-admin-without', false, false, true),
        registration('f-admin-with', true, true, true),
        registration('g-disabled-admin', false, false, true),
      ],
    },
  });
  const columns = ['userPrincipalName', 'verdict', 'registered', 'capable', 'reason', 'isAdmin'];
  const row = (
    userPrincipalName: string,
    verdict: string,
    registered: boolean | null,
    capable: boolean | null,
    reason: string | null,
    isAdmin: boolean | null,
  ): object => ({ userPrincipalName, verdict, registered, capable, reason, isAdmin });
  expect(await findings('mfa-status', columns)).toEqual([
    row('b-not-registered', 'non-compliant', false, false, 'not-registered', null),
    row('c-not-allowed', 'non-compliant', true, false, 'registered-not-allowed', false),
    row('e-admin-without', 'non-compliant', false, false, 'not-registered', true),
    row('d-absent', 'undetermined', null, null, null, null),
  ]);
  expect(await findings('mfa-status', columns, 'others')).toEqual([
    row('a-capable', 'compliant', true, true, null, false),
    row('f-admin-with', 'compliant', true, true, null, true),
    row('g-disabled-admin', 'not-applicable', false, false, 'not-registered', true),
  ]);
  expect(indicator('mfa-status')).toMatchObject({
    population: 6,
    examined: 5,
    count: 3,
    undetermined: 1,
    physicians: { population: 1, examined: 1, count: 1, undetermined: 0 },
    facts: { registered: 3, capable: 2, adminsWithoutMfa: 1 },
  });
});

test('without Entra ID P1 the check is not assessable, and the licence is named', async () => {
  const { indicator, situation } = await assessTiny({
    tables: { accounts: [account('a')] },
    sources: {
      'mfa-registrations': { outcome: 'refused', reason: 'licence', needs: 'Microsoft Entra ID P1' },
    },
  });
  expect(indicator('mfa-status')).toMatchObject({
    lowerBound: true,
    population: 1,
    examined: 0,
    count: 0,
    undetermined: 1,
    facts: {},
  });
  expect(situation.gaps.find(({ source }) => source === 'mfa-registrations')).toMatchObject({
    reason: 'licence',
    accounts: 1,
    remedy: 'Il faut Microsoft Entra ID P1 dans l’organisation; collecter de nouveau ensuite.',
  });
});

test('each account is told by its strongest method; what is not known is no strong one', async () => {
  const methods: Readonly<Record<string, readonly string[] | null>> = {
    a: ['mobilePhone', 'passKeyDeviceBoundAuthenticator', 'email'],
    b: ['mobilePhone', 'softwareOneTimePasscode'],
    c: ['officePhone', 'securityQuestion'],
    d: ['email', 'securityQuestion', 'temporaryAccessPass'],
    e: ['futureMethod', 'email'],
    f: [],
    g: null,
  };
  const names = Object.keys(methods);
  const { findings, indicator } = await assessTiny({
    tables: {
      accounts: names.map((name) => account(name)),
      'mfa-registrations': names.map((name) => ({
        accountId: `id-${name}`,
        isMfaCapable: false,
        isPasswordlessCapable: name === 'a',
        methods: methods[name],
      })),
    },
  });
  const told = await findings('mfa-status', ['userPrincipalName', 'strongestMethod']);
  expect(told).toEqual([
    { userPrincipalName: 'a', strongestMethod: 'phishing-resistant' },
    { userPrincipalName: 'b', strongestMethod: 'app' },
    { userPrincipalName: 'c', strongestMethod: 'phone' },
    { userPrincipalName: 'd', strongestMethod: 'none' },
    { userPrincipalName: 'e', strongestMethod: 'other' },
    { userPrincipalName: 'f', strongestMethod: 'none' },
    { userPrincipalName: 'g', strongestMethod: null },
  ]);
  expect(indicator('mfa-status').facts).toMatchObject({
    byStrongestMethod: { 'phishing-resistant': 1, app: 1, phone: 1, other: 1, none: 2 },
    unknownMethods: { futureMethod: 1 },
    passwordless: 1,
  });
});

test('an administrator without MFA is one that registration or an active role says is one, and not an eligible one', async () => {
  const role = (name: string, assignment: string): object => ({
    principalId: `id-${name}`,
    roleId: 'r',
    roleName: 'Rôle',
    scope: '/',
    assignment,
  });
  const { indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b'), account('c')],
      'mfa-registrations': [
        registration('a', false, false, true),
        registration('b', false, false),
        registration('c', false, false),
      ],
      'role-assignments': [role('b', 'active'), role('c', 'eligible')],
    },
  });
  expect(indicator('mfa-status').facts.adminsWithoutMfa).toBe(2);
});
