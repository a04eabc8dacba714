import { expect, test } from 'vitest';
import { joined } from '../../i18n/text.ts';
import { constats } from '../../renderers/constats.ts';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { policyRow } from '../../testing/policy-row.ts';
import type { Rows, TinySnapshot } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('mfa-enforcement');

function account(name: string, more: object = {}): object {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  };
}

function disabled(...names: string[]): Rows {
  return names.map((name) => ({ accountId: `id-${name}`, state: 'disabled' }));
}

interface Parts {
  readonly users: object;
  readonly conditions?: object;
  readonly state?: string;
  readonly controls?: readonly string[];
}

function policy(
  name: string,
  { users, conditions = {}, state = 'enabled', controls = ['mfa'] }: Parts,
): object {
  return policyRow(name, {
    state,
    conditions: { ...conditions, users },
    grantControls: { builtInControls: controls },
  });
}

const OFF = { kind: 'security-defaults', policyId: 'd', name: 'Security Defaults', state: 'disabled' };
const ON = { ...OFF, state: 'enabled' };
const COLUMNS = ['userPrincipalName', 'verdict', 'enforcement', 'enforcedBy', 'reason', 'reasonPolicies'];

function row(
  userPrincipalName: string,
  verdict: string,
  enforcement: string | null,
  told: { by?: string; reason?: string; policies?: string } = {},
): object {
  const { by = null, reason = null, policies = null } = told;
  return { userPrincipalName, verdict, enforcement, enforcedBy: by, reason, reasonPolicies: policies };
}

const SERVICE = {
  categories: [
    {
      id: 'service',
      physician: false,
      service: true,
      label: { fr: 'Services', en: 'Services' },
      when: { userPrincipalName: '^svc-' },
    },
    { id: 'physician', physician: true, label: { fr: 'M', en: 'P' }, when: { jobTitle: 'médecin' } },
  ],
};

const POLICIES: Rows = [
  OFF,
  policy('Groupe', { users: { includeGroups: ['g1'], excludeUsers: ['id-b-excluded'] } }),
  policy('Risque', { users: { includeUsers: ['All'] }, conditions: { signInRiskLevels: ['high'] } }),
  policy('Essai', {
    users: { includeUsers: ['id-d-report-only'] },
    state: 'enabledForReportingButNotEnforced',
  }),
  policy('Bloc', { users: { includeUsers: ['id-e-blocked'] }, controls: ['block'] }),
];

function member(name: string, groupId = 'g1'): object {
  return { groupRef: groupId, groupId, accountId: `id-${name}` };
}

test('each account has the policy that covers it, or why none does; services, guests and the disabled stand apart', async () => {
  const { findings, indicator } = await assessTiny(
    {
      tables: {
        accounts: [
          account('a-covered'),
          account('b-excluded', { jobTitle: 'Médecin' }),
          account('c-conditional'),
          account('d-report-only'),
          account('e-blocked'),
          account('f-disabled', { accountEnabled: false }),
          account('g-guest', { userType: 'Guest' }),
          account('svc-h'),
        ],
        'mfa-policies': POLICIES,
        'group-members': [member('a-covered'), member('b-excluded')],
        'role-assignments': [],
        'per-user-mfa': disabled('b-excluded', 'c-conditional', 'd-report-only', 'g-guest', 'svc-h'),
      },
    },
    SERVICE,
  );
  expect(await findings('mfa-enforcement', COLUMNS)).toEqual([
    row('b-excluded', 'non-compliant', 'none', { reason: 'excluded', policies: 'Groupe' }),
    row('c-conditional', 'non-compliant', 'none', {
      reason: 'only-under-conditions',
      policies: 'Risque (sign-in-risk)',
    }),
    row('d-report-only', 'non-compliant', 'none', { reason: 'report-only', policies: 'Essai' }),
  ]);
  const others = await findings('mfa-enforcement', COLUMNS.slice(0, 4), 'others');
  expect(others).toMatchObject([
    { userPrincipalName: 'a-covered', verdict: 'compliant', enforcement: 'policy', enforcedBy: 'Groupe' },
    { userPrincipalName: 'e-blocked', verdict: 'compliant', enforcement: 'blocked', enforcedBy: 'Bloc' },
    { userPrincipalName: 'f-disabled', verdict: 'not-applicable' },
    { userPrincipalName: 'g-guest', verdict: 'not-applicable' },
    { userPrincipalName: 'svc-h', verdict: 'not-applicable' },
  ]);
  expect(indicator('mfa-enforcement')).toMatchObject({
    lowerBound: false,
    population: 5,
    examined: 5,
    count: 3,
    undetermined: 0,
    physicians: { population: 1, count: 1 },
    facts: {
      byBasis: { policy: 1, 'security-defaults': 0, blocked: 1 },
      conditionalOnly: 3,
      reportOnly: 1,
      excluded: 1,
      serviceAccounts: 1,
      guests: 1,
    },
  });
});

