import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import type { TinySnapshot } from '../../testing/tiny-snapshot.ts';
import { policyRow } from '../../testing/policy-row.ts';

const assessTiny = assessTinyOf('admin-mfa');

function account(name: string, more: object = {}): object {
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
  isMfaCapable: boolean,
  methods: readonly string[],
  isAdmin = false,
): object {
  return { accountId: `id-${name}`, isMfaRegistered: true, isMfaCapable, isAdmin, methods };
}

function role(principalId: string, roleName: string, assignment = 'active', scope = '/'): object {
  return { principalId, roleId: `role-${roleName}`, roleName, scope, assignment };
}

const OFF = { kind: 'security-defaults', policyId: 'd', name: 'Security Defaults', state: 'disabled' };
const ON = { ...OFF, state: 'enabled' };

const FOR_ACTIVE_LECTEURS = policyRow('Administrateurs', {
  conditions: {
    users: { includeRoles: ['role-Lecteur'], includeUsers: ['id-c-not-capable', 'id-f-absent'] },
  },
});

test('administrators, direct, through a group or eligible, are judged on what they can answer and what is demanded', async () => {
  const { findings, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a-direct'),
        account('b-by-group'),
        account('c-not-capable'),
        account('d-eligible'),
        account('e-disabled', { accountEnabled: false }),
        account('f-absent'),
        account('g-guest', { userType: 'Guest' }),
        account('h-no-role'),
      ],
      'mfa-policies': [OFF, FOR_ACTIVE_LECTEURS],
      'role-assignments': [
        role('id-a-direct', 'Lecteur'),
        role('id-a-direct', 'Aide', 'eligible'),
        role('g1', 'Lecteur'),
        role('id-c-not-capable', 'Aide', 'active', '/administrativeUnits/1'),
        role('id-d-eligible', 'Lecteur', 'eligible'),
        role('id-e-disabled', 'Lecteur'),
        role('id-f-absent', 'Lecteur'),
        role('id-g-guest', 'Lecteur'),
        role('an-application', 'Lecteur'),
      ],
      'group-members': [{ groupRef: 'g1', groupId: 'g1', accountId: 'id-b-by-group' }],
      'per-user-mfa': [{ accountId: 'id-d-eligible', state: 'disabled' }],
      'mfa-registrations': [
        registration('a-direct', true, ['mobilePhone', 'fido2']),
        registration('b-by-group', true, ['softwareOneTimePasscode']),
        registration('c-not-capable', false, ['mobilePhone']),
        registration('d-eligible', true, ['microsoftAuthenticatorPush']),
        registration('g-guest', false, []),
        registration('h-no-role', false, [], true),
      ],
    },
  });
  const columns = [
    'userPrincipalName',
    'verdict',
    'roles',
    'assignment',
    'capable',
    'strongestMethod',
    'enforcement',
    'reason',
  ];
  expect(await findings('admin-mfa', columns)).toEqual([
    {
      userPrincipalName: 'c-not-capable',
      verdict: 'non-compliant',
      roles: 'Aide',
      assignment: 'active',
      capable: false,
      strongestMethod: 'phone',
      enforcement: 'policy',
      reason: null,
    },
    {
      userPrincipalName: 'd-eligible',
      verdict: 'non-compliant',
      roles: 'Lecteur',
      assignment: 'eligible',
      capable: true,
      strongestMethod: 'app',
      enforcement: 'none',
      reason: 'role-not-active',
    },
    {
      userPrincipalName: 'f-absent',
      verdict: 'undetermined',
      roles: 'Lecteur',
      assignment: 'active',
      capable: null,
      strongestMethod: null,
      enforcement: 'policy',
      reason: null,
    },
    // What a guest is registered for is in its own organisation.
    {
      userPrincipalName: 'g-guest',
      verdict: 'undetermined',
      roles: 'Lecteur',
      assignment: 'active',
      capable: false,
      strongestMethod: 'none',
      enforcement: 'policy',
      reason: null,
    },
  ]);
  expect(await findings('admin-mfa', ['userPrincipalName', 'verdict', 'roles'], 'others')).toMatchObject([
    { userPrincipalName: 'a-direct', verdict: 'compliant', roles: 'Aide, Lecteur' },
    { userPrincipalName: 'b-by-group', verdict: 'compliant', roles: 'Lecteur' },
    { userPrincipalName: 'e-disabled', verdict: 'not-applicable' },
    { userPrincipalName: 'h-no-role', verdict: 'not-applicable' },
  ]);
  expect(indicator('admin-mfa')).toMatchObject({
    lowerBound: false,
    population: 6,
    examined: 4,
    count: 2,
    undetermined: 2,
    facts: { active: 5, eligibleOnly: 1, notCapable: 1, notEnforced: 1, guests: 1, phishingResistant: 1 },
  });
});

