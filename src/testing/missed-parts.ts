import type { PartOf } from '../snapshot/source-parts.ts';
import { SOURCE_PARTS, UNKNOWN_PART } from '../snapshot/source-parts.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { mailboxAccount, OPEN_FLOW, rulesOf } from './tiny-redirects.ts';
import type { Rows, TinySnapshot } from './tiny-snapshot.ts';

/** Whose forwarding leads to a recipient of the directory, who is in a group, and who holds a role. */
const ACCOUNT = 'a@reseau.example';

const MEMBER = { groupRef: 'GRP-LU', groupId: 'g-lu', accountId: `id-${ACCOUNT}` };

/** What each source tells of the rows of its parts; a part that is missing has none. */
const ROWS_OF: { readonly [S in SourceId]: Readonly<Record<PartOf<S>, Rows>> } = {
  tenant: { domains: [], organization: [], 'report-settings': [], 'subscribed-skus': [] },
  accounts: {},
  'sign-in-activity': {},
  'mail-activity': {},
  'mailbox-usage': {},
  'service-activity': {},
  'onedrive-activity': {},
  'sharepoint-activity': {},
  'forms-activity': {},
  'service-counts': {},
  'inbox-rules': { 'untold-rules': [], 'recipient-addresses': [] },
  'mailbox-forwarding': { 'recipient-addresses': [] },
  'mail-flow': {
    'transport-rule': [{ kind: 'transport-rule', name: 'Avis', isEnabled: true, mode: 'Enforce' }],
    'outbound-policy': flow('outbound-policy', { name: 'Autre', isDefault: false, autoForwardingMode: 'On' }),
    'outbound-rule': flow('outbound-rule', {
      ...{ name: 'Règle', policy: 'Autre', isEnabled: true, priority: 0 },
      senders: ['b@reseau.example'],
    }),
    'remote-domain': flow('remote-domain', {}),
    'accepted-domain': flow('accepted-domain', {}),
    'journal-rule': [
      { kind: 'journal-rule', name: 'Journal', isEnabled: true, journalTo: 'x@ailleurs.example' },
    ],
    'outbound-connector': [{ kind: 'outbound-connector', name: 'Relais', isEnabled: true }],
    'recipient-addresses': [],
  },
  'mfa-registrations': {},
  'mfa-policies': {
    'conditional-access': [
      { kind: 'conditional-access', policyId: 'p', name: 'P', state: 'disabled', conditions: '{}' },
    ],
    'preview-policies': [],
    'security-defaults': [{ kind: 'security-defaults', policyId: 'sd', name: 'SD', state: 'disabled' }],
  },
  'role-assignments': { 'role-definitions': [], 'eligible-assignments': [] },
  'per-user-mfa': {},
  'terms-of-use': { agreement: [] },
  'group-members': { group: [] },
};

function flow(kind: string, more: object): Rows {
  const open = OPEN_FLOW.filter((row) => 'kind' in row && row.kind === kind);
  return Object.keys(more).length === 0 ? open : [...open, { kind, ...more }];
}

/** What a source tells beside its parts. */
const ALWAYS: Readonly<Partial<Record<SourceId, Rows>>> = {
  accounts: [mailboxAccount(ACCOUNT, { accountEnabled: true, userType: 'Member' })],
  'inbox-rules': [rulesOf(ACCOUNT, 'none')],
  'mailbox-forwarding': [
    {
      accountId: `id-${ACCOUNT}`,
      userPrincipalName: ACCOUNT,
      recipientType: 'UserMailbox',
      forwardingReturned: true,
      forwardingAddress: 'Contact de Luc',
    },
  ],
  'role-assignments': [
    { principalId: `id-${ACCOUNT}`, roleId: 'r', roleName: null, scope: '/', assignment: 'active' },
  ],
  'per-user-mfa': [{ accountId: `id-${ACCOUNT}`, state: 'disabled' }],
  'terms-of-use': [
    { agreementId: 'lue', agreementName: 'Lue' },
    { agreementId: 'lue', agreementName: 'Lue', accountId: `id-${ACCOUNT}`, state: 'accepted' },
  ],
  'group-members': [MEMBER],
};

/** A tiny tenant of which everything was read. */
export const NOTHING_MISSED: TinySnapshot = { manifest: { groups: ['GRP-LU', 'GRP-X'] }, tables: tables() };

interface Missing {
  readonly source: SourceId;
  readonly part: PartOf | typeof UNKNOWN_PART;
}

/** One part of one source that was refused. */
export interface MissedPart extends Missing {
  readonly snapshot: TinySnapshot;
}

/** That tenant, once for each part of each source, with that part refused; and once with a part that is not told. */
export const MISSED_PARTS: readonly MissedPart[] = SOURCE_IDS.flatMap((source) => {
  const own: readonly PartOf[] = SOURCE_PARTS[source];
  const parts: readonly Missing['part'][] = own.length === 0 ? [] : [...own, UNKNOWN_PART];
  return parts.map((part) => ({ source, part, snapshot: without({ source, part }) }));
});

const MOST_PARTS = Math.max(...SOURCE_IDS.map((id) => SOURCE_PARTS[id].length)) + 1;

/** Every part of every source refused once, one part of each source at a time. */
export const MISSED_TOGETHER: readonly TinySnapshot[] = Array.from({ length: MOST_PARTS }, (_, round) =>
  without(
    ...SOURCE_IDS.flatMap((source) => {
      const own = MISSED_PARTS.filter((one) => one.source === source);
      return own[round % Math.max(1, own.length)] ?? [];
    }),
  ),
);

function tables(missing: readonly Missing[] = []): TinySnapshot['tables'] {
  const rows = SOURCE_IDS.filter((id) => id !== 'tenant').flatMap((id): [SourceId, Rows][] => {
    const parts = Object.entries<Rows>(ROWS_OF[id]);
    const own = [
      ...(ALWAYS[id] ?? []),
      ...parts.flatMap(([part, of]) =>
        missing.some((one) => one.source === id && one.part === part) ? [] : of,
      ),
    ];
    return parts.length === 0 && own.length === 0 ? [] : [[id, own]];
  });
  return Object.fromEntries(rows);
}

function without(...missing: readonly Missing[]): TinySnapshot {
  const sources = missing.map(({ source, part }): [SourceId, object] => {
    const miss = { part, subject: 'GRP-X', reason: 'permission' as const, detail: '403' };
    return [source, { outcome: 'partial', reason: 'permission', misses: [miss] }];
  });
  return { ...NOTHING_MISSED, tables: tables(missing), sources: Object.fromEntries(sources) };
}