test('what depends on a group that could not be read is undetermined, and the rest is not', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b')],
      'mfa-policies': [
        OFF,
        policy('Groupe', { users: { includeGroups: ['g1'] } }),
        policy('Nommé', { users: { includeUsers: ['id-b'] } }),
      ],
      'group-members': [],
    },
    sources: {
      'group-members': {
        outcome: 'partial',
        reason: 'permission',
        misses: [{ part: 'group', subject: 'g1', reason: 'permission', detail: '403' }],
      },
    },
  });
  expect(await verdicts('mfa-enforcement')).toEqual({ a: 'undetermined', b: 'compliant' });
});

/** Of what demands MFA, this part alone was refused. */
function without(part: 'conditional-access' | 'security-defaults'): TinySnapshot['sources'] & object {
  const misses = [{ part, reason: 'permission' as const, detail: '403' }];
  return { 'mfa-policies': { outcome: 'partial', reason: 'permission', misses } };
}

test('where policies were refused nobody can be found without MFA: not assessable, and whom per-user MFA covers is a fact', async () => {
  const { verdicts, indicator, situation } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b'), account('c', { jobTitle: 'Médecin' })],
      'mfa-policies': [OFF],
      'per-user-mfa': [{ accountId: 'id-a', state: 'enforced' }, ...disabled('b', 'c')],
      'role-assignments': [],
      'group-members': [],
    },
    sources: without('conditional-access'),
  });
  expect(await verdicts('mfa-enforcement')).toEqual({
    a: 'undetermined',
    b: 'undetermined',
    c: 'undetermined',
  });
  expect(indicator('mfa-enforcement')).toMatchObject({
    ...{ lowerBound: true, missing: ['mfa-policies'] },
    ...{ population: 3, examined: 0, count: 0, undetermined: 3 },
    facts: { byBasis: { 'security-defaults': 0, 'per-user': 1 } },
  });
  expect(constats(situation, 'fr').map(({ text }) => joined(text).replaceAll('\u00a0', ' '))).toEqual([
    'Non évaluable : Authentification multifacteur non exigée (source manquante : stratégies d’accès conditionnel)',
  ]);
});

test('where policies were refused, security defaults that are on settle everyone', async () => {
  const on = await assessTiny({
    tables: { accounts: [account('a')], 'mfa-policies': [ON] },
    sources: without('conditional-access'),
  });
  expect(await on.verdicts('mfa-enforcement')).toEqual({ a: 'compliant' });
  expect(on.indicator('mfa-enforcement')).toMatchObject({
    ...{ lowerBound: false, examined: 1, count: 0, undetermined: 0 },
    facts: { byBasis: { 'security-defaults': 1 } },
  });
  expect(on.indicator('mfa-enforcement')).not.toHaveProperty('missing');
});

test('no policy in force, and no answer about the security defaults, which may then be on: not assessable', async () => {
  const { indicator } = await assessTiny({
    tables: {
      accounts: [account('a')],
      'mfa-policies': [
        policy('Essai', { users: { includeUsers: ['All'] }, state: 'enabledForReportingButNotEnforced' }),
      ],
      'per-user-mfa': disabled('a'),
    },
    sources: without('security-defaults'),
  });
  expect(indicator('mfa-enforcement')).toMatchObject({
    ...{ missing: ['mfa-policies'], examined: 0, undetermined: 1 },
    facts: { byBasis: { policy: 0, blocked: 0, 'per-user': 0 } },
  });
  expect(indicator('mfa-enforcement').facts.byBasis).not.toHaveProperty('security-defaults');
});

test('policies and security defaults refused: not assessable, and no fact of 0', async () => {
  const { indicator } = await assessTiny({
    tables: { accounts: [account('a')] },
    sources: { 'mfa-policies': { outcome: 'refused', reason: 'permission', needs: 'Policy.Read.All' } },
  });
  expect(indicator('mfa-enforcement')).toMatchObject({
    population: 1,
    examined: 0,
    undetermined: 1,
    missing: ['mfa-policies'],
  });
  expect(Object.values(indicator('mfa-enforcement').facts.byBasis ?? {})).not.toContain(0);
});

test('per-user MFA that is enforced settles what no policy covers; enabled does not', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b'), account('c')],
      'mfa-policies': [OFF],
      'per-user-mfa': [
        { accountId: 'id-a', state: 'enforced' },
        { accountId: 'id-b', state: 'enabled' },
      ],
    },
  });
  expect(await verdicts('mfa-enforcement')).toEqual({
    a: 'compliant',
    b: 'non-compliant',
    c: 'undetermined',
  });
  expect(indicator('mfa-enforcement').facts.byBasis).toMatchObject({ 'per-user': 1 });
});