test('where role assignments were refused, those that registration calls administrators are a lower bound', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b')],
      'mfa-policies': [ON],
      'mfa-registrations': [registration('a', false, [], true), registration('b', false, [])],
    },
    sources: { 'role-assignments': { outcome: 'refused', reason: 'permission' } },
  });
  expect(await verdicts('admin-mfa')).toEqual({ a: 'non-compliant', b: 'not-applicable' });
  expect(indicator('admin-mfa')).toMatchObject({
    lowerBound: true,
    count: 1,
    facts: { notCapable: 1, notEnforced: 0 },
  });
  expect(indicator('admin-mfa').facts).not.toHaveProperty('active');
});

test('an administrator of whom nobody knows whether MFA is demanded is undetermined', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [account('a')],
      'role-assignments': [role('id-a', 'Lecteur')],
      'mfa-registrations': [registration('a', true, ['fido2'])],
    },
  });
  expect(await verdicts('admin-mfa')).toEqual({ a: 'undetermined' });
});

test('where policies were refused, administrators who cannot answer are at least so many', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b'), account('c')],
      'mfa-policies': [OFF],
      'role-assignments': ['a', 'b', 'c'].map((name) => role(`id-${name}`, 'Lecteur')),
      'group-members': [],
      'mfa-registrations': [
        registration('a', false, []),
        registration('b', true, ['fido2']),
        registration('c', true, ['fido2']),
      ],
      'per-user-mfa': [
        { accountId: 'id-b', state: 'enforced' },
        { accountId: 'id-c', state: 'disabled' },
      ],
    },
    sources: {
      'mfa-policies': {
        ...{ outcome: 'partial', reason: 'permission' },
        misses: [{ part: 'conditional-access', ...REFUSED }],
      },
    },
  });
  expect(await verdicts('admin-mfa')).toEqual({ a: 'non-compliant', b: 'compliant', c: 'undetermined' });
  expect(indicator('admin-mfa')).toMatchObject({ lowerBound: true, examined: 2, count: 1, undetermined: 1 });
});

const REFUSED = { reason: 'permission', detail: '403' } as const;

test.each<[string, TinySnapshot['sources'] & object, boolean]>([
  [
    'eligible roles',
    { 'role-assignments': { misses: [{ part: 'eligible-assignments', ...REFUSED }] } },
    false,
  ],
  [
    'a group that holds a role',
    { 'group-members': { misses: [{ part: 'group', subject: 'g1', ...REFUSED }] } },
    true,
  ],
])(
  'where %s could not be read, there may be more administrators than those found',
  async (_, sources, eligible) => {
    const { indicator, situation } = await assessTiny({
      tables: {
        accounts: [account('a')],
        'mfa-policies': [ON],
        'role-assignments': [role('id-a', 'Lecteur'), role('g1', 'Lecteur')],
        'mfa-registrations': [registration('a', false, [])],
        'mailbox-usage': [{ userPrincipalName: 'a', isDeleted: false, recipientType: 'User' }],
      },
      sources,
    });
    const { lowerBound, populationBound, facts } = indicator('admin-mfa');
    expect({ lowerBound, populationBound, eligibleOnly: facts.eligibleOnly }).toEqual({
      lowerBound: true,
      populationBound: 'at-least',
      eligibleOnly: eligible ? 0 : undefined,
    });
    expect(situation.administrators).toEqual([
      {
        ...{ role: 'Lecteur', active: 1, notCapable: 1, notEnforced: 0, lowerBound: true },
        ...(eligible ? { eligible: 0 } : {}),
        lowerBounds: ['active', ...(eligible ? ['eligible'] : []), 'notCapable', 'notEnforced'],
      },
    ]);
  },
);

test('a guest who administers, of whom nothing demands MFA, is non-compliant', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [account('a', { userType: 'Guest' }), account('b', { userType: 'Guest' })],
      'mfa-policies': [OFF],
      'role-assignments': [role('id-a', 'Lecteur')],
      'group-members': [],
      'mfa-registrations': [],
      'per-user-mfa': [{ accountId: 'id-a', state: 'disabled' }],
    },
  });
  expect(await verdicts('admin-mfa')).toEqual({ a: 'non-compliant', b: 'not-applicable' });
});

test('an administrator whose methods are not known makes a lower bound of those alone', async () => {
  const { situation } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b')],
      'mfa-policies': [OFF],
      'role-assignments': [role('id-a', 'Lecteur'), role('id-b', 'Lecteur')],
      'group-members': [],
      'mfa-registrations': [registration('a', true, ['fido2'])],
      'per-user-mfa': [
        { accountId: 'id-a', state: 'disabled' },
        { accountId: 'id-b', state: 'disabled' },
      ],
    },
  });
  expect(situation.administrators).toEqual([
    {
      ...{ role: 'Lecteur', active: 2, eligible: 0, notCapable: 0, notEnforced: 2 },
      ...{ lowerBound: true, lowerBounds: ['notCapable'] },
    },
  ]);
});
