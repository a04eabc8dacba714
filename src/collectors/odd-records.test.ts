import { afterEach, expect, test } from 'vitest';
import type { SourceId } from '../snapshot/tables.ts';
import { collecting, type Collecting } from '../testing/collecting.ts';
import type { Scripted } from '../testing/scripted-client.ts';
import { COLLECTORS } from './catalogue.ts';
import { PartlyCollected } from './collector.ts';
import { GraphFailure } from '../graph/graph-failure.ts';

/** Items of a page that are no records, one of them with an id that would lead elsewhere in an address. */
const ODD = [null, 5, 'x', [], { id: {} }, { id: '../a?b' }, { id: 'a\nb' }];

const GROUP = '9c6f4d8b-0001-4a7e-9c54-000000000001';
const AGREEMENTS = '/v1.0/identityGovernance/termsOfUse/agreements';

/** One good record of each source, at its path. */
const GOOD: Readonly<Record<string, object>> = {
  '/v1.0/users': {
    ...{
      id: 'anne',
      accountEnabled: true,
      perUserMfaState: 'enforced',
      assignedPlans: [],
      assignedLicenses: [],
    },
    signInActivity: { lastSuccessfulSignInDateTime: '2020-10-01T00:00:00Z' },
  },
  '/v1.0/reports/authenticationMethods/userRegistrationDetails': { id: 'anne', isMfaCapable: true },
  '/v1.0/identity/conditionalAccess/policies': { id: 'p', displayName: 'AMF', state: 'enabled' },
  '/v1.0/roleManagement/directory/roleDefinitions': { id: 'r', displayName: 'Global Administrator' },
  '/v1.0/roleManagement/directory/roleAssignments': { principalId: 'anne', roleDefinitionId: 'r' },
  [AGREEMENTS]: { id: 'charte', displayName: 'Charte' },
  [`${AGREEMENTS}/charte/acceptances`]: { userId: 'anne', state: 'accepted' },
  [`/v1.0/groups/${GROUP}/transitiveMembers`]: { id: 'anne', '@odata.type': '#microsoft.graph.user' },
};

function farSide({ url }: { url: string }): Scripted {
  const { pathname } = new URL(url);
  if (pathname === '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy')
    return { json: { id: 'd', isEnabled: false } };
  const good = GOOD[pathname];
  return { json: { value: good === undefined ? [] : [...ODD, good] } };
}

const MAILBOX = {
  ExternalDirectoryObjectId: 'anne',
  ...{ UserPrincipalName: 'anne@sante.example', PrimarySmtpAddress: 'anne@sante.example' },
  ...{ RecipientTypeDetails: 'UserMailbox', ForwardingAddress: null, ForwardingSmtpAddress: null },
  DeliverToMailboxAndForward: false,
};
const TRANSPORT_RULE = { Name: 'Copie', State: 'Enabled', BlindCopyTo: ['a@sante.example'] };

function exchange({ url, body }: { url: string; body?: string | undefined }): Scripted {
  const good = url.includes('/v2.0/') || (body ?? '').includes('Get-Mailbox') ? MAILBOX : TRANSPORT_RULE;
  const isRead = good === MAILBOX ? url.includes('Mailbox') : (body ?? '').includes('Get-TransportRule');
  // A row that names nobody is no mailbox's.
  const odd = [null, 5, 'x', [], ...(good === MAILBOX ? [{}, { ForwardingAddress: null }] : [])];
  return { json: { value: isRead ? [...odd, good] : [] } };
}

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Told {
  readonly read: number;
  /** Of the shortfall, the misses, and what broke the source off. */
  readonly details: readonly string[];
}

async function told(id: SourceId): Promise<Told> {
  const collector = COLLECTORS.find((one) => one.id === id);
  if (collector === undefined) throw new Error(`no collector ${id}`);
  const config = { enrolments: [{ id: 'e', label: { fr: 'S', en: 'S' }, group: GROUP }] };
  open = await collecting(farSide, { exchange, config, total: 8 });
  try {
    const { read, shortfall, misses = [] } = await collector.collect(open.context);
    const told = [shortfall, ...misses].flatMap((one) => one?.detail ?? []);
    return { read, details: [...new Set(told)] };
  } catch (error) {
    if (!(error instanceof PartlyCollected) || !(error.cause instanceof GraphFailure)) throw error;
    return { read: error.read, details: [error.cause.fullDetail] };
  }
}

const LEFT_OUT = (request: string, count: number): string =>
  `200 UnexpectedShape — ${request}: ${count} records of another shape were left out`;
const WITHOUT = '7 items of the answers came without an id, or without what was asked of them';

test.each<[SourceId, number, string[]]>([
  ['accounts', 1, ['7 directory objects came without an id']],
  ['sign-in-activity', 1, [WITHOUT]],
  ['mfa-registrations', 1, [WITHOUT]],
  ['per-user-mfa', 1, ['7 accounts did not tell their state']],
  ['mfa-policies', 4, ['200 UnexpectedShape — GET /v1.0/identity/conditionalAccess/policies']],
  ['role-assignments', 1, [LEFT_OUT('GET /v1.0/roleManagement/directory/roleAssignments', 7)]],
  ['terms-of-use', 1, [LEFT_OUT('GET /v1.0/identityGovernance/termsOfUse/agreements', 7)]],
  ['group-members', 1, ['7 members came without an id']],
  ['mailbox-forwarding', 1, [LEFT_OUT('Get-Mailbox', 6)]],
])(
  'records of another shape end no source: of %s the good one is read, and the others are told',
  async (id, read, details) => {
    expect(await told(id)).toEqual({ read, details });
  },
);

test('an odd transport rule costs its part, and no other rule', async () => {
  const { read, details } = await told('mail-flow');
  expect(read).toBe(1);
  expect(details).toEqual(['200 UnexpectedShape — Get-TransportRule']);
});

test('an agreement with an answer that was left out is not known to be unanswered by anybody', async () => {
  await told('terms-of-use');
  expect(await open?.rows('terms-of-use', 'accountId')).toMatchObject([
    { agreementId: 'charte', accountId: 'anne' },
  ]);
});