test.each([
  [false, { lowerBound: false, populationBound: 'approximate', serviceAccounts: undefined }],
  [true, { lowerBound: false, populationBound: 'exact', serviceAccounts: 1 }],
])(
  'where the group that makes a category of services was read (%s), its accounts are apart; else nothing is exact',
  async (isRead, known) => {
    const miss = {
      part: 'group' as const,
      subject: 'GRP-SVC',
      reason: 'permission' as const,
      detail: '403',
    };
    const { indicator } = await assessTiny(
      {
        manifest: { groups: ['GRP-SVC'] },
        tables: {
          accounts: [account('a'), account('svc')],
          'mfa-policies': [OFF],
          'role-assignments': [],
          'per-user-mfa': disabled('a', 'svc'),
          'mailbox-usage': ['a', 'svc'].map((name) => ({ userPrincipalName: name, recipientType: 'User' })),
          'group-members': isRead ? [{ groupRef: 'GRP-SVC', groupId: 'g', accountId: 'id-svc' }] : [],
        },
        ...(isRead
          ? {}
          : { sources: { 'group-members': { outcome: 'partial', reason: 'permission', misses: [miss] } } }),
      },
      {
        categories: SERVICE.categories.map((one) =>
          one.id === 'service' ? { ...one, when: { group: 'GRP-SVC' } } : one,
        ),
      },
    );
    const { lowerBound, populationBound, facts } = indicator('mfa-enforcement');
    expect({ lowerBound, populationBound, serviceAccounts: facts.serviceAccounts }).toEqual(known);
  },
);

test('who is covered by nothing that was asked is undetermined, and how many is a gap of the source that was not', async () => {
  const { verdicts, situation, indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b')],
      'mfa-policies': [OFF, policy('Nommé', { users: { includeUsers: ['id-b'] } })],
      'role-assignments': [],
      'group-members': [],
    },
    sources: { 'per-user-mfa': { outcome: 'skipped' } },
  });
  expect(await verdicts('mfa-enforcement')).toEqual({ a: 'undetermined', b: 'compliant' });
  expect(indicator('mfa-enforcement')).toMatchObject({ examined: 1, count: 0, undetermined: 1 });
  expect(situation.gaps.find(({ source }) => source === 'per-user-mfa')).toMatchObject({
    reason: 'not-read',
    accounts: 1,
    remedy: 'Collecter de nouveau avec «\u00a0perUserMfa: bulk\u00a0» dans vigie.config.yaml.',
  });
});

test('Office 365 is enough of whoever administers nothing; of an administrator, all applications are', async () => {
  const office = { applications: { includeApplications: ['Office365'] } };
  const { findings } = await assessTiny({
    tables: {
      accounts: [account('a-admin-office'), account('b-admin-all'), account('c-office')],
      'mfa-policies': [
        OFF,
        policy('Office', {
          users: { includeUsers: ['id-a-admin-office', 'id-c-office'] },
          conditions: office,
        }),
        policy('Tout', { users: { includeUsers: ['id-b-admin-all'] } }),
      ],
      'role-assignments': ['a-admin-office', 'b-admin-all'].map((name) => ({
        principalId: `id-${name}`,
        roleId: 'r',
        roleName: 'Rôle',
        scope: '/',
        assignment: 'active',
      })),
      'group-members': [],
      'per-user-mfa': disabled('a-admin-office', 'b-admin-all', 'c-office'),
    },
  });
  expect(await findings('mfa-enforcement', COLUMNS)).toEqual([
    row('a-admin-office', 'non-compliant', 'none', { reason: 'not-all-applications', policies: 'Office' }),
  ]);
  expect(await findings('mfa-enforcement', COLUMNS.slice(0, 4), 'others')).toMatchObject([
    { userPrincipalName: 'b-admin-all', verdict: 'compliant', enforcedBy: 'Tout' },
    { userPrincipalName: 'c-office', verdict: 'compliant', enforcedBy: 'Office' },
  ]);
});

test('the accounts of directory synchronisation and of provisioning packages are named and apart', async () => {
  const sync = 'Sync_SRV01_0a1b2c3d4e5f@reseau.example';
  const pack = 'package_0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d@reseau.example';
  const { findings, indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account(pack), account(sync), account('package_of_bandages@reseau.example')],
      'mfa-policies': [ON],
      'role-assignments': [],
      'group-members': [],
    },
  });
  const told = await findings(
    'mfa-enforcement',
    ['userPrincipalName', 'verdict', 'specialAccount'],
    'others',
  );
  expect(told).toEqual([
    { userPrincipalName: sync, verdict: 'not-applicable', specialAccount: 'synchronisation' },
    { userPrincipalName: 'a', verdict: 'compliant', specialAccount: null },
    { userPrincipalName: pack, verdict: 'not-applicable', specialAccount: 'package' },
    { userPrincipalName: 'package_of_bandages@reseau.example', verdict: 'compliant', specialAccount: null },
  ]);
  expect(indicator('mfa-enforcement')).toMatchObject({ population: 2, facts: { specialAccounts: 2 } });
});
